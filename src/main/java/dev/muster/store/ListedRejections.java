package dev.muster.store;

import dev.muster.campaign.RunKey;
import dev.muster.gate.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Rejected users a page at a time, so that nobody keeps a connection who is slow to read them;
 * {@link Rejections#each} has them all as they were at one moment.
 */
public final class ListedRejections {
  private final JdbcTemplate jdbc;

  ListedRejections(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** A user, and where they stand in their run, by which the next page goes on. */
  public record Row(long position, Rejections.Rejected user) {}

  /**
   * One that was looked at.
   *
   * @param row null where its user was sent to since, or is listed already
   */
  private record Looked(long position, @Nullable Row row) {}

  /**
   * Those behind a position, a row a user, in order of position.
   *
   * @param code only this one, or null for all
   * @param most how many at most; fewer come back where no more are left
   */
  public List<Row> page(RunKey run, @Nullable String code, long after, int most) {
    var page = new ArrayList<Row>();
    var behind = after;
    List<Looked> looked;
    do {
      looked = look(run, code, behind, most);
      for (var each : looked) {
        behind = each.position();
        if (each.row() != null && page.size() < most) {
          page.add(each.row());
        }
      }
    } while (looked.size() == most && page.size() < most);
    return page;
  }

  private List<Looked> look(RunKey run, @Nullable String code, long after, int most) {
    return jdbc.query(
        """
        select r.position, r.user_id, m.verdict, r.code, r.reason, r.execution,
               r.number = 1 and %s as listed
        from (
            select run_id, position, user_id, code, reason, execution,
                   row_number() over (partition by position order by execution, code) as number
            from muster_rejection
            where run_id = ? and position > ? and (cast(? as varchar) is null or code = ?)
            order by position
            limit ?) r
        left join muster_fate m on m.run_id = r.run_id and m.position = r.position
        order by r.position
        """
            .formatted(Verdicts.of("m").isOneOf(Verdict.WITH_REASON)),
        (row, index) -> {
          var position = row.getLong("position");
          return new Looked(
              position,
              row.getBoolean("listed") ? new Row(position, Rejections.read(row, index)) : null);
        },
        run.value(),
        after,
        code,
        code,
        most);
  }
}
