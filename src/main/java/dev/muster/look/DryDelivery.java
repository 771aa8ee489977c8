package dev.muster.look;

import dev.muster.campaign.UserZone;
import dev.muster.gate.Verdict;
import dev.muster.message.Composer;
import dev.muster.run.ChunkMessages;
import dev.muster.run.ChunkOutcomes;
import dev.muster.run.MemberMessages;
import dev.muster.schedule.Opening;
import dev.muster.source.Profiles;
import dev.muster.source.SourceRequirements;
import dev.muster.source.SourceUnasked;
import dev.muster.store.DueMember;
import dev.muster.store.Members;
import dev.muster.store.Stretch;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goes the way of a run's delivery, each of its openings launched in time and every request
 * accepted at once. What it comes to stands in the tables as that of a run does; nothing is sent.
 */
final class DryDelivery {
  private final FrozenRun frozen;
  private final Members members;
  private final Profiles profiles;
  private final SendingTerms terms;
  private final Composer composer;
  private final Map<Optional<ZoneId>, Long> zones = new HashMap<>();

  DryDelivery(FrozenRun frozen) {
    this.frozen = frozen;
    this.members = frozen.store().members();
    this.profiles = new Profiles(frozen.dryRun().source());
    this.terms = frozen.dryRun().terms();
    this.composer = frozen.dryRun().composer(frozen.subject(), terms.anyWriteKey());
  }

  private interface Page {
    List<DueMember> of(Stretch among);
  }

  /** Delivers to all, whenever they are due. */
  void deliver() {
    var run = frozen.run().key();
    var size = frozen.dryRun().settings().chunkSize();
    var progress = frozen.dryRun().progress();
    var verdicts = members.verdicts(run);
    progress.delivers(
        frozen.run().id(),
        verdicts.getOrDefault(Verdict.PENDING, 0L) + verdicts.getOrDefault(Verdict.WAITING, 0L));
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
        deliver(now, partition, page);
        left = left.after(page.getLast().position());
        page = pages.of(left);
      }
    }
  }

  private void deliver(Instant now, int partition, List<DueMember> page) {
    var found = profiles.of(page.stream().map(DueMember::userId).toList());
    if (found.areDoubled()) {
      requireOneProfileEach();
    }
    var outcomes = new ChunkOutcomes(1, page);
    var contents =
        page.stream()
            .map(member ->
                MemberMessages.of(member, found.of(member.userId()).orElse(null), composer))
            .toList();
    var chunk = ChunkMessages.of(contents, frozen.windows(), outcomes, now);
    var batches = terms.packing().batchesOf(chunk.messages());
    chunk.settle(
        partition, 1, batches, batches.stream().map(batch -> terms.accepted(batch, now)).toList());
    outcomes.write(frozen.store(), frozen.run().key());
    for (var member : page) {
      if (outcomes.has(member, Verdict.ACCEPTED)) {
        zones.merge(zone(found.of(member.userId()).orElseThrow().timezone()), 1L, Long::sum);
      }
    }
    frozen.dryRun().progress().delivered(frozen.run().id(), outcomes.users());
  }

  /** Somebody has come to have several since the audience was found. */
  private void requireOneProfileEach() {
    try {
      SourceRequirements.requireOneProfileEach(frozen.dryRun().source());
    } catch (SQLException e) {
      throw new SourceUnasked(e);
    }
  }

  private static Optional<ZoneId> zone(@Nullable String timezone) {
    return Optional.ofNullable(UserZone.of(timezone));
  }

  /** How many are sent to by the zone that their profiles name; of none, or of an unknown one. */
  Map<Optional<ZoneId>, Long> zones() {
    return zones;
  }
}
