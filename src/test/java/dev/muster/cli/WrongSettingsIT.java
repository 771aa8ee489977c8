package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Secrets in wrong places, with every logger at its most talkative: they are not repeated. */
class WrongSettingsIT {
  private static final String PASSWORD = "pa55word-that-nobody-may-see";
  private static final String PRIVATE_KEY = Base64.getEncoder().encodeToString(new byte[1_200]);

  private final Nowhere nowhere =
      new Nowhere()
          .secret("write key", Desk.WRITE_KEY)
          .secret("password", PASSWORD)
          .secret("private key", PRIVATE_KEY);

  @TempDir private Path folder;

  @BeforeEach
  void makeAFolderToWorkIn() throws Exception {
    Files.createDirectories(folder.resolve("work/tmp"));
  }

  @AfterEach
  void lookAtWhatIsLeft() throws Exception {
    nowhere.lookAtFiles(folder.resolve("work"));
    assertThat(nowhere.found()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aPasswordInTheUrlIsUsedAndNotRepeated(Database database) throws Exception {
    try (var desk = new Desk(database, folder.resolve("work")).guardedBy(PASSWORD)) {
      var program = talkative(desk.program());
      var right = program.with("MUSTER_DATABASE_URL", desk.urlWith(PASSWORD)).run("runs");
      var wrong = program.with("MUSTER_DATABASE_URL", desk.urlWith(PASSWORD + "!")).run("runs");

      assertThat(right.out()).contains("No runs yet");
      assertThat(wrong.exitCode()).isEqualTo(2);
      assertThat(wrong.err()).contains("refuses the login");
    }
  }

  @Test
  void aSecretInAWrongSettingIsNotRepeated() throws Exception {
    var running = new LinkedHashMap<String, Program.Running>();
    running.put("cannot be read as YAML", withFile("muster.database.password: @" + PASSWORD));
    Files.delete(folder.resolve("work/application.yaml"));
    running.put(
        "found one that PostgreSQL's driver cannot read",
        with("MUSTER_DATABASE_URL", "jdbc:postgresql:///a/b?password=PASSWORD"));
    running.put(
        "expected the path of a file",
        with("MUSTER_SEGMENT_OAUTH_PRIVATEKEYFILE", "-----BEGIN PRIVATE KEY-----\n" + PRIVATE_KEY));
    running.put("expected a duration", with("MUSTER_DELIVERY_BACKOFFMAX", "soon"));

    for (var one : running.entrySet()) {
      var ended = one.getValue().end();
      assertThat(ended.err()).contains(one.getKey());
      assertThat(ended.exitCode()).as(ended.err()).isPositive();
    }
  }

  private Program.Running withFile(String line) throws Exception {
    Files.writeString(folder.resolve("work/application.yaml"), line);
    var running = program().start("runs");
    Desk.await("it has read the file", () -> !running.process().isAlive());
    return running;
  }

  private Program.Running with(String setting, String value) throws Exception {
    return program()
        .with(setting, value.replace("PASSWORD", PASSWORD))
        .start("run", "all.yaml", "--output", "json");
  }

  private Program program() throws Exception {
    Files.writeString(
        folder.resolve("work/all.yaml"),
        "campaign: all\nname: All\nowner: growth@example.com\nstatus: published\n" + Desk.EVERYONE);
    return talkative(new Program(folder.resolve("work")))
        .with("MUSTER_DATABASE_URL", "jdbc:h2:mem:none")
        .with("MUSTER_DATABASE_PASSWORD", PASSWORD)
        .with("SEGMENT_WRITE_KEY", Desk.WRITE_KEY)
        .with("MUSTER_SEGMENT_OAUTH_CLIENTID", "app")
        .with("MUSTER_SEGMENT_OAUTH_KEYID", "kid");
  }

  private Program talkative(Program program) throws Exception {
    return program
        .withJvm(Talkative.in(folder))
        .withJvm("-Djava.io.tmpdir=" + folder.resolve("work/tmp"));
  }
}
