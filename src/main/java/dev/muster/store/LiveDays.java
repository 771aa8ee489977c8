package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.campaign.RunKey;
import dev.muster.gate.Verdict;
import dev.muster.store.LiveTriggers.Of;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * What the runs of live campaigns have come to, by the days of their as-ofs (live.md, part 2). It
 * is summed up by the database, of what was written down as each run's execution ended; only a run
 * that is worked on is counted anew.
 */
public final class LiveDays {
  /** In every zone a day begins at a multiple of it. */
  private static final Duration QUARTER = Duration.ofMinutes(15);

  /** Those of {@link Among}. */
  private static final String RUNS =
      """
      select r.id, r.qualified,
             cast(floor(extract(epoch from r.planned_at) / %d) as bigint) as quarter,
             r.status <> '%s' and exists (
                 select 1 from muster_result m
                 where m.run_id = r.id and m.executions = r.executions) as written
      from muster_run r
      where %%s
      """
          .formatted(QUARTER.toSeconds(), RunStatus.RUNNING.key());

  private final DataSource dataSource;
  private final JdbcClient jdbc;

  LiveDays(DataSource dataSource, JdbcClient jdbc) {
    this.dataSource = dataSource;
    this.jdbc = jdbc;
  }

  /** A run is a live campaign's. */
  public void mark(RunKey run) {
    jdbc.sql("update muster_run set live = true where id = :run")
        .param("run", run.value())
        .update();
  }

  /** The run of the latest as-of, if there is any. */
  public Optional<RunKey> latest(Of of) {
    return jdbc.sql(
            """
            select id from muster_run
            where campaign = :campaign and rehearsal = :rehearsal and live
            order by planned_at desc
            limit 1
            """)
        .param("campaign", of.campaign().value())
        .param("rehearsal", of.rehearsal())
        .query((row, index) -> new RunKey(row.getLong("id")))
        .optional();
  }

  /** The first day on which something happened, rehearsed or not. */
  public Optional<LocalDate> first(CampaignId campaign, ZoneId zone) {
    var run =
        jdbc.sql(
                """
                select planned_at from muster_run
                where campaign = :campaign and live
                order by planned_at
                limit 1
                """)
            .param("campaign", campaign.value())
            .query((row, index) -> requireNonNull(Times.read(row, "planned_at")))
            .optional()
            .map(at -> at.atZone(zone).toLocalDate());
    var other =
        jdbc.sql(
                """
                select min(on_day) as first_day from (
                    select on_day from muster_live_day where campaign = :campaign
                    union all
                    select on_day from muster_live_gone where campaign = :campaign) known
                """)
            .param("campaign", campaign.value())
            .query((row, index) -> Optional.ofNullable(row.getObject("first_day", LocalDate.class)))
            .single();
    return Stream.concat(run.stream(), other.stream()).min(Comparator.naturalOrder());
  }

  /** When the latest run that completed has ended, if there is any. */
  public Optional<Instant> lastSuccess(Of of) {
    return jdbc.sql(
            """
            select ended_at from muster_run
            where campaign = :campaign and rehearsal = :rehearsal and live
              and status = :completed and ended_at is not null and pruned_at is null
            order by ended_at desc
            limit 1
            """)
        .param("campaign", of.campaign().value())
        .param("rehearsal", of.rehearsal())
        .param("completed", RunStatus.COMPLETED.key())
        .query((row, index) -> requireNonNull(Times.read(row, "ended_at")))
        .optional();
  }

  /** The runs that have not ended, oldest first. */
  public List<RunId> open(Of of) {
    return jdbc.sql(
            """
            select campaign, planned_at from muster_run
            where campaign = :campaign and rehearsal = :rehearsal and live and status in %s
            order by planned_at
            """
                .formatted(RunWords.UNFINISHED))
        .param("campaign", of.campaign().value())
        .param("rehearsal", of.rehearsal())
        .query((row, index) ->
            new RunId(
                new CampaignId(row.getString("campaign")),
                requireNonNull(Times.read(row, "planned_at"))))
        .list();
  }

  /**
   * The days on which something happened, ascending.
   *
   * @param zone in which days begin
   * @param from the first day, or null for all
   * @param until the last day, or null for all
   */
  public SortedMap<LocalDate, LiveSums> of(
      Of of, ZoneId zone, @Nullable LocalDate from, @Nullable LocalDate until) {
    var days = others(of, from, until);
    // Of one moment: what is pruned meanwhile is in one of both.
    new ReadTransaction(dataSource)
        .read(
            "the runs of " + of.campaign(),
            connection ->
                addRuns(
                    days,
                    new JdbcTemplate(new SingleConnectionDataSource(connection, true)),
                    of,
                    zone,
                    from,
                    until));
    return days;
  }

  /** What a day comes to, with all that the caller's transaction has done; parameters as there. */
  public LiveSums ofDay(Of of, ZoneId zone, LocalDate day) {
    var days = others(of, day, day);
    addRuns(days, new JdbcTemplate(dataSource), of, zone, day, day);
    return days.getOrDefault(day, LiveSums.NONE);
  }

  private static void addRuns(
      Map<LocalDate, LiveSums> days,
      JdbcTemplate jdbc,
      Of of,
      ZoneId zone,
      @Nullable LocalDate from,
      @Nullable LocalDate until) {
    var within =
        Among.within(
            of,
            from == null ? Instant.MIN : from.atStartOfDay(zone).toInstant(),
            until == null ? Instant.MAX : until.plusDays(1).atStartOfDay(zone).toInstant());
    read(jdbc, within, (quarter, sums) -> add(days, day(quarter, zone), sums));
    GoneDays.read(jdbc, of, from, until, (day, sums) -> add(days, day, sums));
  }

