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
import org.h2.api.ErrorCode;

/** A database that an H2 server serves; H2's client waits without end for one that keeps silent. */
public final class RemoteH2 {
  private static final Pattern URL = Pattern.compile("(?i)jdbc:h2:(tcp|ssl):.*");

  /** As of a connection that did not come about. */
  private static final String NO_CONNECTION = "08001";

  private RemoteH2() {}

  /** Whether the URL is of a server. */
  public static boolean isMeant(String url) {
    return URL.matcher(url).matches();
  }

  /**
   * Opens a connection and closes it again, where the URL is of a server.
   *
   * @param options what else the driver is told: user, password
   * @param patience how long that may take
   * @throws SQLException what the driver says, or that nobody has answered in that time or as one
   */
  public static void requireAnswer(String url, Properties options, Duration patience)
      throws SQLException, InterruptedException {
    if (!isMeant(url)) {
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
      throw e.getCause() instanceof SQLException fault
          ? told(fault)
          : new SQLException(e.getCause());
    }
  }

  /** The driver tells a server of others from one that is lost by nothing but the time. */
  private static SQLException told(SQLException fault) {
    return fault.getErrorCode() == ErrorCode.CONNECTION_BROKEN_1
        ? new SQLException(fault.getMessage(), NO_CONNECTION, fault.getCause())
        : fault;
  }
}
