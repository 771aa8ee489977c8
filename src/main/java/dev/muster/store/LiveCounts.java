package dev.muster.store;

import dev.muster.store.LiveTriggers.Of;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What live campaigns count over their launches: what became of triggers that are no members of
 * runs, a day, and how many places of caps are given.
 */
public final class LiveCounts {
  /** Stands for the day of a cap that is about all days. */
  private static final LocalDate ALL_DAYS = LocalDate.of(1, 1, 1);

  private final JdbcClient jdbc;

  LiveCounts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Triggers that are no members of runs.
   *
   * @param tooLate null where the source cannot tell
   */
  public record Others(long notQualified, @Nullable Long tooLate, long noProfile) {
    /** None. */
    public static final Others NONE = new Others(0, 0L, 0);

    /** Whether there is nothing to tell. */
    public boolean areNone() {
      return notQualified == 0 && (tooLate == null || tooLate == 0) && noProfile == 0;
    }

    /** These and those. */
    public Others and(Others more) {
      return new Others(
          notQualified + more.notQualified,
          tooLate == null || more.tooLate == null ? null : Long.valueOf(tooLate + more.tooLate),
          noProfile + more.noProfile);
    }
  }

  /** Adds to a day of the account's zone. */
  public void add(Of of, LocalDate day, Others more) {
    var all = others(of, day).map(before -> before.and(more)).orElse(more);
    var changed = write(UPDATE_DAY, of, day, all);
    if (changed == 0) {
      write(INSERT_DAY, of, day, all);
    }
  }

  private static final String UPDATE_DAY =
      """
      update muster_live_day
      set not_qualified = :not_qualified, too_late = :too_late, no_profile = :no_profile
      where campaign = :campaign and rehearsal = :rehearsal and on_day = :day
      """;

  private static final String INSERT_DAY =
      """
      insert into muster_live_day
          (campaign, rehearsal, on_day, not_qualified, too_late, no_profile)
      values (:campaign, :rehearsal, :day, :not_qualified, :too_late, :no_profile)
      """;

  private int write(String sql, Of of, LocalDate day, Others others) {
    return jdbc.sql(sql)
        .param("campaign", of.campaign().value())
        .param("rehearsal", of.rehearsal())
        .param("day", day)
        .param("not_qualified", others.notQualified())
        .param("too_late", others.tooLate(), java.sql.Types.BIGINT)
        .param("no_profile", others.noProfile())
        .update();
  }

  /** Those of all days. */
  public SortedMap<LocalDate, Others> others(Of of) {
    var days = new TreeMap<LocalDate, Others>();
    jdbc.sql(
            """
            select on_day, not_qualified, too_late, no_profile from muster_live_day
            where campaign = :campaign and rehearsal = :rehearsal
            """)
        .param("campaign", of.campaign().value())
        .param("rehearsal", of.rehearsal())
        .query(
            (RowCallbackHandler)
                row -> days.put(row.getObject("on_day", LocalDate.class), others(row)));
    return days;
  }

  private static Others others(ResultSet row) throws SQLException {
    return new Others(
        row.getLong("not_qualified"),
        row.getObject("too_late", Long.class),
        row.getLong("no_profile"));
  }

  /** Those of a day, if there are any. */
  public Optional<Others> others(Of of, LocalDate day) {
    return jdbc.sql(
            """
            select not_qualified, too_late, no_profile from muster_live_day
            where campaign = :campaign and rehearsal = :rehearsal and on_day = :day
            """)
        .param("campaign", of.campaign().value())
        .param("rehearsal", of.rehearsal())
        .param("day", day)
        .query((row, index) -> others(row))
        .optional();
  }

  /**
   * How many places of a cap are given.
   *
   * @param day of the account's zone, or null for a cap over all days
   */
  public long given(Of of, @Nullable LocalDate day) {
    return jdbc.sql(
            """
            select given from muster_live_place
            where campaign = :campaign and rehearsal = :rehearsal and on_day = :day
            """)
        .param("campaign", of.campaign().value())
        .param("rehearsal", of.rehearsal())
        .param("day", day == null ? ALL_DAYS : day)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /** Writes down how many are given from now on; parameters as there. */
  public void give(Of of, @Nullable LocalDate day, long given) {
    if (give(UPDATE_PLACES, of, day, given) == 0) {
      give(INSERT_PLACES, of, day, given);
    }
  }

  private static final String UPDATE_PLACES =
      """
      update muster_live_place set given = :given
      where campaign = :campaign and rehearsal = :rehearsal and on_day = :day
      """;

  private static final String INSERT_PLACES =
      """
      insert into muster_live_place (campaign, rehearsal, on_day, given)
      values (:campaign, :rehearsal, :day, :given)
      """;

  private int give(String sql, Of of, @Nullable LocalDate day, long given) {
    return jdbc.sql(sql)
        .param("campaign", of.campaign().value())
        .param("rehearsal", of.rehearsal())
        .param("day", day == null ? ALL_DAYS : day)
        .param("given", given)
        .update();
  }
}
