package dev.muster.store;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SharedFileTest {
  private static final Duration PATIENCE = Duration.ofMillis(20);

  @TempDir Path folder;

  @Test
  void isGivenUpWhereWhoServesItDoesNotAnswer() throws Exception {
    var left = new CountDownLatch(1);
    // A process that was stopped: its operating system still takes connections.
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Files.writeString(folder.resolve("shop.mv.db"), "");
      Files.writeString(
          folder.resolve("shop.lock.db"),
          """
          #FileLock
          id=1a22516efe5
          method=file
          server=127.0.0.1\\:%d
          """
              .formatted(silent.getLocalPort()));
      var url = "jdbc:h2:file:" + folder.resolve("shop") + ";AUTO_SERVER=TRUE";

      assertThatThrownBy(() -> SharedFile.answered(url, PATIENCE, () -> openedAndLeft(url, left)))
          .isInstanceOf(SharedFile.NoAnswer.class);
    }
    // Who was given up opens the file now, in a folder that is about to go.
    left.await();
  }

  private static Connection openedAndLeft(String url, CountDownLatch left) throws SQLException {
    try (var connection = DriverManager.getConnection(url, "sa", "")) {
      throw new SQLException("too late: " + connection.isValid(0));
    } finally {
      left.countDown();
    }
  }

  @Test
  void mayTakeAsLongAsItWantsInThisProcess() throws Exception {
    var url = "jdbc:h2:file:" + folder.resolve("shop");
    var looked = new CountDownLatch(1);
    try (var connection =
        SharedFile.answered(
            url,
            PATIENCE,
            () -> {
              var late = looked.await(PATIENCE.toMillis() * 5, MILLISECONDS);
              assertThat(late).isFalse();
              return DriverManager.getConnection(url, "sa", "");
            })) {
      assertThat(connection.isValid(0)).isTrue();
    }
  }

  @Test
  void saysWhatTheDriverSays() {
    assertThatThrownBy(() ->
            SharedFile.answered(
                "jdbc:h2:file:./shop",
                PATIENCE,
                () -> {
                  throw new SQLException("wrong", "28000");
                }))
        .isInstanceOf(SQLException.class)
        .hasMessage("wrong");
  }
}