  private SortedMap<LocalDate, LiveSums> others(
      Of of, @Nullable LocalDate from, @Nullable LocalDate until) {
    var days = new TreeMap<LocalDate, LiveSums>();
    new LiveCounts(jdbc)
        .others(of)
        .forEach((day, others) -> {
          if (!others.areNone()
              && (from == null || !day.isBefore(from))
              && (until == null || !day.isAfter(until))) {
            add(
                days,
                day,
                new LiveSums(0, others, LiveSums.NONE.audience(), Deliveries.Totals.NONE));
          }
        });
    return days;
  }

  /** What some runs have come to, by the days of their as-ofs. */
  static SortedMap<LocalDate, LiveSums> sums(
      JdbcTemplate jdbc, List<RunKey> runs, ZoneId accountZone) {
    var days = new TreeMap<LocalDate, LiveSums>();
    read(jdbc, Among.these(runs), (quarter, sums) -> add(days, day(quarter, accountZone), sums));
    return days;
  }

  private static LocalDate day(long quarter, ZoneId zone) {
    return Instant.EPOCH.plus(QUARTER.multipliedBy(quarter)).atZone(zone).toLocalDate();
  }

  private static void add(Map<LocalDate, LiveSums> days, LocalDate day, LiveSums sums) {
    days.merge(day, sums, LiveSums::and);
  }

  /**
   * Which runs.
   *
   * @param condition on {@code r}
   */
  private record Among(String condition, List<Object> parameters) {

    /** Whose, with as-ofs from one instant on, before the other. */
    static Among within(Of of, Instant from, Instant until) {
      return new Among(
          """
          r.campaign = ? and r.rehearsal = ? and r.live
            and r.planned_at >= ? and r.planned_at < ?
          """,
          List.of(
              of.campaign().value(),
              of.rehearsal(),
              Times.bindLimit(from),
              Times.bindLimit(until)));
    }

    /** Some thousands at most. */
    static Among these(List<RunKey> runs) {
      return new Among(
          "r.id in (%s)".formatted(String.join(", ", Collections.nCopies(runs.size(), "?"))),
          runs.stream().<Object>map(RunKey::value).toList());
    }

    String runs() {
      return RUNS.formatted(condition);
    }

    Object[] bound() {
      return parameters.toArray();
    }
  }

  private interface Sink {
    void add(long quarter, LiveSums sums);
  }

  private static void read(JdbcTemplate moment, Among among, Sink sink) {
    moment.query(
        """
        select quarter, count(*) as runs, coalesce(sum(qualified), 0) as qualified
        from (%s) run
        group by quarter
        """
            .formatted(among.runs()),
        row -> {
          sink.add(
              row.getLong("quarter"),
              new LiveSums(
                  row.getLong("runs"),
                  LiveCounts.Others.NONE,
                  new Accounting(row.getLong("qualified"), Map.of()),
                  Deliveries.Totals.NONE));
        },
        among.bound());
    moment.query(
        """
        select run.quarter, u.verdict, sum(u.users) as users
        from (%s) run
        join muster_result_users u on u.run_id = run.id
        where run.written
        group by run.quarter, u.verdict
        """
            .formatted(among.runs()),
        row -> {
          sink.add(row.getLong("quarter"), members(row));
        },
        among.bound());
    moment.query(
        """
        select run.quarter, sum(d.messages) as messages, sum(d.requests) as requests,
               sum(d.retries) as retries, sum(d.bytes) as bytes, sum(d.bytes_sent) as bytes_sent,
               min(d.first_sent_at) as first_sent_at, max(d.last_accepted_at) as last_accepted_at,
               sum(d.took_us) as took_us, sum(d.paced_us) as paced_us, sum(d.paused_us) as paused_us
        from (%s) run
        join muster_result d on d.run_id = run.id
        where run.written
        group by run.quarter
        """
            .formatted(among.runs()),
        row -> {
          sink.add(row.getLong("quarter"), sent(Deliveries.totals(row, 0)));
        },
        among.bound());
    readUnwritten(moment, among, sink);
  }

  /** Those that are worked on, or whose worker has died. */
  private static void readUnwritten(JdbcTemplate moment, Among among, Sink sink) {
    record Open(long run, long quarter) {}
    var open =
        moment.query(
            "select id, quarter from (%s) run where not written".formatted(among.runs()),
            (row, index) -> new Open(row.getLong("id"), row.getLong("quarter")),
            among.bound());
    for (var each : open) {
      moment.query(
          VerdictCounts.OF_RUN,
          row -> {
            sink.add(each.quarter(), members(row));
          },
          each.run(),
          each.run(),
          each.run());
      moment.query(
          "select %s from muster_request where run_id = ?".formatted(Deliveries.SUMS),
          row -> {
            sink.add(each.quarter(), sent(Deliveries.totals(row, 0)));
          },
          each.run());
    }
  }

  static LiveSums members(ResultSet row) throws SQLException {
    return new LiveSums(
        0,
        LiveCounts.Others.NONE,
        new Accounting(null, Map.of(Verdict.of(row.getString("verdict")), row.getLong("users"))),
        Deliveries.Totals.NONE);
  }

  private static LiveSums sent(Deliveries.Totals totals) {
    return new LiveSums(0, LiveCounts.Others.NONE, new Accounting(null, Map.of()), totals);
  }
}
