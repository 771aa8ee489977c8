package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That the search finds what is there: else it would prove nothing. */
class NowhereIT {
  private static final String KEY = "a k3y/that-nobody-may-see";

  @TempDir private Path folder;

  private final Nowhere nowhere = new Nowhere().secret("key", KEY).personal("name", "Zwiesel");

  @Test
  void findsWhatIsInTextsAndFilesInAnyForm() throws Exception {
    var base64 = Base64.getEncoder().encodeToString(KEY.getBytes(StandardCharsets.UTF_8));
    nowhere.look("plain", "before " + KEY + " after");
    nowhere.look("base64", "Basic " + base64);
    nowhere.look("encoded", "?key=a+k3y%2Fthat-nobody-may-see");
    nowhere.look("none", "a k3y that nobody may see");
    var deep = Files.createDirectories(folder.resolve("a/b"));
    Files.write(deep.resolve("text"), new byte[] {'Z', 'w', 'i', 'e', 's', 'e', 'l', (byte) 0xFF});
    Files.writeString(deep.resolve("Zwiesel.txt"), "");
    Files.write(
        deep.resolve("shop.mv.db"), ("\u0001Zwiesel\u0002" + KEY).getBytes(StandardCharsets.UTF_8));

    nowhere.lookAtFiles(folder);

    assertThat(nowhere.found())
        .hasSize(6)
        .contains("key in plain: before ‹key› after", "key in base64: Basic ‹key›==")
        .anyMatch(line -> line.startsWith("key in encoded: "))
        .anyMatch(line -> line.startsWith("name in " + deep.resolve("text")))
        .anyMatch(line -> line.startsWith("name in " + deep.resolve("Zwiesel.txt")))
        .anyMatch(line -> line.startsWith("key in " + deep.resolve("shop.mv.db")));
  }

  @ParameterizedTest
  @EnumSource
  void findsWhatIsInTables(Database database) throws Exception {
    try (var dataSource = database.newDataSource();
        var connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "insert into profiles (user_id, timezone) values ('Zwiesel', '" + KEY + "')");
      statement.execute("create schema other");
      statement.execute("create table other.notes (id int, note varchar(100))");
      statement.execute("insert into other.notes values (1, 'in Zwiesel')");

      nowhere.lookAtTables(connection);
    }

    assertThat(nowhere.found())
        .hasSize(2)
        .anyMatch(line -> line.matches("(?i)key in .*profiles.*timezone: .*"))
        .anyMatch(
            line -> line.startsWith("name in ") && line.matches("(?i).*notes.*note: in ‹name›"));
  }

  @Test
  void findsWhatAProcessAndItsThreadsAreCalled() throws Exception {
    try (var desk = new Desk(Database.H2, folder)) {
      var running =
          desk.program()
              .start("sandbox", "--port", "0", "--suppress", KEY, "--suppress", "Zwiesel");
      Desk.await("it listens", () -> running.out().contains("The sandbox listens"));

      nowhere.personal("thread", "\"main\" #").lookAtProcess(running.process());
      running.kill();
    }

    assertThat(nowhere.found())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("thread in thread dump: "))
        .anyMatch(line -> line.startsWith("key in process title: "))
        .anyMatch(line -> line.startsWith("name in process title: "));
  }
}
