package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** How fast executions have sent, over their time. Memory does not grow with the requests. */
public final class SendingTimes {
  /** Shorter pauses are those between two attempts. */
  private static final Duration WORTH_MENTIONING = Duration.ofSeconds(1);

  private final JdbcTemplate jdbc;
  private final ReadTransaction transaction;

  SendingTimes(JdbcTemplate jdbc, DataSource dataSource) {
    this.jdbc = jdbc;
    this.transaction = new ReadTransaction(dataSource);
  }

  /**
   * An execution's time of sending, in equal spans.
   *
   * @param execution its number, from 1
   * @param from when its first request was sent
   * @param until when the last one was over
   * @param messages how many were accepted
   * @param retries how many of its requests were
   * @param failure why it did not go on, or null
   * @param accepted the messages that were accepted in each span
   * @param paused whether the Segment API's pauses were waited for in that span
   */
  public record Sending(
      int execution,
      Instant from,
      Instant until,
      long messages,
      long retries,
      @Nullable String failure,
      List<Long> accepted,
      List<Boolean> paused) {
    public Sending {
      accepted = List.copyOf(accepted);
      paused = List.copyOf(paused);
    }

    /** The same without what the Segment API has said, which may quote users. */
    public Sending withoutFailure() {
      return new Sending(execution, from, until, messages, retries, null, accepted, paused);
    }

    /** How long a span is, more than nothing. */
    public Duration span() {
      return SendingTimes.span(from, until, accepted.size());
    }
  }

  private static final class Spans {
    private final Sending of;
    private final long[] accepted;
    private final boolean[] paused;

    Spans(Sending of, int spans) {
      var seconds = Math.clamp(Duration.between(of.from(), of.until()).toSeconds(), 1, spans);
      this.of = of;
      this.accepted = new long[seconds];
      this.paused = new boolean[seconds];
    }

    void add(Instant sent, @Nullable Instant last, long messages, Duration pause) {
      accepted[at(last == null ? sent : last)] += messages;
      if (pause.compareTo(WORTH_MENTIONING) >= 0) {
        // The pause follows the request's first answer, and that is not long in coming.
        var end = at(sent.plus(pause));
        for (var span = at(sent); span <= end; span++) {
          paused[span] = true;
        }
      }
    }

    private int at(Instant moment) {
      var span = span(of.from(), of.until(), accepted.length);
      var at = Duration.between(of.from(), moment).dividedBy(span);
      return Math.clamp(at, 0, accepted.length - 1);
    }

    Sending told() {
      return new Sending(
          of.execution(),
          of.from(),
          of.until(),
          of.messages(),
          of.retries(),
          of.failure(),
          LongStream.of(accepted).boxed().toList(),
          IntStream.range(0, paused.length).mapToObj(span -> paused[span]).toList());
    }
  }

  private static Duration span(Instant from, Instant until, int spans) {
    var span = Duration.between(from, until).dividedBy(spans);
    return span.isPositive() ? span : Duration.ofSeconds(1);
  }

  /**
   * The busiest executions of a run, the first first; none of a pruned run.
   *
   * @param most so many at most
   * @param spans so many each, fewer of less than as many seconds
   */
  public List<Sending> of(RunKey run, int most, int spans) {
    var found = new LinkedHashMap<Integer, Spans>();
    jdbc.query(
        """
        select execution, from_at, until_at, messages, retries, failure
        from (
            select execution, min(first_sent_at) as from_at,
                   coalesce(max(last_accepted_at), max(first_sent_at)) as until_at,
                   sum(accepted) as messages, sum(retries) as retries, max(failure) as failure
            from muster_request
            where run_id = ? and first_sent_at is not null
            group by execution
            order by messages desc, execution
            fetch first ? rows only
        ) busiest
        order by execution
        """,
        row -> {
          found.put(row.getInt("execution"), new Spans(sending(row), spans));
        },
        run.value(),
        most);
    if (!found.isEmpty()) {
      transaction.read("the requests", connection -> each(connection, run, found));
    }
    return found.values().stream().map(Spans::told).toList();
  }

  private static Sending sending(ResultSet row) throws SQLException {
    var from = requireNonNull(Times.read(row, "from_at"));
    var until = requireNonNull(Times.read(row, "until_at"));
    return new Sending(
        row.getInt("execution"),
        from,
        until.isBefore(from) ? from : until,
        row.getLong("messages"),
        row.getLong("retries"),
        row.getString("failure"),
        List.of(),
        List.of());
  }

  private static void each(Connection connection, RunKey run, Map<Integer, Spans> found)
      throws SQLException {
    var sql =
        """
        select execution, first_sent_at, last_accepted_at, accepted, paused_us
        from muster_request
        where run_id = ? and first_sent_at is not null
        """;
    try (var statement = ReadTransaction.prepare(connection, sql)) {
      statement.setLong(1, run.value());
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var spans = found.get(rows.getInt("execution"));
          if (spans != null) {
            spans.add(
                requireNonNull(Times.read(rows, "first_sent_at")),
                Times.read(rows, "last_accepted_at"),
                rows.getLong("accepted"),
                Times.readMicros(rows, "paused_us"));
          }
        }
      }
    }
  }
}
