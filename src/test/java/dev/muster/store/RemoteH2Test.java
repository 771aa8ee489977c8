package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RemoteH2Test {
  private static final Properties LOGIN = login();

  @Test
  void isNotWaitedForWhereItKeepsSilent() throws Exception {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var url = "jdbc:h2:tcp://127.0.0.1:%d/shop".formatted(silent.getLocalPort());

      assertThatThrownBy(() -> RemoteH2.requireAnswer(url, LOGIN, Duration.ofMillis(50)))
          .isInstanceOfSatisfying(
              SQLException.class, fault -> assertThat(fault.getSQLState()).isEqualTo("08001"));
    }
  }

  @Test
  void isUsedWhereItAnswers() throws Exception {
    var server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
    try {
      var url = "jdbc:h2:tcp://127.0.0.1:%d/mem:shop".formatted(server.getPort());

      assertThatCode(() -> RemoteH2.requireAnswer(url, LOGIN, Duration.ofSeconds(50)))
          .doesNotThrowAnyException();
    } finally {
      server.stop();
    }
  }

  @Test
  void saysWhatItsDriverSays() {
    assertThatThrownBy(() ->
            RemoteH2.requireAnswer("jdbc:h2:tcp://127.0.0.1:1/shop", LOGIN, Duration.ofSeconds(50)))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("Connection is broken");
  }

  @Test
  void isNoFileAndNoPostgresql() {
    for (var url : new String[] {"jdbc:h2:file:./shop", "jdbc:postgresql://127.0.0.1:1/shop"}) {
      assertThatCode(() -> RemoteH2.requireAnswer(url, LOGIN, Duration.ZERO))
          .doesNotThrowAnyException();
    }
  }

  private static Properties login() {
    var login = new Properties();
    login.put("user", "sa");
    login.put("password", "");
    return login;
  }
}
