package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunKey;
import dev.muster.campaign.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The control group's triggers of a live campaign's run of which it is not known yet whether they
 * would have been sent: that is found out when their own moment has come, as of those that are
 * sent.
 */
public final class DueControl {
  private static final int PAGE = 1000;

  private final JdbcTemplate jdbc;
  private final LiveControl compared;

  DueControl(JdbcTemplate jdbc, LiveControl compared) {
    this.jdbc = jdbc;
    this.compared = compared;
  }

  /**
   * A trigger of the control group whose moment has come.
   *
   * @param occurredAt when its event happened
   * @param constant the value that the event has in common with those that count, as JSON
   * @param expiresAt from when on it would not have been sent, or null for never
   */
  public record Due(
      Position position,
      UserId user,
      Instant dueAt,
      Instant occurredAt,
      @Nullable String constant,
      @Nullable Instant expiresAt) {}

  /** The next ones of a run that are due at a moment or before it. */
  public List<Due> of(Run run, Instant asOf, int limit) {
    return jdbc.query(
        """
        select t.position, m.user_id, t.due_at, e.occurred_at, m.expires_at,
               cast(m.constant as varchar) as constant
        from (
            select run_id, position, due_at from muster_live_control
            where run_id = ? and due_at <= ?
            order by position
            limit ?
        ) t
        join muster_member m on m.run_id = t.run_id and m.position = t.position
        join muster_trigger e on e.run_id = t.run_id and e.position = t.position
        """,
        (row, _) ->
            new Due(
                new Position(row.getLong("position")),
                new UserId(row.getString("user_id")),
                requireNonNull(Times.read(row, "due_at")),
                requireNonNull(Times.read(row, "occurred_at")),
                row.getString("constant"),
                Times.read(row, "expires_at")),
        run.key().value(),
        Times.bindLimit(asOf),
        limit);
  }

  /** When the next of a run is due; nothing where none is left. */
  public Optional<Instant> next(RunKey run) {
    return Optional.ofNullable(
        jdbc.queryForObject(
            "select min(due_at) as next from muster_live_control where run_id = ?",
            (row, _) -> Times.read(row, "next"),
            run.value()));
  }

  /**
   * Some are found out about, in the transaction of whoever works on their run.
   *
   * @param lost those among them that would not have been sent: nobody is compared with them
   */
  public void tested(Run run, List<Due> all, List<Due> lost) {
    jdbc.batchUpdate(
        "delete from muster_live_control where run_id = ? and position = ?",
        all,
        Math.max(all.size(), 1),
        (row, each) -> {
          row.setLong(1, run.key().value());
          row.setLong(2, each.position().value());
        });
    if (!lost.isEmpty()) {
      compared.remove(run, lost);
    }
  }

  /** Nobody will be sent to any more in their run, so nobody of them would have been either. */
  public void loseAll(Run run) {
    for (var due = of(run, Instant.MAX, PAGE); !due.isEmpty(); due = of(run, Instant.MAX, PAGE)) {
      tested(run, due, due);
    }
  }

  /** Those of a run that has ended otherwise stay compared, as they are. */
  public void forget(RunKey run) {
    jdbc.update("delete from muster_live_control where run_id = ?", run.value());
  }
}
