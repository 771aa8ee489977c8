package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the Segment API was sent. */
public final class Deliveries {
  /** The sums over requests, in the order and by the names of {@link Totals}. */
  static final String SUMS =
      """
      coalesce(sum(accepted), 0) as messages, coalesce(sum(attempts), 0) as requests,
      coalesce(sum(retries), 0) as retries, coalesce(sum(bytes), 0) as bytes,
      coalesce(sum(bytes_sent), 0) as bytes_sent,
      min(first_sent_at) as first_sent_at, max(last_accepted_at) as last_accepted_at,
      coalesce(sum(took_us), 0) as took_us, coalesce(sum(paced_us), 0) as paced_us,
      coalesce(sum(paused_us), 0) as paused_us
      """;

  private final JdbcTemplate jdbc;

  public Deliveries(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One batch, with all attempts at it and at its parts.
   *
   * @param execution the number of the execution that sent it, from 1
   * @param accepted how many of its messages were accepted
   * @param time how long it was under way
   * @param failure why some were neither accepted nor rejected, or null
   */
  public record Request(
      int execution,
      int partition,
      int messages,
      int accepted,
      int attempts,
      int retries,
      long bytes,
      long bytesSent,
      @Nullable Instant firstSentAt,
      @Nullable Instant lastAcceptedAt,
      Time time,
      @Nullable String failure) {}

  /**
   * How long batches were under way, added up, and what they waited for meanwhile.
   *
   * @param took all of it
   * @param paced the part that was waited for the rate of the settings
   * @param paused the part that was waited because the Segment API asked for pauses
   */
  public record Time(Duration took, Duration paced, Duration paused) {
    /** None at all. */
    public static final Time NONE = new Time(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    Time and(Time more) {
      return new Time(took.plus(more.took), paced.plus(more.paced), paused.plus(more.paused));
    }
  }

  /** The sums over all requests of a run, as the report's {@code delivery} has them. */
  public record Totals(
      long messages,
      long requests,
      long retries,
      long bytes,
      long bytesSent,
      @Nullable Instant firstSentAt,
      @Nullable Instant lastAcceptedAt,
      Time time) {
    /** Of nothing that was sent. */
    public static final Totals NONE = new Totals(0, 0, 0, 0, 0, null, null, Time.NONE);

    /** These and those. */
    public Totals and(Totals more) {
      return new Totals(
          messages + more.messages,
          requests + more.requests,
          retries + more.retries,
          bytes + more.bytes,
          bytesSent + more.bytesSent,
          first(firstSentAt, more.firstSentAt),
          last(lastAcceptedAt, more.lastAcceptedAt),
          time.and(more.time));
    }

    private static @Nullable Instant first(@Nullable Instant one, @Nullable Instant other) {
      return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    private static @Nullable Instant last(@Nullable Instant one, @Nullable Instant other) {
      return one == null || (other != null && other.isAfter(one)) ? other : one;
    }
  }

  /**
   * What one execution did in one partition.
   *
   * @param messages the messages accepted
   * @param failure why it did not go on, or null
   */
  public record Effort(
      int execution,
      int partition,
      long requests,
      long retries,
      long messages,
      @Nullable String failure) {}

  /** Adds requests to a run. */
  public void addRequests(RunKey run, List<Request> requests) {
    jdbc.batchUpdate(
        """
        insert into muster_request (run_id, execution, partition, messages, accepted, attempts,
            retries, bytes, bytes_sent, first_sent_at, last_accepted_at, took_us, paced_us, paused_us,
            failure)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        requests,
        Math.max(requests.size(), 1),
        (row, request) -> {
          row.setLong(1, run.value());
          row.setInt(2, request.execution());
          row.setInt(3, request.partition());
          row.setInt(4, request.messages());
          row.setInt(5, request.accepted());
          row.setInt(6, request.attempts());
          row.setInt(7, request.retries());
          row.setLong(8, request.bytes());
          row.setLong(9, request.bytesSent());
          row.setObject(10, Times.bindNullable(request.firstSentAt()));
          row.setObject(11, Times.bindNullable(request.lastAcceptedAt()));
          row.setLong(12, Times.micros(request.time().took()));
          row.setLong(13, Times.micros(request.time().paced()));
          row.setLong(14, Times.micros(request.time().paused()));
          row.setString(15, request.failure());
        });
  }

  /** The sums over the run's requests; none are left of a pruned run. */
  public Totals totals(RunKey run) {
    return requireNonNull(
        jdbc.queryForObject(
            "select " + SUMS + " from muster_request where run_id = ?",
            Deliveries::totals,
            run.value()));
  }

  static Totals totals(ResultSet row, int index) throws SQLException {
    return new Totals(
        row.getLong("messages"),
        row.getLong("requests"),
        row.getLong("retries"),
        row.getLong("bytes"),
        row.getLong("bytes_sent"),
        Times.read(row, "first_sent_at"),
        Times.read(row, "last_accepted_at"),
        new Time(
            Times.readMicros(row, "took_us"),
            Times.readMicros(row, "paced_us"),
            Times.readMicros(row, "paused_us")));
  }

  /** What each execution did in each partition, in this order; nothing of a pruned run. */
  public List<Effort> byExecution(RunKey run) {
    return jdbc.query(
        """
        select execution, partition, sum(attempts) as requests, sum(retries) as retries,
               sum(accepted) as messages, max(failure) as failure
        from muster_request where run_id = ?
        group by execution, partition order by execution, partition
        """,
        (row, index) ->
            new Effort(
                row.getInt("execution"),
                row.getInt("partition"),
                row.getLong("requests"),
                row.getLong("retries"),
                row.getLong("messages"),
                row.getString("failure")),
        run.value());
  }
}
