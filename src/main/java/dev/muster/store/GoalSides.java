package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** How many {@link GoalUsers} are on the two sides of a run, and when their time began. */
public final class GoalSides {
  /** One parameter, the run's key. */
  private static final String REACHED =
      "select user_id, due_at, reached_at from muster_contact where run_id = ? and how = '%s'"
          .formatted(Contacts.ACCEPTED);

  /** The same of a run that is worked on. */
  private static final String REACHED_AT_WORK =
      "select user_id, due_at, decided_at as reached_at from muster_fate where run_id = ? and "
          + Verdicts.ACCEPTED;

  private final JdbcTemplate jdbc;

  GoalSides(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Some users of a run.
   *
   * @param users how many
   * @param first when the first of them was reached, or due; null of nobody
   * @param last and the last
   */
  public record Some(long users, @Nullable Instant first, @Nullable Instant last) {
    private static Some read(ResultSet row) throws SQLException {
      return new Some(row.getLong("users"), Times.read(row, "first"), Times.read(row, "last"));
    }
  }

  /** Whom a run has reached, by when it did. */
  public Some reached(Run run) {
    return some("reached_at", reachedBy(run), run.key());
  }

  /** With whom of its control group they are compared, by when they were due. */
  public Some compared(RunKey run) {
    return some(
        "due_at",
        "select due_at from muster_contact where run_id = ? and how = '%s'"
            .formatted(Contacts.COMPARED),
        run);
  }

  private Some some(String when, String users, RunKey run) {
    return requireNonNull(
        jdbc.queryForObject(
            "select count(*) as users, min(%1$s) as first, max(%1$s) as last from (%2$s) users"
                .formatted(when, users),
            (row, _) -> Some.read(row),
            run.value()));
  }

  /**
   * How long after users were due a run has reached them: the median, of two the lower; 0 of
   * nobody, and never below that.
   *
   * @param users how many it has reached
   */
  public Duration delay(Run run, long users) {
    return jdbc
        .query(
            """
            select due_at, reached_at from (%s) reached
            order by reached_at - due_at
            offset ? rows fetch first row only
            """
                .formatted(reachedBy(run)),
            (row, _) ->
                Duration.between(
                    requireNonNull(Times.read(row, "due_at")),
                    requireNonNull(Times.read(row, "reached_at"))),
            run.key().value(),
            Math.max(users - 1, 0) / 2)
        .stream()
        .filter(Duration::isPositive)
        .findFirst()
        .orElse(Duration.ZERO);
  }

  private static String reachedBy(Run run) {
    return GoalUsers.isAtWork(run) ? REACHED_AT_WORK : REACHED;
  }
}
