package dev.muster.store;

import dev.muster.campaign.RunKey;
import dev.muster.gate.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rejected users a page at a time; {@link Rejections#each} has them all. */
public final class ListedRejections {
  private final JdbcTemplate jdbc;

  ListedRejections(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** A user, and where they stand in their run, by which the next page goes on. */
  public record Row(long position, Rejections.Rejected user) {}

  /**
   * Those behind a position, a row a user, in order of position.
   *
   * @param code only this one, or null for all
   * @param most so many are looked at: fewer come back where some were sent to since
   */
  public List<Row> page(RunKey run, @Nullable String code, long after, int most) {
    return jdbc.query(
        """
        select r.position, r.user_id, m.verdict, r.code, r.reason, r.execution
        from (
            select run_id, position, user_id, code, reason, execution,
                   row_number() over (partition by position order by execution, code) as number
            from muster_rejection
            where run_id = ? and position > ? and (cast(? as varchar) is null or code = ?)
            order by position
            limit ?) r
        join muster_fate m on m.run_id = r.run_id and m.position = r.position
        where r.number = 1 and %s
        order by r.position
        """
            .formatted(Verdicts.of("m").isOneOf(Verdict.WITH_REASON)),
        (row, index) -> new Row(row.getLong("position"), Rejections.read(row, index)),
        run.value(),
        after,
        code,
        code,
        most);
  }
}
