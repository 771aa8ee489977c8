package dev.muster.run;

import static java.util.Objects.requireNonNull;

import dev.muster.audience.AudienceOptions;
import dev.muster.audience.Standing;
import dev.muster.audience.Standings;
import dev.muster.audience.ThenNot;
import dev.muster.campaign.Who;
import dev.muster.source.SourceDatabase;
import dev.muster.store.DueMember;
import dev.muster.store.Position;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code recheck} of a live campaign: what is tested again when a launch is about to send, as of
 * the launch (live.md, "recheck").
 *
 * @param options of the audience, as of the launch
 */
public record Rechecking(SourceDatabase source, Who.Live live, AudienceOptions options) {

  /**
   * Those of some members for whom it does not hold.
   *
   * @throws SQLException when the database refuses it
   */
  public Set<Position> lapsed(List<DueMember> members, Instant asOf) throws SQLException {
    var lapsed = new HashSet<Position>();
    if (members.isEmpty()) {
      return lapsed;
    }
    if (live.recheck().contains(Who.Recheck.THEN_NOT)) {
      var holds =
          new ThenNot(source, live, options.accountZone())
              .holds(members.stream().map(member -> after(member, asOf)).toList());
      addWhere(lapsed, members, index -> !holds.get(index));
    }
    if (live.recheck().contains(Who.Recheck.AUDIENCE)) {
      var standings =
          new Standings(source, live.audience(), options)
              .of(
                  members.stream()
                      .map(member -> new Standings.Asked(member.userId(), asOf))
                      .toList());
      // Who has opted out, or has no profile any more, is told by that.
      addWhere(lapsed, members, index -> standings.get(index) instanceof Standing.NotQualified);
    }
    return lapsed;
  }

  private interface Test {
    boolean of(int index);
  }

  private static void addWhere(Set<Position> lapsed, List<DueMember> members, Test test) {
    for (var i = 0; i < members.size(); i++) {
      if (test.of(i)) {
        lapsed.add(members.get(i).position());
      }
    }
  }

  private static ThenNot.After after(DueMember member, Instant asOf) {
    var event = requireNonNull(member.event());
    return new ThenNot.After(member.userId(), event.occurredAt(), member.constant(), asOf);
  }
}
