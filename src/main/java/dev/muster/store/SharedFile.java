package dev.muster.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of H2 that several processes use at the same time: the one that opened it serves the
 * others, and takes the database with it when it ends. So it ends last, and who finds the file just
 * being closed or opened tries again.
 */
public final class SharedFile {
  private static final Logger log = LoggerFactory.getLogger(SharedFile.class);

  /** Behind the names of H2's file systems, such as {@code file:} and {@code nio:}. */
  private static final Pattern PATH = Pattern.compile("(?i)^jdbc:h2:(?:[a-z]{2,}:)*([^;]+)");

  /** How long a file may be on its way from one process to another. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How long a command takes that only looks. */
  private static final Duration LOOKING = Duration.ofSeconds(2);

  /** After which it is said what is waited for. */
  private static final Duration SILENCE = Duration.ofSeconds(1);

  /** How long a process that serves a file may take to answer who comes. */
  private static final Duration ANSWER = Duration.ofMinutes(1);

  /** After which a database is taken for one that will not answer. */
  private static final Duration HANGING = Duration.ofSeconds(10);

  /** H2's for a folder or a file that could not be made. */
  private static final String NOT_MADE = String.valueOf(ErrorCode.FILE_CREATION_FAILED_1);

  /** H2's for a file that is damaged. */
  private static final String CUT_OFF = String.valueOf(ErrorCode.FILE_CORRUPTED_1);

  private static final String ENDING = ".mv.db";

  private static final Duration PAUSE = Duration.ofMillis(100);

  /**
   * Of H2: open in another process, its lock just being taken, closed, closed at its end, a broken
   * connection.
   */
  private static final Set<String> UNDER_WAY = Set.of("90020", "08000", "90098", "90121", "90067");

  private static final String MY_SERVER =
      "select server from information_schema.sessions where session_id = session_id()";
  private static final String SERVED =
      "select count(*) from information_schema.sessions where server is not null";

  /** The process that serves the file does not answer. */
  public static final class NoAnswer extends SQLException {
    NoAnswer(Duration patience, Throwable cause) {
      super("no answer within " + patience, cause);
    }
  }

  private SharedFile() {}

  /** Where the URL's file is, without H2's ending. */
  static String path(String url) {
    var file = PATH.matcher(url);
    var path = file.find() ? file.group(1) : url;
    return path.startsWith("~") ? System.getProperty("user.home") + path.substring(1) : path;
  }

