package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunId;
import dev.muster.store.LiveTriggers.Of;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the runs of live campaigns came to that are gone, by the days of their as-ofs. */
public final class GoneDays {
  /** Before all others. */
  static final LocalDate FIRST = LocalDate.of(1, 1, 1);

  /** After all others. */
  static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  private final JdbcTemplate jdbc;

  GoneDays(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** How many runs of a campaign are gone. */
  public long runs(Of of) {
    return requireNonNull(
        jdbc.queryForObject(
            """
            select coalesce(sum(runs), 0) from muster_live_gone
            where campaign = ? and rehearsal = ?
            """,
            Long.class,
            of.campaign().value(),
            of.rehearsal()));
  }

  /**
   * Adds what more runs of a day came to. Only for whoever is alone with the campaign's gone runs.
   *
   * @param accountZone in which the day is one
   * @param latestEvent when the latest event occurred that one of their members was taken up for
   */
  void add(Of of, LocalDate day, ZoneId accountZone, LiveSums sums, @Nullable Instant latestEvent) {
    var all = new LiveSums[] {sums};
    read(jdbc, of, day, day, (_, before) -> all[0] = all[0].and(before));
    var latest = new Instant[] {latestEvent};
    latestEvent(of, day, day)
        .filter(before -> latestEvent == null || before.isAfter(latestEvent))
        .ifPresent(before -> latest[0] = before);
    for (var table : new String[] {"muster_live_gone", "muster_live_gone_users"}) {
      jdbc.update(
          "delete from %s where campaign = ? and rehearsal = ? and on_day = ?".formatted(table),
          of.campaign().value(),
          of.rehearsal(),
          day);
    }
    insert(of, day, accountZone, all[0], latest[0]);
  }

  private void insert(
      Of of, LocalDate day, ZoneId accountZone, LiveSums sums, @Nullable Instant latestEvent) {
    var sent = sums.delivery();
    jdbc.update(
        """
        insert into muster_live_gone (campaign, rehearsal, on_day, account_timezone, runs,
            qualified, messages, requests, retries, bytes, bytes_sent, first_sent_at,
            last_accepted_at, took_us, paced_us, paused_us, last_event_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        of.campaign().value(),
        of.rehearsal(),
        day,
        accountZone.getId(),
        sums.runs(),
        requireNonNull(sums.audience().qualified()),
        sent.messages(),
        sent.requests(),
        sent.retries(),
        sent.bytes(),
        sent.bytesSent(),
        Times.bindNullable(sent.firstSentAt()),
        Times.bindNullable(sent.lastAcceptedAt()),
        Times.micros(sent.time().took()),
        Times.micros(sent.time().paced()),
        Times.micros(sent.time().paused()),
        Times.bindNullable(latestEvent));
    sums.audience()
        .verdicts()
        .forEach((verdict, users) ->
            jdbc.update(
                """
                insert into muster_live_gone_users (campaign, rehearsal, on_day, verdict, users)
                values (?, ?, ?, ?, ?)
                """,
                of.campaign().value(),
                of.rehearsal(),
                day,
                verdict.key(),
                users));
  }

  /**
   * Those of a campaign's days.
   *
   * @param from the first, or null for all
   * @param until the last, or null for all
   */
  static void read(
      JdbcTemplate jdbc,
      Of of,
      @Nullable LocalDate from,
      @Nullable LocalDate until,
      BiConsumer<LocalDate, LiveSums> sink) {
    jdbc.query(
        """
        select * from muster_live_gone
        where campaign = ? and rehearsal = ? and on_day between ? and ?
        """,
        row -> {
          sink.accept(
              day(row),
              new LiveSums(
                  row.getLong("runs"),
                  LiveCounts.Others.NONE,
                  new Accounting(row.getLong("qualified"), Map.of()),
                  Deliveries.totals(row, 0)));
        },
        parameters(of, from, until));
    jdbc.query(
        """
        select on_day, verdict, users from muster_live_gone_users
        where campaign = ? and rehearsal = ? and on_day between ? and ?
        """,
        row -> {
          sink.accept(day(row), LiveDays.members(row));
        },
        parameters(of, from, until));
  }

  private static Object[] parameters(Of of, @Nullable LocalDate from, @Nullable LocalDate until) {
    return new Object[] {
      of.campaign().value(),
      of.rehearsal(),
      from == null ? FIRST : from,
      until == null ? LAST : until
    };
  }

  private static LocalDate day(ResultSet row) throws SQLException {
    return requireNonNull(row.getObject("on_day", LocalDate.class));
  }

  /** When the latest event occurred that a member of a gone run was taken up for. */
  public Optional<Instant> latestEvent(Of of) {
    return latestEvent(of, null, null);
  }

  private Optional<Instant> latestEvent(
      Of of, @Nullable LocalDate from, @Nullable LocalDate until) {
    return jdbc.query(
            """
            select max(last_event_at) as latest from muster_live_gone
            where campaign = ? and rehearsal = ? and on_day between ? and ?
            """,
            (row, index) -> Optional.ofNullable(Times.read(row, "latest")),
            parameters(of, from, until))
        .getFirst();
  }

  /** On which day a run would be that is not there, if runs of that day and purpose are gone. */
  public Optional<LocalDate> dayOf(RunId run, Purpose purpose) {
    var day = run.plannedAt().atZone(ZoneOffset.UTC).toLocalDate();
    return jdbc
        .query(
            """
            select on_day, account_timezone from muster_live_gone
            where campaign = ? and rehearsal = ? and on_day between ? and ?
            """,
            (row, index) -> {
              var found = day(row);
              return run.plannedAt()
                      .atZone(ZoneId.of(row.getString("account_timezone")))
                      .toLocalDate()
                      .equals(found)
                  ? Optional.of(found)
                  : Optional.<LocalDate>empty();
            },
            run.campaign().value(),
            purpose == Purpose.REHEARSAL,
            day.minusDays(1),
            day.plusDays(1))
        .stream()
        .flatMap(Optional::stream)
        .findFirst();
  }
}
