package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.Database;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PgBouncer between the program and the database, where there is one on this machine. */
class PoolerIT {
  private static final String[] COMMAND = {
    "run", "all.yaml", "--planned", "2026-11-16T09:00:00Z", "--output", "json"
  };

  private static final Optional<Path> PG_BOUNCER =
      Stream.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer")
          .map(Path::of)
          .filter(Files::isExecutable)
          .findFirst();

  @TempDir private Path folder;

  @BeforeAll
  static void needsPgBouncer() {
    assumeTrue(PG_BOUNCER.isPresent(), "there is no pgbouncer on this machine");
  }

  /** A pooler may know whose prepared statements are whose, and then only the lock is lost. */
  @ParameterizedTest
  @ValueSource(strings = {"", "&prepareThreshold=0"})
  void saysThatALockNeedsASessionOfItsOwn(String options) throws Exception {
    try (var desk = desk();
        var pooler = Pooler.start(folder, desk.url(), "transaction")) {
      desk.program().with("MUSTER_DATABASE_URL", pooler.url() + options);

      var refused = desk.program().run(COMMAND);

      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
      assertThat(refused.err())
          .contains("a pooler gives its sessions to others after each transaction")
          .contains("connect to the server itself, or to a pooler in session mode")
          .doesNotContain("\tat ");
      assertThat(desk.reached()).isEmpty();
      var checked = desk.program().run("check");
      assertThat(checked.exitCode()).as(checked.out()).isEqualTo(2);
      assertThat(checked.out())
          .contains("a pooler gives its sessions to others after each transaction");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          statement |                                   | transaction blocks not allowed in statement pooling mode; connect to the server itself, or to a pooler in session mode
          session   | &options=-c%20search_path%3Dshop  | unsupported startup parameter: options; leave options out of MUSTER_DATABASE_URL
          """)
  void saysWhatMendsWhatItDoesNotPassOn(String mode, @Nullable String options, String said)
      throws Exception {
    try (var desk = desk();
        var pooler = Pooler.start(folder, desk.url(), mode)) {
      desk.program()
          .with("MUSTER_DATABASE_URL", pooler.url() + Objects.requireNonNullElse(options, ""));

      var refused = desk.program().run(COMMAND);
      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
      assertThat(refused.err()).contains(said);
      var checked = desk.program().run("check");
      assertThat(checked.exitCode()).as(checked.out()).isEqualTo(2);
      assertThat(checked.out()).contains(said);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1 session could", "2, 2 sessions could"})
  void saysThatItHasTooFewSessions(int size, String had) throws Exception {
    try (var desk = desk();
        var pooler = Pooler.start(folder, desk.url(), "session", size)) {
      desk.program().with("MUSTER_DATABASE_URL", pooler.url());
      var said = had + " be had at once, and a run needs 3 at least; end other sessions, or raise";

      var checked = desk.program().run("check");
      assertThat(checked.exitCode()).as(checked.out()).isEqualTo(2);
      assertThat(checked.out()).contains("failed   sessions    " + said);

      var refused = desk.program().run(COMMAND);
      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(1);
      assertThat(refused.err()).contains(said, "or the pooler's pool_size");
      assertThat(desk.reached()).isEmpty();
    }
  }

  @Test
  void isNoHindranceInSessionMode() throws Exception {
    try (var desk = desk();
        var pooler = Pooler.start(folder, desk.url(), "session")) {
      desk.program().with("MUSTER_DATABASE_URL", pooler.url());

      var ended = desk.program().run(COMMAND);

      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(desk.reached()).hasSize(20).doesNotHaveDuplicates();
    }
  }

  private Desk desk() throws Exception {
    return new Desk(Database.POSTGRESQL, folder).users(20).campaign("all", Desk.EVERYONE);
  }

  /** A PgBouncer of our own. */
  private record Pooler(Process process, String url) implements AutoCloseable {

    static Pooler start(Path above, String url, String mode) throws Exception {
      return start(above, url, mode, 20);
    }

    static Pooler start(Path above, String url, String mode, int size) throws Exception {
      var folder = Files.createDirectories(above.resolve("pooler"));
      var server = URI.create(url.substring("jdbc:".length()));
      var port = freePort();
      var users = Files.writeString(folder.resolve("users.txt"), "\"postgres\" \"\"\n");
      var settings =
          Files.writeString(
              folder.resolve("pgbouncer.ini"),
              """
              [databases]
              * = host=127.0.0.1 port=%d user=postgres
              [pgbouncer]
              listen_addr = 127.0.0.1
              listen_port = %d
              unix_socket_dir =
              auth_type = any
              auth_file = %s
              pool_mode = %s
              default_pool_size = %d
              ignore_startup_parameters = extra_float_digits
              """
                  .formatted(server.getPort(), port, users, mode, size));
      // It does not work for root, and whoever it then works for must find its files.
      for (var path : List.of(above, folder)) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
      Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-r--r--"));
      Files.setPosixFilePermissions(users, PosixFilePermissions.fromString("rw-r--r--"));
      var asRoot = System.getProperty("user.name").equals("root");
      var process =
          new ProcessBuilder(
                  Stream.concat(
                          Stream.of(PG_BOUNCER.orElseThrow().toString()),
                          asRoot
                              ? Stream.of("-u", "nobody", settings.toString())
                              : Stream.of(settings.toString()))
                      .toList())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      Desk.await("the pooler listens", () -> listens(port));
      return new Pooler(
          process,
          "jdbc:postgresql://127.0.0.1:%d%s?user=postgres".formatted(port, server.getPath()));
    }

    private static int freePort() throws IOException {
      try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      }
    }

    private static boolean listens(int port) {
      try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return true;
      } catch (IOException e) {
        return false;
      }
    }

    @Override
    public void close() {
      process.destroy();
      process.onExit().join();
    }
  }
}
