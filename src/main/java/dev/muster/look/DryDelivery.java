package dev.muster.look;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.UserZone;
import dev.muster.gate.Verdict;
import dev.muster.message.Composer;
import dev.muster.run.ChunkMessages;
import dev.muster.run.ChunkOutcomes;
import dev.muster.run.MemberMessages;
import dev.muster.schedule.Opening;
import dev.muster.source.Profiles;
import dev.muster.source.Profiles.Profile;
import dev.muster.source.SourceRequirements;
import dev.muster.source.SourceUnasked;
import dev.muster.store.DueMember;
import dev.muster.store.Members;
import dev.muster.store.Position;
import dev.muster.store.Stretch;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goes the way of a run's delivery, each of its openings launched in time and every request
 * accepted at once. What it comes to stands in the tables as that of a run does; nothing is sent.
 */
final class DryDelivery implements AutoCloseable {
  private final FrozenRun frozen;
  private final Members members;
  private final Profiles profiles;
  private final SendingTerms terms;
  private final ComposingAhead<Settled> composing;
  private final Map<Optional<ZoneId>, Long> zones = new HashMap<>();

  DryDelivery(FrozenRun frozen) {
    this.frozen = frozen;
    this.members = frozen.store().members();
    this.profiles = new Profiles(frozen.dryRun().source());
    this.terms = frozen.dryRun().terms();
    this.composing =
        new ComposingAhead<>(
            frozen.run().partitions(),
            () -> frozen.dryRun().composer(frozen.subject(), terms.anyWriteKey()),
            this::write);
  }

  private interface Page {
    List<DueMember> of(Stretch among);
  }

  /** Members who are due. */
  private record Chunk(int partition, List<DueMember> page, Set<Position> lapsed, Instant now) {}

  /** What became of them, and how many are sent to by their zone. */
  private record Settled(ChunkOutcomes outcomes, Map<Optional<ZoneId>, Long> zones) {}

  /** Delivers to all, whenever they are due. */
  void deliver() {
    var progress = frozen.dryRun().progress();
    var verdicts = frozen.store().gates().counted(frozen.run().key());
    progress.delivers(
        frozen.run().id(),
        verdicts.getOrDefault(Verdict.PENDING, 0L) + verdicts.getOrDefault(Verdict.WAITING, 0L));
    members.inOrder(this::deliverPages);
  }

  private void deliverPages() {
    var run = frozen.run().key();
    var size = frozen.dryRun().settings().chunkSize();
    var first = frozen.moment();
    deliver(first, among -> members.dueOfUntold(run, among, first, size));
    for (var next : openings()) {
      members.windows().open(run, next);
      deliver(next, among -> members.due(run, among, next, size));
    }
  }

  /** Those that are left, in order. */
  private List<Instant> openings() {
    if (frozen.windows().alwaysOpen()) {
      // To find out that nobody is left takes as long as to find the audience.
      return List.of();
    }
    return members.windows().openings(frozen.run().key()).stream()
        .filter(opening -> opening.left() > 0)
        .map(Opening::dueAt)
        .distinct()
        .toList();
  }

  private void deliver(Instant now, Page pages) {
    var partitions = frozen.run().partitions();
    var last = members.last(frozen.run().key());
    for (var partition = 1; partition <= partitions; partition++) {
      var left = Stretch.number(partition, partitions, last);
      var page = pages.of(left);
      while (!page.isEmpty()) {
        frozen.dryRun().goOn();
        take(new Chunk(partition, page, frozen.lapsed(page, now), now));
        left = left.after(page.getLast().position());
        page = pages.of(left);
      }
    }
    composing.finish();
  }

  private void take(Chunk chunk) {
    composing.take(composer -> settled(chunk, composer));
  }

  private Profiles.Found profilesOf(List<DueMember> page) {
    var found = profiles.of(page.stream().map(DueMember::userId).toList());
    if (found.areDoubled()) {
      requireOneProfileEach();
    }
    return found;
  }

  /** Asks nothing of Muster's own tables, so that any thread may do it. */
  private Settled settled(Chunk chunk, Composer composer) {
    var found = profilesOf(chunk.page());
    var outcomes = new ChunkOutcomes(1, chunk.page());
    var profiles = new ArrayList<@Nullable Profile>();
    var contents = new ArrayList<MemberMessages>();
    for (var member : chunk.page()) {
      var profile = found.of(member.userId()).orElse(null);
      var lapsed = chunk.lapsed().contains(member.position());
      profiles.add(profile);
      contents.add(MemberMessages.of(member, profile, lapsed, composer));
    }
    var messages = ChunkMessages.of(contents, frozen.windows(), outcomes, chunk.now());
    var batches = terms.packing().batchesOf(messages.messages());
    messages.settle(
        chunk.partition(),
        1,
        batches,
        batches.stream().map(batch -> terms.accepted(batch, chunk.now())).toList());
    return new Settled(outcomes, zones(chunk.page(), profiles, outcomes));
  }

  /**
   * Of those who were accepted.
   *
   * @param profiles those of the members, in their order
   */
  private static Map<Optional<ZoneId>, Long> zones(
      List<DueMember> page, List<@Nullable Profile> profiles, ChunkOutcomes outcomes) {
    var written = new HashMap<@Nullable String, Long>();
    for (var i = 0; i < page.size(); i++) {
      if (outcomes.has(page.get(i), Verdict.ACCEPTED)) {
        written.merge(requireNonNull(profiles.get(i)).timezone(), 1L, Long::sum);
      }
    }
    var zones = new HashMap<Optional<ZoneId>, Long>();
    written.forEach((timezone, users) ->
        zones.merge(Optional.ofNullable(UserZone.of(timezone)), users, Long::sum));
    return zones;
  }

  private void write(Settled chunk) {
    chunk.outcomes().writeUnsent(frozen.store(), frozen.run().key());
    chunk.zones().forEach((zone, users) -> zones.merge(zone, users, Long::sum));
    frozen.dryRun().progress().delivered(frozen.run().id(), chunk.outcomes().users());
  }

  /** Somebody has come to have several since the audience was found. */
  private void requireOneProfileEach() {
    try {
      SourceRequirements.requireOneProfileEach(frozen.dryRun().source());
    } catch (SQLException e) {
      throw new SourceUnasked(e);
    }
  }

  /** How many are sent to by the zone that their profiles name; of none, or of an unknown one. */
  Map<Optional<ZoneId>, Long> zones() {
    return zones;
  }

  @Override
  public void close() {
    composing.close();
  }
}
