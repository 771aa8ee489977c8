package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.sandbox.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.util.List;
import org.h2.tools.Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases that are not to be had: one clear message on standard error, no secret in it. */
class WrongDatabaseIT {
  private static final String PEOPLE = "user_id,name\n1,Ann\n";
  private static final String PASSWORD = "pa55word-that-nobody-may-see";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | jdbc:postgresql://127.0.0.1:1/shop?user=u&password=PASSWORD | database jdbc:postgresql://127.0.0.1:1/shop cannot be used: nobody answers at its address
          2 | jdbc:mysql://u:PASSWORD@localhost/shop                      | MUSTER_DATABASE_URL: expected a JDBC URL of PostgreSQL (jdbc:postgresql://HOST/NAME) or H2 (jdbc:h2:file:PATH), found 'jdbc:mysql:…'
          2 | jdbc:h2:file:./shop;PASSWORD=PASSWORD;COLOUR=blue           | MUSTER_DATABASE_URL: H2 has no option COLOUR
          2 | jdbc:h2:file:./shop;IFEXISTS=TRUE                           | it is not there, and its URL does not let it be made; create it, or change
          2 | jdbc:h2:file:./shop;FORBID_CREATION=TRUE                    | it is not there, and its URL does not let it be made
          2 | jdbc:h2:file:./file/shop                                    | its file, or the folder for it, cannot be made; see that nothing else is at that place
          1 | jdbc:h2:tcp://127.0.0.1:1/shop                              | nobody answers at its address; see that the server runs there, or change MUSTER_DATABASE_URL
          2 | jdbc:h2:file:./taken                                        | a folder stands where its file should be; change MUSTER_DATABASE_URL
          2 | jdbc:h2:file:./plain;CIPHER=AES                             | its password is not the two that CIPHER wants
          2 | jdbc:h2:file:/proc/none/shop                                | its file, or the folder for it, cannot be made
          2 | jdbc:h2:file:shop;PASSWORD=PASSWORD                         | expected a path that begins with / or ./ or ~/, found another; change MUSTER_DATABASE_URL
          2 | jdbc:h2:file:./garbage                                      | what it has stored is damaged, or its file is none of H2's; restore a copy of it, or recover what is left (H2: org.h2.tools.Recover), or change MUSTER_DATABASE_URL
          2 | jdbc:postgresql://127.0.0.1:99999/shop?password=PASSWORD    | found one that PostgreSQL's driver cannot read
          2 | jdbc:postgresql://127.0.0.1:1/shop?sslmode=nonsense         | MUSTER_DATABASE_URL: option sslmode: expected disable, allow, prefer, require, verify-ca, verify-full, found 'nonsense'
          2 | jdbc:postgresql://127.0.0.1:1/shop?connectTimeout=soon      | MUSTER_DATABASE_URL: option connectTimeout: expected a whole number, found 'soon'
          2 | jdbc:h2:mem:shop;INIT=nonsense                              | what INIT in its URL says fails (SQLSTATE 42000); change MUSTER_DATABASE_URL
          2 | jdbc:h2:mem:shop;INIT=RUNSCRIPT FROM 'nofile'               | what INIT in its URL says fails (SQLSTATE 90031)
          2 | jdbc:h2:mem:shop;SCHEMA=nowhere                             | Schema "NOWHERE" not found; create it, or change MUSTER_DATABASE_URL
          2 | jdbc:postgresql://nobody.invalid/shop?user=u&password=PASSWORD | there is no host of that name: nobody.invalid
          """)
  void saysWhatIsWrongWithTheUrl(int exitCode, String url, String message) throws Exception {
    Files.writeString(folder.resolve("file"), "no folder");
    Files.writeString(folder.resolve("garbage.mv.db"), "no database of H2");
    Files.createDirectory(folder.resolve("taken.mv.db"));
    var program =
        new Program(folder)
            .with(
                "MUSTER_DATABASE_URL",
                url.replace("PASSWORD=PASSWORD", "PASSWORD=" + PASSWORD)
                    .replace("password=PASSWORD", "password=" + PASSWORD)
                    .replace(":PASSWORD@", ":" + PASSWORD + "@"))
            .hiding(PASSWORD);

    assertFault(program.run("runs"), exitCode, message);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.9})
  void takesAFileThatWasCutOffForDamagedAndNotForANewOrAnOlderOne(double left) throws Exception {
    var program = new Program(folder).with("MUSTER_DATABASE_URL", "jdbc:h2:file:./shop");
    var people = Files.writeString(folder.resolve("people.csv"), PEOPLE).toString();
    program.runApart("import", "profiles", people);
    var file = folder.resolve("shop.mv.db");
    var cut = (long) (Files.size(file) * left);
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(cut);
    }
    assertFault(program.runApart("runs"), 2, "what it has stored is damaged; restore a copy");
    assertThat(program.runApart("check").out()).contains("what it has stored is damaged");
    assertFault(program.runApart("import", "profiles", people), 2, "what it has stored is damaged");
    assertThat(file).hasSize(cut);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ;CIPHER=AES | file user  |             | user       | its file is encrypted; add ;CIPHER=AES to MUSTER_DATABASE_URL
          ;CIPHER=AES | file user  | ;CIPHER=AES | wrong user | its file is encrypted with another password, or damaged; set MUSTER_DATABASE_PASSWORD
                      | user       | ;CIPHER=AES | file user  | its file is not encrypted; take CIPHER out of MUSTER_DATABASE_URL
          """)
  void takesNoFileForDamagedThatIsEncryptedOtherwise(
      @Nullable String made, String password, @Nullable String asked, String other, String message)
      throws Exception {
    var program = new Program(folder).hiding(PASSWORD);
    program
        .with("MUSTER_DATABASE_URL", "jdbc:h2:file:./shop" + (made == null ? "" : made))
        .with("MUSTER_DATABASE_PASSWORD", password);
    assertThat(program.run("runs").exitCode()).isZero();
    program
        .with("MUSTER_DATABASE_URL", "jdbc:h2:file:./shop" + (asked == null ? "" : asked))
        .with("MUSTER_DATABASE_PASSWORD", other);

    assertFault(program.run("runs"), 2, message);
  }

  @Test
  void saysThatWhoAnswersIsNoDatabase() throws Exception {
    try (var other = Sandbox.start()) {
      var url =
          "jdbc:postgresql://127.0.0.1:%d/shop?loginTimeout=1".formatted(other.uri().getPort());

      assertFault(
          new Program(folder).with("MUSTER_DATABASE_URL", url).run("runs"),
          1,
          "who listens at its address is no database that this driver knows");
    }
  }

  @Test
  void waitsForNobodyWhoKeepsSilent() throws Exception {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var url =
          "jdbc:postgresql://127.0.0.1:%d/shop?loginTimeout=1".formatted(silent.getLocalPort());

      assertFault(
          new Program(folder).with("MUSTER_DATABASE_URL", url).run("runs"),
          1,
          "who listens at its address is no database that this driver knows");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "ssl"})
  void saysThatWhoHangsUpAtOnceAnswersAsNoDatabase(String kind) throws Exception {
    try (var closing = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var _ = Thread.ofPlatform().daemon().start(() -> hangUp(closing));

      assertFault(
          with("jdbc:h2:%s://127.0.0.1:%d/shop".formatted(kind, closing.getLocalPort())),
          1,
          "who listens at its address is no database that this driver knows, or does not answer as");
    }
  }

  private static void hangUp(ServerSocket server) {
    try {
      while (true) {
        server.accept().close();
      }
    } catch (IOException e) {
      // Closed at the end of the test.
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | jdbc:h2:ssl://127.0.0.1:PORT/shop               | does not answer as one
          2 | jdbc:h2:tcp://127.0.0.1:PORT/../shop            | its server does not give that file: IO Exception
          2 | jdbc:h2:tcp://127.0.0.1:PORT/./none             | create it, or change MUSTER_DATABASE_URL
          2 | jdbc:h2:tcp://127.0.0.1:PORT//etc/shop          | name one within the server's -baseDir: change MUSTER_DATABASE_URL
          2 | jdbc:h2:tcp://127.0.0.1:PORT/./shop;INIT=nonsense | what INIT in its URL says fails (SQLSTATE 42000)
          """)
  void saysWhatAServerOfH2DoesNotGive(int exitCode, String url, String message) throws Exception {
    var base = Files.createDirectory(folder.resolve("base")).toString();
    DriverManager.getConnection("jdbc:h2:file:" + base + "/shop").close();
    var server = Server.createTcpServer("-tcpPort", "0", "-baseDir", base).start();
    try {
      var there = url.replace("PORT", Integer.toString(server.getPort()));

      assertFault(with(there), exitCode, message);
      var check = new Program(folder).with("MUSTER_DATABASE_URL", there).run("check");
      assertThat(check.out()).contains(message);
      assertThat(check.exitCode()).isEqualTo(2);
    } finally {
      server.stop();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2 | socketFactory=no.such.Class       | a class that an option in its URL names is not there or of another kind; change
          2 | socketFactory=java.lang.String    | a class that an option in its URL names is not there or of another kind; change
          2 | sslmode=require                   | its server speaks no TLS, which its URL asks for; set up TLS there, or change sslmode
          1 | targetServerType=secondary        | none of its servers is of the kind that targetServerType in its URL asks for
          2 | options=-c%20nonsense_setting=1   | does not take what its URL sets for the session: unrecognized
          2 | options=-c%20statement_timeout=so | does not take what its URL sets for the session: invalid value
          2 | options=-c%20TimeZone=Nowhere/At  | change options in MUSTER_DATABASE_URL
          """)
  void saysWhichOptionOfPostgresqlIsWrong(int exitCode, String option, String message)
      throws Exception {
    try (var desk = Desk.onNothing(Database.POSTGRESQL, folder)) {
      var and = desk.url().contains("?") ? "&" : "?";

      assertFault(with(desk.url() + and + option), exitCode, message);
    }
  }

  @Test
  void saysThatADatabaseLetsNobodyIn() throws Exception {
    try (var desk = Desk.onNothing(Database.POSTGRESQL, folder);
        var connection = DriverManager.getConnection(desk.url());
        var statement = connection.createStatement()) {
      statement.execute("create database closed_shop with allow_connections false");
      try {
        assertFault(
            with(desk.url().replaceFirst("/[^/?]+(?=\\?|$)", "/closed_shop")),
            2,
            "is not currently accepting connections; alter database … allow_connections true");
      } finally {
        statement.execute("drop database closed_shop");
      }
    }
  }

  @Test
  void saysWhatToDoWhereNoConnectionIsLeft() throws Exception {
    try (var desk = Desk.onNothing(Database.POSTGRESQL, folder);
        var connection = DriverManager.getConnection(desk.url());
        var statement = connection.createStatement()) {
      var role = PasswordRole.make(connection, PASSWORD, "");
      statement.execute("alter role %s connection limit 0".formatted(role));
      var url = desk.url().replaceFirst("\\?.*", "");

      assertFault(
          new Program(folder)
              .with("MUSTER_DATABASE_URL", url)
              .with("MUSTER_DATABASE_USERNAME", role)
              .withSecret("MUSTER_DATABASE_PASSWORD", PASSWORD)
              .run("runs"),
          1,
          "; end other sessions, or raise max_connections, or the connection limit of the role");
    }
  }

  @Test
  void saysBeforeARunThatOthersLeaveTooFewConnections() throws Exception {
    try (var desk = Desk.onNothing(Database.POSTGRESQL, folder).campaign("all", Desk.EVERYONE);
        var connection = DriverManager.getConnection(desk.url());
        var statement = connection.createStatement()) {
      var role = PasswordRole.make(connection, PASSWORD, "");
      statement.execute("alter role %s connection limit 3".formatted(role));
      var url = desk.url().replaceFirst("\\?.*", "");
      try (var _ = DriverManager.getConnection(url, role, PASSWORD)) {
        var program =
            desk.program()
                .with("MUSTER_DATABASE_URL", url)
                .with("MUSTER_DATABASE_USERNAME", role)
                .withSecret("MUSTER_DATABASE_PASSWORD", PASSWORD);
        var said = "2 sessions could be had at once, and a run needs 3 at least; end other";

        var checked = program.run("check");
        assertThat(checked.exitCode()).as(checked.out()).isEqualTo(2);
        assertThat(checked.out()).contains("failed   sessions    " + said);
        assertFault(program.run("run", "all.yaml"), 1, said);
      }
    }
  }

  private Program.Ended with(String url) throws Exception {
    return new Program(folder).with("MUSTER_DATABASE_URL", url).run("runs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ifexists=true", "FORBID_CREATION=TRUE"})
  void saysInCheckWhatARunSaysWhereTheUrlWantsAFileThatIsNotThere(String option) throws Exception {
    var program = new Program(folder).with("MUSTER_DATABASE_URL", "jdbc:h2:file:./none;" + option);

    for (var words : List.of(List.of("check"), List.of("runs"))) {
      var ended = program.run(words.toArray(String[]::new));
      assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
      assertThat(ended.out() + ended.err()).contains("create it, or change MUSTER_DATABASE_URL");
    }
  }

  @Test
  void leavesNothingWhereH2MakesNoFile() throws Exception {
    new Program(folder).with("MUSTER_DATABASE_URL", "jdbc:h2:file:shop").run("runs");
    assertThat(folder).isDirectoryNotContaining("glob:**shop*");
  }

  @Test
  void saysThatAPasswordOfH2IsWrong() throws Exception {
    try (var desk = Desk.onNothing(Database.H2, folder)) {
      desk.open().close();
      var ended = desk.program().withSecret("MUSTER_DATABASE_PASSWORD", PASSWORD).run("runs");

      assertFault(ended, 2, "refuses the login: Wrong user name or password; set MUSTER_DATABASE_");

      var quoted =
          desk.program().withSecret("MUSTER_DATABASE_PASSWORD", '"' + PASSWORD + '"').run("runs");
      assertFault(quoted, 2, "MUSTER_DATABASE_PASSWORD is in quotes, which are part of the value");
    }
  }

  @Test
  void saysThatAPasswordOfPostgresqlIsWrongOrTheDatabaseMissing() throws Exception {
    try (var desk = Desk.onNothing(Database.POSTGRESQL, folder);
        var connection = DriverManager.getConnection(desk.url())) {
      var role = PasswordRole.make(connection, "right", "");
      try (var statement = connection.createStatement()) {
        statement.execute("revoke create on schema public from public");
      }
      var program =
          desk.program()
              .with("MUSTER_DATABASE_URL", desk.url().replaceFirst("\\?.*", ""))
              .with("MUSTER_DATABASE_USERNAME", role)
              .withSecret("MUSTER_DATABASE_PASSWORD", PASSWORD);

      assertFault(
          program.run("runs"),
          2,
          "refuses the login: password authentication failed for user \"%s\"; set MUSTER_"
              .formatted(role));

      program.with("MUSTER_DATABASE_PASSWORD", "right\n");
      assertFault(
          program.run("runs"),
          2,
          "refuses the login: password authentication failed for user \"%s\"; MUSTER_DATABASE_PASSWORD ends with a line break: take"
              .formatted(role));

      program.with("MUSTER_DATABASE_PASSWORD", "'right'");
      assertFault(
          program.run("runs"),
          2,
          "MUSTER_DATABASE_PASSWORD is in quotes, which are part of the value: leave them out");

      program.with("MUSTER_DATABASE_PASSWORD", "right");
      assertFault(program.run("runs"), 2, "no right to make Muster's tables in schema public");

      program.with(
          "MUSTER_DATABASE_URL",
          desk.url().replaceFirst("\\?.*", "").replaceFirst("/[^/]*$", "/nowhere"));
      assertFault(program.run("runs"), 2, "database \"nowhere\" does not exist; create it, or");
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesTheSchemaOfANewerVersionAlone(Database database) throws Exception {
    try (var desk = Desk.onNothing(database, folder)) {
      desk.execute(
          """
          insert into "muster_schema_history"
          select 99, '99', 'from the future', 'SQL', 'V99__from_the_future.sql', 0,
                 "installed_by", "installed_on", 1, true
          from "muster_schema_history" where "installed_rank" = 1
          """);

      assertFault(desk.program().run("runs"), 2, "the database has schema version 99");
    }
  }

  private static void assertFault(Program.Ended ended, int exitCode, String message) {
    assertThat(ended.err()).contains(message);
    assertThat(ended.err().strip()).as("one line").doesNotContain("\n");
    assertThat(ended.exitCode()).isEqualTo(exitCode);
    assertThat(ended.out()).isEmpty();
  }
}
