package dev.muster.look;

import dev.muster.audience.Audience;
import dev.muster.audience.AudienceQuery;
import dev.muster.campaign.Recipient;
import dev.muster.run.RunProgress;
import dev.muster.run.StopSignal;
import dev.muster.run.SuppressionList;
import dev.muster.source.SourceDatabase;
import dev.muster.source.SourceUnasked;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the audiences of a campaign's planned times, one after the other, as the first step of a
 * run does; nobody becomes a member of anything. The database hands the users over in an order in
 * which those stand together who have one id, so that none are held in memory; those whom the
 * account sends nothing are.
 *
 * @param suppressions who is sent nothing, as it is now
 * @param stop ends it; what is counted by then stands
 */
public record Backtesting(
    SourceDatabase source,
    SuppressionList suppressions,
    ZoneId accountZone,
    RunProgress progress,
    StopSignal stop) {
  private static final int TOLD_EVERY = 5000;

  /**
   * Counts.
   *
   * @param runs one for each planned time
   * @return of as many of them as were counted before the end was asked for
   * @throws SourceUnasked when profiles and events could not be asked
   * @throws java.io.UncheckedIOException when a list cannot be read; its message is for the user
   */
  public List<Backtest.Count> of(List<Subject> runs) {
    var counts = new ArrayList<Backtest.Count>();
    var suppressed = new HashSet<String>();
    suppressions.each(suppressed::addAll);
    for (var run : runs) {
      if (stop.given()) {
        break;
      }
      progress.begins(run.run());
      try {
        count(run, suppressed).ifPresent(counts::add);
      } finally {
        stop.stopNothingElse();
        progress.ends(run.run());
      }
    }
    return counts;
  }

  /** Nothing when the end was asked for meanwhile. */
  private Optional<Backtest.Count> count(Subject run, Set<String> suppressed) {
    var options = run.options(source, accountZone, false);
    var audience = new Audience(source, AudienceQuery.byReceiver(run.audience(), options));
    try (var users = audience.open(stop::alsoStop)) {
      var qualified = 0L;
      var reachable = 0L;
      @Nullable Recipient last = null;
      for (var user = users.next(); user != null; user = users.next()) {
        qualified++;
        var spared = user.optedOutElsewhere() || suppressed.contains(user.userId().value());
        var recipient = spared ? null : user.recipient();
        if (recipient != null && !recipient.equals(last)) {
          reachable++;
          last = recipient;
        }
        if (qualified % TOLD_EVERY == 0) {
          progress.qualified(run.run(), qualified);
          if (stop.given()) {
            return Optional.empty();
          }
        }
      }
      return Optional.of(new Backtest.Count(run.plannedAt(), qualified, reachable));
    } catch (SQLException e) {
      if (stop.given()) {
        return Optional.empty();
      }
      throw new SourceUnasked(e);
    }
  }
}
