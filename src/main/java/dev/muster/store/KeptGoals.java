package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunKey;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the goals of runs came to, measured before the runs were pruned. */
public final class KeptGoals {
  private final JdbcClient jdbc;

  KeptGoals(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What a goal came to.
   *
   * @param goal as the campaign had it
   * @param closesAt when the last user's time was over, or null of nobody
   * @param perMille the control group's share in thousandths, or null
   * @param control null where nobody was compared with
   */
  public record Kept(
      AsWritten goal,
      Instant measuredAt,
      @Nullable Instant closesAt,
      Duration delay,
      @Nullable Integer perMille,
      Side reached,
      @Nullable Side control) {}

  /**
   * A goal as it was written.
   *
   * @param tests a JSON object, or null for none
   */
  public record AsWritten(
      String event, @Nullable String tests, String within, @Nullable String value) {}

  /**
   * A side.
   *
   * @param value the sum of values, or null where the goal has none; so are the others
   */
  public record Side(
      long users,
      long converted,
      @Nullable BigDecimal value,
      @Nullable Long withValue,
      @Nullable Double variance) {}

  /** Keeps it; what was kept before is replaced. */
  public void keep(RunKey run, Kept kept) {
    jdbc.sql("delete from muster_goal where run_id = :run").param("run", run.value()).update();
    jdbc.sql(
            """
            insert into muster_goal (run_id, event, tests, within, value_name, measured_at,
                closes_at, delay_us, per_mille)
            values (:run, :event, :tests, :within, :value, :measured, :closes, :delay, :share)
            """)
        .param("run", run.value())
        .param("event", kept.goal().event())
        .param("tests", kept.goal().tests(), Types.VARCHAR)
        .param("within", kept.goal().within())
        .param("value", kept.goal().value(), Types.VARCHAR)
        .param("measured", Times.bind(kept.measuredAt()))
        .param("closes", Times.bindNullable(kept.closesAt()), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("delay", Times.micros(kept.delay()))
        .param("share", kept.perMille(), Types.INTEGER)
        .update();
    keep(run, "reached", kept.reached());
    if (kept.control() != null) {
      keep(run, "control", kept.control());
    }
  }

  private void keep(RunKey run, String name, Side side) {
    var value = side.value();
    jdbc.sql(
            """
            insert into muster_goal_side (run_id, side, users, converted, value_sum, with_value,
                variance)
            values (:run, :side, :users, :converted, :value, :with, :variance)
            """)
        .param("run", run.value())
        .param("side", name)
        .param("users", side.users())
        .param("converted", side.converted())
        .param("value", value == null ? null : value.toPlainString(), Types.VARCHAR)
        .param("with", side.withValue(), Types.BIGINT)
        .param("variance", side.variance(), Types.DOUBLE)
        .update();
  }

  /** What was kept of a run, if anything was. */
  public Optional<Kept> of(RunKey run) {
    return jdbc.sql("select * from muster_goal where run_id = :run")
        .param("run", run.value())
        .query((row, _) -> kept(row, sides(run)))
        .optional();
  }

  private static Kept kept(ResultSet row, Map<String, Side> sides) throws SQLException {
    return new Kept(
        new AsWritten(
            row.getString("event"),
            row.getString("tests"),
            row.getString("within"),
            row.getString("value_name")),
        requireNonNull(Times.read(row, "measured_at")),
        Times.read(row, "closes_at"),
        Times.readMicros(row, "delay_us"),
        row.getObject("per_mille", Integer.class),
        requireNonNull(sides.get("reached")),
        sides.get("control"));
  }

  private Map<String, Side> sides(RunKey run) {
    var sides = new HashMap<String, Side>();
    jdbc.sql("select * from muster_goal_side where run_id = :run")
        .param("run", run.value())
        .query(row -> {
          sides.put(row.getString("side"), side(row));
        });
    return sides;
  }

  private static Side side(ResultSet row) throws SQLException {
    var value = row.getString("value_sum");
    return new Side(
        row.getLong("users"),
        row.getLong("converted"),
        value == null ? null : new BigDecimal(value),
        row.getObject("with_value", Long.class),
        row.getObject("variance", Double.class));
  }
}
