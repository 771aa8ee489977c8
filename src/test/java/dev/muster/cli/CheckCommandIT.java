package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.sandbox.Sandbox;
import dev.muster.sandbox.SandboxSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void findsNothingToMendWhereARunWouldDo(Database database) throws Exception {
    try (var desk = new Desk(database, folder).users(3).campaign("all", Desk.EVERYONE)) {
      desk.execute(
          "insert into events (user_id, name, occurred_at) values ('u1', 'e', current_timestamp)");

      var checked = desk.program().run("check", "all.yaml");

      assertThat(checked.exitCode()).as(checked.out()).isZero();
      assertThat(checked.out().lines().map(CheckCommandIT::subject))
          .containsExactly(
              "settings",
              "campaign",
              "database",
              "schema",
              "storage",
              "rights",
              "temporary",
              "profiles",
              "events",
              "user ids",
              "suppressed",
              "audience",
              "receiver",
              "tls",
              "clock",
              "write key",
              "region",
              "oauth",
              "mail",
              "webhook",
              "time zones");
      assertThat(checked.out().lines()).allMatch(line -> line.startsWith("ok "));
      assertThat(checked.out()).contains(database == Database.H2 ? ", H2 2." : ", PostgreSQL 1");
      assertThat(checked.err()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void makesNothing(Database database) throws Exception {
    try (var desk = Desk.onNothing(database, folder)) {
      var checked = desk.program().run("check");

      assertThat(checked.exitCode()).as(checked.out()).isZero();
      switch (database) {
        case H2 -> {
          assertThat(checked.out()).contains("warning  database").contains("is not there yet");
          assertThat(folder.resolve("data")).doesNotExist();
          assertThat(folder).isDirectoryNotContaining("glob:**/.muster*");
        }
        case POSTGRESQL -> {
          assertThat(checked.out())
              .contains("warning  schema      Muster's tables are not there yet")
              .contains("warning  profiles    not there yet")
              .contains("warning  events      not there yet");
          try (var connection = DriverManager.getConnection(desk.url());
              var tables = connection.getMetaData().getTables(null, "public", "%", null)) {
            assertThat(tables.next()).isFalse();
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:h2:file:./file/shop",
        "jdbc:h2:file:./file/a/b/shop",
        "jdbc:h2:nio:./file/shop",
        "jdbc:h2:./nowhere/shop",
        "jdbc:h2:file:/proc/none/shop",
        "jdbc:h2:/proc/none/a/shop",
      })
  void triesWhetherAFileThatIsNotThereYetCanBeMade(String url) throws Exception {
    Files.writeString(folder.resolve("file"), "no folder");
    Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("file/none"));
    Files.writeString(folder.resolve("p.csv"), "user_id\nu1\n");
    var program = new Program(folder).with("MUSTER_DATABASE_URL", url);
    var said = "its file, or the folder for it, cannot be made; see that nothing else is at that";

    var checked = program.run("check");

    assertThat(checked.exitCode()).as(checked.out()).isEqualTo(2);
    assertThat(checked.out()).containsPattern("failed   database    .*" + said);
    var imported = program.run("import", "profiles", "p.csv");
    assertThat(imported.exitCode()).as(imported.err()).isEqualTo(2);
    assertThat(imported.err()).contains(said);
  }

  @Test
  void saysThatAKeyNamesNoSource() throws Exception {
    var settings = SandboxSettings.defaults().withKeys(Set.of("another-key"), Set.of());
    try (var desk = new Desk(Database.H2, folder).users(1);
        var elsewhere = Sandbox.start(settings)) {
      var checked = desk.program().run("check", "--segment-api", elsewhere.uri().toString());

      assertThat(checked.exitCode()).isEqualTo(2);
      assertThat(checked.out())
          .contains("failed   write key   names no source")
          .contains("set SEGMENT_WRITE_KEY");
      assertThat(elsewhere.stats().requests()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SEGMENT_WRITE_KEY         |                            | write key | set SEGMENT_WRITE_KEY",
        "SEGMENT_API               | http://127.0.0.1:1         | receiver  | does not answer",
        "SEGMENT_API               | mars                       | receiver  | expected us, eu, sandbox",
        "MUSTER_DELIVERY_PARTITIONS| 0                          | settings  | expected 1 or more",
        "MUSTER_DELIVERY_RETRYBUDGET| soon                      | settings  | expected a duration",
        "MUSTER_DELIVERY_MAXATTEMPTS| 0                         | settings  | expected 1 or more",
        "MUSTER_ACCOUNT_TIMEZONE   | Mars/Olympus               | settings  | expected a time zone",
        "MUSTER_ACCOUNT_SUPPRESSIONLIST | no.csv                | suppressed | there is no file no.csv",
        "MUSTER_DATABASE_URL       | jdbc:oracle:thin:@h        | database  | expected a JDBC URL",
        "MUSTER_DATABASE_URL       | jdbc:h2:mem:a;DATABASE_TO_UPPER=FALSE | database | leave it out",
        "MUSTER_DATABASE_URL       | jdbc:postgresql://127.0.0.1:1/shop | database | cannot be used",
        "MUSTER_SEGMENT_OAUTH_CLIENTID | app                    | oauth     | expected key-id and private-key-file",
      })
  void namesWhatMustBeMendedFirst(String setting, String value, String subject, String said)
      throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(1)) {
      if (value == null) {
        desk.program().without(setting);
      } else {
        desk.program().with(setting, value);
      }
      var checked = desk.program().run("check");

      assertThat(checked.exitCode()).as(checked.out()).isEqualTo(2);
      assertThat(checked.out().lines().filter(line -> line.startsWith("failed ")))
          .singleElement()
          .satisfies(line -> {
            assertThat(subject(line)).isEqualTo(subject);
            assertThat(line).contains(said);
          });
      assertThat(checked.err()).doesNotContain("\tat ");
    }
  }

  @Test
  void warnsOfAReceiverThatHasNothingAtThePath() throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(1);
        var sandbox = Sandbox.start()) {
      var checked = desk.program().run("check", "--segment-api", sandbox.uri() + "/v1/track");

      assertThat(checked.out()).contains("answers with 404: not known whether it takes messages");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "KEYID, expected client-id beside the others",
    "TOKENURL, expected client-id beside the others",
    "CLIENTID, expected key-id and private-key-file beside client-id",
  })
  void missesWhatATokenIsAskedForBy(String only, String said) throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(1).campaign("all", Desk.EVERYONE)) {
      var program = desk.program().with("MUSTER_SEGMENT_OAUTH_" + only, "https://one.example");

      assertThat(program.run("check").out())
          .contains("failed   oauth       muster.segment.oauth: " + said);
      var ran = program.run("run", "all.yaml");
      assertThat(ran.exitCode()).isEqualTo(2);
      assertThat(ran.err()).contains(said);
    }
  }

  @Test
  void namesTheFaultsOfACampaign() throws Exception {
    try (var desk =
        new Desk(Database.H2, folder)
            .users(1)
            .campaign("broken", "who: { audience: { everybody: true } }\n")
            .file("nothing.sql", "select user_id from nothing")
            .campaign(
                "asking", Desk.EVERYONE.replace("{ everyone: true }", "{ sql: nothing.sql }"))) {
      var broken = desk.program().run("check", "broken.yaml");
      assertThat(broken.exitCode()).isEqualTo(2);
      assertThat(broken.out()).containsPattern("failed   campaign    broken.yaml:5:\\d+: who");

      var asking = desk.program().run("check", "asking.yaml");
      assertThat(asking.exitCode()).isEqualTo(2);
      assertThat(asking.out()).containsPattern("failed   audience    .*nothing.sql: ");
    }
  }

  @Test
  void saysOfACampaignWhatARunWouldSay() throws Exception {
    try (var desk =
        new Desk(Database.H2, folder)
            .users(1)
            .campaign("live", "who: { live: { did: Charged } }\nwhat: { track: Offer }\n")
            .campaign("draft", Desk.EVERYONE)
            .change("draft.yaml", "status: published", "status: draft")) {
      var live = desk.program().run("check", "live.yaml");
      assertThat(live.exitCode()).isZero();
      assertThat(live.out())
          .contains("ok       campaign    live.yaml: valid", "ok       audience    live: ");

      var draft = desk.program().run("check", "draft.yaml");
      assertThat(draft.exitCode()).isZero();
      assertThat(draft.out()).contains("warning  campaign    draft.yaml: valid, a draft");
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesWhatTheDataDoNotHaveAndHowTheyHaveIt(Database database) throws Exception {
    try (var desk =
        new Desk(database, folder)
            .profiles(
                """
                {"user_id": "u1", "email": "u1@example.com", "timezone": "CEST", "level": "3"}
                {"user_id": "u2", "timezone": "Be\\u001brlin"}
                """)
            .campaign(
                "own",
                """
                who:
                  audience:
                    any: [ { did: charged }, { profile: { level: { above: 1 }, zip: 01234 } } ]
                what: { track: Offer, attributes: [e_mail] }
                when: { at: launch, do_not_disturb: { from: "21:00", to: "09:00", then: delay } }
                """)) {
      desk.execute(
          "insert into events (user_id, name, occurred_at) values ('u1', 'Charged',"
              + " current_timestamp)");

      var checked = desk.program().run("check", "own.yaml");

      assertThat(checked.exitCode()).as(checked.out()).isZero();
      var remedy = "; see that the campaign spells it as the data do, unless there is none yet";
      assertThat(checked.out().lines().filter(line -> line.startsWith("warning ")))
          .contains(
              "warning  names       no event is named charged; there is Charged (1 event)" + remedy,
              "warning  names       no profile has zip, nor anything like it" + remedy,
              "warning  names       no profile has e_mail; there is email (1)" + remedy)
          .anyMatch(
              line -> line.startsWith("warning  campaign    own.yaml:7:69: who.audience.any[1]"))
          .anyMatch(line ->
              line.startsWith(
                  "warning  values      level of profiles: 1 text that looks like a number;"
                      + " asked for: a number; "))
          .anyMatch(line ->
              line.startsWith(
                  "warning  zones       2 profiles have time zones that are not known:"
                      + " \"Be\\u001Brlin\" (1), \"CEST\" (1); "));
    }
  }

  @Test
  void takesOneMachineByAnyOfItsNames() throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(1)) {
      var port = desk.sandbox().uri().getPort();
      var checked = desk.program().run("check", "--segment-api", "http://localhost:" + port);

      assertThat(checked.out()).contains("ok       region      the source is at localhost");
    }
  }

  @Test
  void answersInJson() throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(1)) {
      desk.program().without("SEGMENT_WRITE_KEY");
      var checked = desk.program().run("check", "--output", "json");

      assertThat(checked.exitCode()).isEqualTo(2);
      var checks = Desk.json(checked).path("checks");
      var key =
          StreamSupport.stream(checks.spliterator(), false)
              .filter(check -> check.path("check").asString().equals("write key"))
              .findFirst()
              .orElseThrow();
      assertThat(key.path("state").asString()).isEqualTo("failed");
      assertThat(key.path("found").asString()).contains("no write key");
      assertThat(List.copyOf(key.propertyNames()))
          .containsExactly("check", "state", "found", "remedy");
    }
  }

  private static String subject(String line) {
    return line.substring(9, 20).strip();
  }
}
