package dev.muster.run;

import dev.muster.store.DueControl.Due;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would have kept triggers of the control group that are due: the cut-off, and {@code
 * recheck}. An execution asks it of its run's, as of the moment at which it begins to send to
 * others: else users who have just done what a message asks for would be on one side alone.
 *
 * @param rechecking that of the run, or null where nothing is tested again
 */
public record ControlRechecking(@Nullable Rechecking rechecking) {

  /**
   * Those that would not have been sent.
   *
   * @throws SQLException when the source refuses a question
   */
  public List<Due> lost(List<Due> due, Instant asOf) throws SQLException {
    var lost = new ArrayList<Due>();
    var left = new ArrayList<Due>();
    for (var each : due) {
      var isExpired = each.expiresAt() != null && !each.expiresAt().isAfter(asOf);
      (isExpired ? lost : left).add(each);
    }
    if (rechecking != null) {
      var holds = rechecking.holds(left.stream().map(ControlRechecking::asked).toList(), asOf);
      for (var i = 0; i < left.size(); i++) {
        if (!holds.get(i)) {
          lost.add(left.get(i));
        }
      }
    }
    return lost;
  }

  private static Rechecking.Asked asked(Due each) {
    return new Rechecking.Asked(each.user(), each.occurredAt(), each.constant());
  }
}
