package dev.muster.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** A database that an H2 server serves; H2's client waits without end for one that keeps silent. */
public final class RemoteH2 {
  private static final Pattern URL = Pattern.compile("(?i)jdbc:h2:(tcp|ssl):.*");

  /** As of a connection that did not come about. */
  private static final String NO_CONNECTION = "08001";

  private RemoteH2() {}

  /**
   * Opens a connection and closes it again, where the URL is of a server.
   *
   * @param options what else the driver is told: user, password
   * @param patience how long that may take
   * @throws SQLException what the driver says, or that nobody has answered in that time
   */
  public static void requireAnswer(String url, Properties options, Duration patience)
      throws SQLException, InterruptedException {
    if (!URL.matcher(url).matches()) {
      return;
    }
    var opening =
        new FutureTask<>(() -> {
          try (Connection connection = DriverManager.getConnection(url, options)) {
            return connection.isValid(0);
          }
        });
    Thread.ofPlatform().daemon().name("muster-opening").start(opening);
    try {
      var _ = opening.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new SQLException("no answer within " + patience, NO_CONNECTION, e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SQLException fault ? fault : new SQLException(e.getCause());
    }
  }
}
