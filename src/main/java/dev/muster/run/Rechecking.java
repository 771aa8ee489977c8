package dev.muster.run;

import static java.util.Objects.requireNonNull;

import dev.muster.audience.AudienceOptions;
import dev.muster.audience.Standing;
import dev.muster.audience.Standings;
import dev.muster.audience.ThenNot;
import dev.muster.campaign.UserId;
import dev.muster.campaign.Who;
import dev.muster.source.SourceDatabase;
import dev.muster.store.DueMember;
import dev.muster.store.Position;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code recheck} of a live campaign: what is tested again when a launch is about to send, as of
 * the launch (live.md, "recheck").
 *
 * @param options of the audience, as of the launch
 */
public record Rechecking(SourceDatabase source, Who.Live live, AudienceOptions options) {

  /**
   * Whose trigger is tested.
   *
   * @param occurredAt when its event happened
   * @param constant the value that the event has in common with those that count, as JSON
   */
  record Asked(UserId user, Instant occurredAt, @Nullable String constant) {}

  /**
   * Those of some members for whom it does not hold.
   *
   * @throws SQLException when the database refuses it
   */
  public Set<Position> lapsed(List<DueMember> members, Instant asOf) throws SQLException {
    var holds = holds(members.stream().map(Rechecking::asked).toList(), asOf);
    var lapsed = new HashSet<Position>();
    for (var i = 0; i < members.size(); i++) {
      if (!holds.get(i)) {
        lapsed.add(members.get(i).position());
      }
    }
    return lapsed;
  }

  private static Asked asked(DueMember member) {
    return new Asked(
        member.userId(), requireNonNull(member.event()).occurredAt(), member.constant());
  }

  /**
   * Whether it holds for each.
   *
   * @throws SQLException when the database refuses it
   */
  List<Boolean> holds(List<Asked> asked, Instant asOf) throws SQLException {
    var holds = new ArrayList<>(Collections.nCopies(asked.size(), true));
    if (asked.isEmpty()) {
      return holds;
    }
    if (live.recheck().contains(Who.Recheck.THEN_NOT)) {
      var unfollowed = new ThenNot(source, live, options.accountZone()).holds(after(asked, asOf));
      for (var i = 0; i < asked.size(); i++) {
        holds.set(i, unfollowed.get(i));
      }
    }
    if (live.recheck().contains(Who.Recheck.AUDIENCE)) {
      var standings =
          new Standings(source, live.audience(), options)
              .of(asked.stream().map(each -> new Standings.Asked(each.user(), asOf)).toList());
      for (var i = 0; i < asked.size(); i++) {
        // Who has opted out, or has no profile any more, is told by that.
        holds.set(i, holds.get(i) && !(standings.get(i) instanceof Standing.NotQualified));
      }
    }
    return holds;
  }

  private static List<ThenNot.After> after(List<Asked> asked, Instant asOf) {
    return asked.stream()
        .map(each -> new ThenNot.After(each.user(), each.occurredAt(), each.constant(), asOf))
        .toList();
  }
}
