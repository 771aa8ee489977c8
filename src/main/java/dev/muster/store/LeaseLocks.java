package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunId;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Leases in a table of H2, which has no session locks: the holder renews its row, and a row that
 * was not renewed for {@link #LIFE} may be taken over.
 */
final class LeaseLocks implements RunLock.Locks {
  private static final Logger log = LoggerFactory.getLogger(LeaseLocks.class);

  static final Duration LIFE = Duration.ofSeconds(6);
  private static final Duration RENEWAL = Duration.ofSeconds(1);

  private static final Pattern FILE = Pattern.compile("(?i)^jdbc:h2:(file:|[./~])");

  private final JdbcTemplate jdbc;
  private final Clock clock;
  private final String holder;
  private final Map<String, Seen> rows = new ConcurrentHashMap<>();

  /** The database's, while it can be asked. */
  private volatile @Nullable String url;

  /** Somebody's lease. */
  private record Row(String holder, Instant renewedAt) {}

  /** A lease as it was found, and since when it is so, on the clock of {@link System#nanoTime}. */
  private record Seen(Row row, long since) {}

  /**
   * Leases for one worker.
   *
   * @param clock the real time
   * @param holder the worker's host and process
   */
  LeaseLocks(JdbcTemplate jdbc, Clock clock, String holder) {
    this.jdbc = jdbc;
    this.clock = clock;
    // A process that was started anew in a container has the same host and number.
    this.holder = holder + " since " + clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public RunLock.Attempt tryLock(RunId run) {
    var name = run.toString();
    var now = System.nanoTime();
    if (!take(name)) {
      var other =
          jdbc.queryForList("select holder from muster_lease where run = ?", String.class, name);
      return new RunLock.Attempt(
          Optional.empty(), other.isEmpty() ? "another worker" : other.getFirst());
    }
    url = url(jdbc);
    var lease = new Lease(name, now);
    lease.keep();
    return new RunLock.Attempt(Optional.of(lease), holder);
  }

  @Override
  public RunLock.Look look(RunId run) {
    return found(run.toString()).stream()
        .findFirst()
        .map(row ->
            new RunLock.Look(Optional.of(row.holder()).filter(_ -> !isOld(row)), row.renewedAt()))
        .orElseGet(() -> new RunLock.Look(Optional.empty(), null));
  }

  private boolean isOld(Row row) {
    return row.renewedAt().isBefore(clock.instant().minus(LIFE));
  }

  private List<Row> found(String run) {
    return jdbc.query(
        "select holder, renewed_at from muster_lease where run = ?",
        (row, index) ->
            new Row(row.getString("holder"), requireNonNull(Times.read(row, "renewed_at"))),
        run);
  }

  private boolean take(String run) {
    var found = found(run);
    return found.isEmpty()
        ? insert(run)
        : isOver(run, found.getFirst()) && replace(run, found.getFirst());
  }

  /**
   * By its time, or because nobody has renewed it while we looked: a clock that was set back could
   * else keep a dead worker's lease alive.
   */
  private boolean isOver(String run, Row row) {
    var now = System.nanoTime();
    var seen = rows.get(run);
    if (seen == null || !seen.row().equals(row)) {
      seen = new Seen(row, now);
      rows.put(run, seen);
    }
    return isOld(row) || now - seen.since() > LIFE.toNanos();
  }

  private boolean replace(String run, Row row) {
    return jdbc.update(
            """
            update muster_lease set holder = ?, renewed_at = ?
            where run = ? and holder = ? and renewed_at = ?
            """,
            holder,
            Times.bind(clock.instant()),
            run,
            row.holder(),
            Times.bind(row.renewedAt()))
        == 1;
  }

  private boolean insert(String run) {
    try {
      return jdbc.update(
              """
              insert into muster_lease (run, holder, renewed_at)
              select ?, ?, ? where not exists (select 1 from muster_lease where run = ?)
              """,
              run,
              holder,
              Times.bind(clock.instant()),
              run)
          == 1;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  /** Where the database's file is, as its URL has it; nothing where it has none of its own. */
  private Optional<Path> file() {
    return Optional.ofNullable(url)
        .filter(found -> FILE.matcher(found).find())
        .map(found -> Path.of(SharedFile.path(found)));
  }

  private static @Nullable String url(JdbcTemplate jdbc) {
    return jdbc.execute((Connection connection) -> connection.getMetaData().getURL());
  }

  /** A lease that is ours, renewed by a thread of its own. */
  private final class Lease implements RunLock {
    private final String run;
    private final ScheduledExecutorService heartbeat =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

    private volatile long renewed;
    private volatile boolean lost;
    private volatile boolean broken;
    private volatile @Nullable String failure;

    private Lease(String run, long taken) {
      this.run = run;
      this.renewed = taken;
    }

    private void keep() {
      var pause = RENEWAL.toMillis();
      var _ = heartbeat.scheduleAtFixedRate(this::renew, pause, pause, TimeUnit.MILLISECONDS);
    }

    private void renew() {
      var now = System.nanoTime();
      try {
        var ours =
            jdbc.update(
                "update muster_lease set renewed_at = ? where run = ? and holder = ?",
                Times.bind(clock.instant()),
                run,
                holder);
        lost = lost || ours == 0;
        renewed = now;
        failure = null;
      } catch (RuntimeException e) {
        // Tried again with the next beat; without success the lease is soon not held any more.
        tell(e);
      }
    }

    private void tell(RuntimeException e) {
      var said =
          DatabaseSays.within(e)
              .map(DatabaseSays::of)
              .orElseGet(() -> e.getClass().getSimpleName());
      var full = FullDisk.isMeant(e);
      // A database that has closed itself for that reason tells only that it is closed.
      if (!full && file().filter(FullDisk::isAt).isPresent()) {
        full = true;
        said += "; no space is left on the disk that its file is on";
      }
      if (failure == null) {
        log.warn("The lease of run {} could not be renewed: {}", run, said);
      }
      // What a file has not taken, an embedded database has lost: those who work with it may hang.
      broken = broken || full;
      failure = said;
    }

    @Override
    public boolean held() {
      return loss().isEmpty();
    }

    @Override
    public Optional<String> loss() {
      if (lost) {
        return Optional.of("another worker has taken it over");
      }
      var over = System.nanoTime() - renewed >= LIFE.toNanos();
      if (!broken && !over) {
        return Optional.empty();
      }
      var said = failure;
      return Optional.of(
          said == null
              ? "it could not be renewed for %d seconds".formatted(LIFE.toSeconds())
              : "it could not be renewed: " + said);
    }

    @Override
    public void close() {
      // Without an interrupt, which would close the file that it may be writing to.
      heartbeat.shutdown();
      jdbc.update("delete from muster_lease where run = ? and holder = ?", run, holder);
    }
  }
}