  /** Whether the URL's file is encrypted; not where it cannot be read. */
  public static boolean isEncrypted(String url) {
    try {
      return H2FileHead.isEncrypted(Path.of(path(url)));
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  /** Whether the URL's file is there and does not begin as H2's do; not where it cannot be read. */
  public static boolean isNoneOfH2(String url) {
    try {
      return !H2FileHead.isOfH2(Path.of(path(url)));
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  /** Whether a folder has the name that the URL's file would have. */
  public static boolean standsAtAFolder(String url) {
    try {
      return Files.isDirectory(Path.of(path(url) + ENDING));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /**
   * Finds out, by a folder that it makes and removes again, whether a file that is not there yet
   * could be made.
   *
   * @param url the JDBC URL of a file
   * @throws SQLException as H2 throws it where it could not
   */
  public static void tryToMake(String url) throws SQLException {
    try {
      var folder = Path.of(path(url)).toAbsolutePath().normalize().getParent();
      while (folder != null && !Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        folder = folder.getParent();
      }
      Files.delete(Files.createTempDirectory(Objects.requireNonNull(folder), ".muster-check"));
    } catch (IOException e) {
      throw new SQLException("the file cannot be made", NOT_MADE, e);
    }
  }

  /**
   * Opens a database, again and again where another process is just about to open or close it.
   *
   * @param url the JDBC URL
   * @param options what else the driver is told: user, password
   * @param opening is called while this process has the database open, itself or through another
   * @throws Exception what the last try has thrown
   */
  public static <T> T opened(String url, Properties options, Callable<T> opening) throws Exception {
    var begun = System.nanoTime();
    var said = false;
    while (true) {
      try (var _ = inTurn(url, options)) {
        return opening.call();
      } catch (Exception e) {
        var waited = System.nanoTime() - begun;
        if (!isUnderWay(e) || FullDisk.isMeant(e) || waited > PATIENCE.toNanos()) {
          throw e;
        }
        if (!said && waited > SILENCE.toNanos()) {
          log.info("Another program has the file of the H2 database: tried again for a while");
          said = true;
        }
        Thread.sleep(PAUSE);
      }
    }
  }

  /** Of many that open a file at the same moment, none would find it at rest. */
  @SuppressWarnings("MustBeClosedChecker") // the caller's
  private static Connection inTurn(String url, Properties options) throws Exception {
    try (var _ = OpeningTurn.of(url, PATIENCE)) {
      requireRights(url);
      requireWhole(url);
      return answered(url, ANSWER, () -> DriverManager.getConnection(url, options));
    }
  }

  /**
   * Opens a connection, which a process that serves the file must answer to in time. One that opens
   * the file itself may take as long as it wants: H2 may have to recover what is in it.
   */
  static Connection answered(String url, Duration patience, Callable<Connection> opening)
      throws Exception {
    var opened = new FutureTask<>(opening);
    Thread.ofPlatform().daemon().name("muster-opening").start(opened);
    while (true) {
      try {
        return opened.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (isServedElsewhere(url)) {
          throw new NoAnswer(patience, e);
        }
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      }
    }
  }

  /** H2 writes into its lock file who serves the file; this process was not answered by it. */
  private static boolean isServedElsewhere(String url) {
    try {
      return Files.readString(Path.of(path(url) + ".lock.db")).contains("server=");
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  private static void requireRights(String url) throws SQLException {
    try {
      H2FileRights.OWN.require(Path.of(path(url)));
    } catch (AccessDeniedException e) {
      throw new SQLException("the file may not be used", NOT_MADE, e);
    } catch (InvalidPathException e) {
      log.debug("the path is none, as H2 will find");
    }
  }

  /** H2 would take a file that was cut off for an older or a new one. */
  private static void requireWhole(String url) throws SQLException {
    try {
      if (H2FileHead.lacksItsChunk(Path.of(path(url)))) {
        throw new SQLException("the file was cut off", CUT_OFF);
      }
    } catch (IOException | InvalidPathException e) {
      log.debug("what the file begins with cannot be read, as H2 will find");
    }
  }

  private static boolean isUnderWay(Exception e) {
    return DatabaseSays.within(e)
        .filter(fault ->
            // What a pool says that has lost its connections meanwhile.
            fault instanceof SQLTransientConnectionException
                || UNDER_WAY.contains(String.valueOf(fault.getSQLState())))
        .isPresent();
  }

  /**
   * A connection through which this process serves the others, if that can be had soon. Commands
   * that only look end within a second or so, and would have to stay for one that works for long.
   *
   * @param url the JDBC URL
   * @param options what else the driver is told: user, password
   * @throws SQLException what the driver says
   */
  public static AutoCloseable seat(String url, Properties options)
      throws SQLException, InterruptedException {
    var begun = System.nanoTime();
    while (true) {
      var connection = DriverManager.getConnection(url, options);
      try {
        if (System.nanoTime() - begun > LOOKING.toNanos() || isServedHere(connection)) {
          return connection;
        }
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
      connection.close();
      Thread.sleep(PAUSE);
    }
  }

  /** Whether this process opened the file, and others have to go through it. */
  private static boolean isServedHere(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(MY_SERVER)) {
      return row.next() && row.getString(1) == null;
    }
  }

  /**
   * Waits until no other process is served by this one; at once where this one serves nobody, or
   * when the database does not answer any more.
   *
   * @param isToEnd whether it must end whatever becomes of the others
   */
  public static void awaitOthers(DataSource source, Callable<Boolean> isToEnd) {
    var answered = new AtomicLong(System.nanoTime());
    var asks =
        Thread.ofPlatform()
            .daemon()
            .name("muster-others")
            .start(() ->
                awaitOthersOf(
                    source,
                    () -> {
                      answered.set(System.nanoTime());
                      return isToEnd.call();
                    }));
    try {
      while (!asks.join(PAUSE) && System.nanoTime() - answered.get() < HANGING.toNanos()) {
        // It still asks, and is answered.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitOthersOf(DataSource source, Callable<Boolean> isToEnd) {
    try (var connection = source.getConnection()) {
      if (isServedHere(connection)) {
        awaitOthers(connection, isToEnd);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      // A database that cannot be asked serves nobody.
      log.debug("not known whether others use the database");
    }
  }

  private static void awaitOthers(Connection connection, Callable<Boolean> isToEnd)
      throws Exception {
    var begun = System.nanoTime();
    var said = false;
    while (serves(connection) && !isToEnd.call()) {
      if (!said && System.nanoTime() - begun > SILENCE.toNanos()) {
        log.info(
            "Done; waits for other commands that use the same H2 database, which this process"
                + " serves to them");
        said = true;
      }
      Thread.sleep(PAUSE);
    }
  }

  private static boolean serves(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(SERVED)) {
      return row.next() && row.getInt(1) > 0;
    }
  }
}
