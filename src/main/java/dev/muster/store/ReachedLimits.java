package dev.muster.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * From when on users must have been due in other runs to be left alone, by when they are due in
 * this one: for statements that look at all its members at once.
 *
 * @param limits in order of time; the last is for all who are due then or later
 */
record ReachedLimits(List<Limit> limits) {

  /**
   * One for those who are due at a moment, or after the one before.
   *
   * @param since as the rule has it
   */
  record Limit(Instant due, Instant since) {}

  /**
   * Those of a rule.
   *
   * @param due when users are due, each moment once, in order; at least one
   * @param rule from when on, by when they are due; it grows with that
   */
  static ReachedLimits of(List<Instant> due, UnaryOperator<Instant> rule) {
    var limits = new ArrayList<Limit>();
    for (var moment : due) {
      var since = rule.apply(moment);
      if (!limits.isEmpty() && limits.getLast().since().equals(since)) {
        limits.removeLast();
      }
      limits.add(new Limit(moment, since));
    }
    return new ReachedLimits(List.copyOf(limits));
  }

  /** The earliest of them. */
  Instant least() {
    return limits.stream().map(Limit::since).min(Instant::compareTo).orElseThrow();
  }

  /**
   * The limit as an expression with parameters, where a column or expression has the due moment.
   */
  String sql(String due) {
    var limit = "cast(? as timestamp with time zone)";
    return limits.size() == 1
        ? limit
        : "case"
            + " when %s <= %s then %s".formatted(due, limit, limit).repeat(limits.size() - 1)
            + " else %s end".formatted(limit);
  }

  /**
   * Sets the parameters.
   *
   * @param first the number of the first of them, from 1
   * @return the number after the last of them
   */
  int bind(PreparedStatement statement, int first) throws SQLException {
    var number = first;
    for (var limit : limits.subList(0, limits.size() - 1)) {
      statement.setObject(number++, Times.bind(limit.due()));
      statement.setObject(number++, Times.bindLimit(limit.since()));
    }
    statement.setObject(number++, Times.bindLimit(limits.getLast().since()));
    return number;
  }
}
