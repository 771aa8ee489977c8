package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.app.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ImportCommandIT {
  private static final String GOOD = "user_id,plan\n7,pro\n8,free\n";

  @TempDir private Path folder;

  private final InputStream standardInput = System.in;
  private String url = Database.H2.newUrl();
  private String out = "";
  private String err = "";

  @AfterEach
  void useWhatWasThere() {
    System.setIn(standardInput);
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatItImported(Database database) throws Exception {
    url = database.newUrl();

    assertThat(muster("import", "profiles", file("people.csv", GOOD))).isEqualTo(ExitCode.DONE);
    assertThat(out).contains("2 profiles imported, 0 bad rows");
    assertThat(err).isEmpty();

    var events =
        """
        {"id": "a", "user_id": "7", "event": "Charged", "occurred_at": "2026-12-01T09:00:00Z", "amount": 5}
        {"id": "b", "user_id": "7", "event": "Charged", "occurred_at": "2026-12-01"}
        """;
    muster("import", "events", file("events.ndjson", events));
    assertThat(muster("import", "events", "--output", "json", file("events.ndjson", events)))
        .isEqualTo(ExitCode.INCOMPLETE);
    var json = JsonMapper.shared().readTree(out);
    assertThat(json.get("table").asString()).isEqualTo("events");
    assertThat(json.get("imported").asInt()).isEqualTo(1);
    assertThat(json.get("repeated").asInt()).isEqualTo(1);
    assertThat(json.get("rejected").asInt()).isEqualTo(1);
    assertThat(json.get("rejected_file").asString()).endsWith("events.ndjson.rejected");
    assertThat(json.get("ignored_columns").toString()).isEqualTo("[\"amount\"]");
    assertThat(folder.resolve("events.ndjson.rejected"))
        .content()
        .startsWith("line,reason,row\n2,\"occurred_at has no zone");
  }

  @Test
  void readsStandardInputWhenItIsToldTheFormat() throws Exception {
    System.setIn(new ByteArrayInputStream((GOOD + ",\n").getBytes(StandardCharsets.UTF_8)));
    var rejected = folder.resolve("bad.csv");

    assertThat(
            muster("import", "profiles", "-", "--format", "csv", "--rejected", rejected.toString()))
        .isEqualTo(ExitCode.INCOMPLETE);
    assertThat(out).startsWith("standard input: 2 profiles imported, 1 bad row (see " + rejected);
    assertThat(rejected).content().contains("4,user_id is empty,\",\"");

    assertThat(muster("import", "profiles", "-")).isEqualTo(ExitCode.WRONG);
    assertThat(err).contains("--format csv");
  }

  @Test
  void leavesColumnsTextThatAreNamed() throws Exception {
    assertThat(
            muster(
                "import",
                "profiles",
                "--text",
                "zip,phone",
                file("people.csv", "user_id,zip,phone\n7,12345,0\n")))
        .isEqualTo(ExitCode.DONE);
    assertThat(muster("import", "profiles", "--text", "zip", file("people.csv", GOOD)))
        .isEqualTo(ExitCode.WRONG);
    assertThat(err).contains("has no column zip");
  }

  @ParameterizedTest
  @EnumSource
  void saysHowManyItOptsInAgain(Database database) throws Exception {
    url = database.newUrl();
    muster("import", "profiles", file("a.csv", "user_id,opted_out,plan\n7,yes,pro\n8,1,pro\n"));
    assertThat(out).doesNotContain("opted");

    muster("import", "profiles", file("b.csv", "user_id,plan\n7,free\n8,free\n"));
    assertThat(out).contains("2 profiles imported").doesNotContain("opted");
    muster("import", "profiles", file("c.ndjson", "{\"user_id\": 7, \"opted_out\": null}\n"));
    assertThat(out).contains("1 user who was opted out is opted in again.");
    assertThat(muster("import", "profiles", "--replace", "--output", "json", file("d.csv", GOOD)))
        .isEqualTo(ExitCode.DONE);
    assertThat(JsonMapper.shared().readTree(out).get("opted_in").asInt()).isEqualTo(1);
    muster("import", "profiles", "--output", "json", file("e.csv", GOOD));
    assertThat(JsonMapper.shared().readTree(out).get("opted_in").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "user_id/7.0/8.0                 | true",
        "user_id,plan/-7.0,a/,b/8.0,c    | true",
        "user_id/7.0/8                   | false",
        "user_id/7.00                    | false",
        "user_id/1.7.0                   | false",
        "user_id/7.5                     | false",
        "user_id/v7.0                    | false",
      })
  void saysThatIdsOfACsvAreWrittenAsNumbersWithAPoint(String rows, boolean said) throws Exception {
    url = Database.H2.newUrl();
    var csv = rows.strip().replace("/", "\n") + "\n";

    muster("import", "profiles", file("a.csv", csv));
    assertThat(out.contains("The user ids end in .0, and were taken so")).isEqualTo(said);
    muster("import", "profiles", "--output", "json", file("a.csv", csv));
    assertThat(JsonMapper.shared().readTree(out).get("user_ids_end_in_point_zero").asBoolean())
        .isEqualTo(said);
  }

  @Test
  void looksAtTheFirstHundredIdsOnlyAndNotAtThoseOfNdjson() throws Exception {
    url = Database.H2.newUrl();
    muster("import", "profiles", file("a.csv", "user_id\n" + "7.0\n".repeat(100) + "8\n"));
    assertThat(out).contains("The user ids end in .0");
    muster("import", "profiles", file("a.csv", "user_id\n" + "7.0\n".repeat(99) + "8\n"));
    assertThat(out).doesNotContain("end in .0");
    muster("import", "profiles", file("a.ndjson", "{\"user_id\": 7.0}\n"));
    assertThat(out).contains("1 profile imported").doesNotContain("end in .0");
  }

  @Test
  void saysWhichObjectsBecameAttributesThoughOthersKeepAllAttributesInThem() throws Exception {
    url = Database.H2.newUrl();
    muster(
        "import",
        "profiles",
        file("a.ndjson", "{\"user_id\": 7, \"traits\": {\"plan\": \"pro\"}, \"properties\": 5}\n"));
    assertThat(out)
        .contains("traits became an attribute; if it was meant for the column, call it attributes.")
        .doesNotContain("properties became");
  }

  @Test
  void saysWhichNamesBecameAttributesThoughTheyLookLikeColumns() throws Exception {
    url = Database.H2.newUrl();
    assertThat(
            muster("import", "profiles", file("a.csv", "user_id,optedOut,Time Zone\n7,true,UTC\n")))
        .isEqualTo(ExitCode.DONE);
    assertThat(out)
        .contains(
            "optedOut became an attribute; if it was meant for the column, call it opted_out.",
            "Time Zone became an attribute; if it was meant for the column, call it timezone.");

    muster(
        "import",
        "profiles",
        "--output",
        "json",
        file("b.ndjson", "{\"user_id\": 7, \"unsubscribed\": true, \"opted_out\": false}\n"));
    assertThat(JsonMapper.shared().readTree(out).get("attributes_like_columns").toString())
        .isEqualTo("{\"unsubscribed\":\"opted_out\"}");
  }

  @ParameterizedTest
  @EnumSource
  void refusesToImportIntoAViewOrOtherTypes(Database database) throws Exception {
    url = database.newUrl();
    muster("import", "profiles", file("a.csv", GOOD));
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute("alter table profiles rename to people");
      statement.execute("create view profiles as select * from people");
      assertThat(muster("import", "profiles", file("b.csv", GOOD))).isEqualTo(ExitCode.WRONG);
      assertThat(err).contains("profiles: a view, and imports want a table");

      statement.execute("drop view profiles");
      statement.execute("alter table people rename to profiles");
      statement.execute("alter table profiles drop column updated_at");
      assertThat(muster("import", "profiles", file("c.csv", GOOD))).isEqualTo(ExitCode.WRONG);
      assertThat(err)
          .contains(
              "profiles: no column updated_at (timestamp with time zone), and imports want a table as"
                  + " Muster makes it");

      var once = "user_id,event,occurred_at,id\n7,A,2026-11-16T09:00:00Z,1\n";
      assertThat(muster("import", "events", file("d.csv", once))).isEqualTo(ExitCode.DONE);
      statement.execute("drop index events_id");
      assertThat(muster("import", "events", file("d.csv", once))).isEqualTo(ExitCode.WRONG);
      assertThat(err).contains("events: no unique index on id, and imports want a table as");

      statement.execute("alter table events drop column properties");
      var events = file("e.csv", "user_id,event,occurred_at\n7,A,2026-11-16T09:00:00Z\n");
      assertThat(muster("import", "events", events)).isEqualTo(ExitCode.WRONG);
      assertThat(err).contains("events: no column properties (json); put a view of that name");
    }
  }

  @Test
  void refusesAtOnceWhatLacksAKeyThatEveryRowNeeds() throws Exception {
    var exported = "{\"event\": \"A\", \"properties\": {\"distinct_id\": \"7\", \"time\": 1}}\n";
    var path = file("mixpanel.ndjson", exported.repeat(300));
    Files.writeString(folder.resolve("mixpanel.ndjson.rejected"), "line,reason,row\nof yesterday");

    assertThat(muster("import", "events", path)).isEqualTo(ExitCode.WRONG);
    assertThat(err)
        .contains("properties.distinct_id (inside properties)", "jq -c", "nothing was imported")
        .hasLineCount(1);
    assertThat(folder.resolve("mixpanel.ndjson.rejected"))
        .hasContent("line,reason,row\nof yesterday");
    assertThat(folder).isDirectoryNotContaining("glob:**.part");

    System.setIn(new ByteArrayInputStream(exported.getBytes(StandardCharsets.UTF_8)));
    assertThat(muster("import", "events", "-", "--format", "ndjson")).isEqualTo(ExitCode.WRONG);
    assertThat(err).startsWith("standard input: its first row lacks").hasLineCount(1);
    assertComplaint("user_id may be User Id", file("named.csv", " User Id ,plan\n7,pro\n"));
    assertComplaint("is NDJSON", file("objects.csv", "{\"user_id\": 7}\n"));
    assertComplaint("is a zip archive", file("archive.csv", "PK\3\4"));
    assertThat(muster("import", "profiles", file("blanks.csv", " user_id , plan \n7,pro\n")))
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void refusesAtOnceWhoseRowsAreAllBadForTheSameReason() throws Exception {
    var exported =
        "{\"user_id\":\"7\",\"event\":\"A\",\"occurred_at\":{\"$date\":\"2026-12-01T09:00:00Z\"}}\n";

    assertThat(muster("import", "events", file("mongo.ndjson", exported.repeat(300))))
        .isEqualTo(ExitCode.WRONG);
    assertThat(err)
        .contains("occurred_at is not a text", ".occurred_at.\"$date\"", "nothing was imported")
        .hasLineCount(1);
    assertThat(folder.resolve("mongo.ndjson.rejected")).doesNotExist();
  }

  @Test
  void saysInOneLineWhatIsWrongAndChangesNothing() throws Exception {
    assertComplaint("is a directory", folder.toString());
    assertComplaint("no such file", folder.resolve("none.csv").toString());
    assertComplaint("--format", file("people.txt", GOOD));
    assertComplaint("is empty", file("empty.csv", ""));
    assertComplaint("no column user_id", file("headless.csv", "7,a@example.com\n"));
    assertComplaint("not compressed", file("people.csv.gz", GOOD));

    url = "jdbc:postgresql://127.0.0.1:1/none?connectTimeout=2";
    assertThat(muster("import", "profiles", file("people.csv", GOOD))).isEqualTo(ExitCode.FAILED);
    assertThat(err).contains("127.0.0.1").doesNotContain("\tat ");
    assertThat(muster("import")).isEqualTo(ExitCode.WRONG);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "people.csv        | is the file that is to be imported, and bad rows would replace it: name another",
        "./people.csv      | is the file that is to be imported",
        "symbolic-link     | is the file that is to be imported",
        "hard-link         | is the file that is to be imported",
        "thesis.txt        | what stands there is not from an import (expected an empty file, or a first line line,reason,row): move it",
        "almost.csv        | what stands there is not from an import",
        "link-to-thesis    | what stands there is not from an import",
        "dangling-link     | what stands there is not from an import",
        "directory         | what stands there is not from an import",
      })
  void refusesToPutBadRowsWhereSomethingElseStands(String rejected, String complaint)
      throws Exception {
    var people = file("people.csv", GOOD + ",\n");
    file("thesis.txt", "mine\nline,reason,row\n");
    file("almost.csv", "line,reason,rows\n1,2,3\n");
    Files.createSymbolicLink(folder.resolve("symbolic-link"), folder.resolve("people.csv"));
    Files.createLink(folder.resolve("hard-link"), folder.resolve("people.csv"));
    Files.createSymbolicLink(folder.resolve("link-to-thesis"), folder.resolve("thesis.txt"));
    Files.createSymbolicLink(folder.resolve("dangling-link"), folder.resolve("nowhere"));
    Files.createDirectory(folder.resolve("directory"));
    var before = listing();

    for (var kind : List.of("profiles", "events")) {
      assertThat(muster("import", kind, people, "--rejected", folder + "/" + rejected))
          .isEqualTo(ExitCode.WRONG);
      assertThat(err).contains(complaint, rejected).hasLineCount(1);
      assertThat(listing()).isEqualTo(before);
    }
    assertThat(folder.resolve("people.csv")).hasContent(GOOD + ",\n");
    assertThat(folder.resolve("thesis.txt")).hasContent("mine\nline,reason,row\n");
    muster("import", "profiles", file("one.csv", "user_id\n9\n"));
    assertThat(out).contains("1 profile imported, 0 bad rows");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"line,reason,row\n", "line,reason,row\r\n1,x,y\r\n", "line,reason,row", ""})
  void replacesOrRemovesTheBadRowsOfAnEarlierImportAndAnEmptyFile(String earlier) throws Exception {
    var rejected = folder.resolve("people.csv.rejected");
    Files.writeString(rejected, earlier);
    assertThat(muster("import", "profiles", file("people.csv", GOOD + ",\n")))
        .isEqualTo(ExitCode.INCOMPLETE);
    assertThat(rejected).content().startsWith("line,reason,row\n4,user_id is empty");

    Files.writeString(rejected, earlier);
    assertThat(muster("import", "profiles", file("people.csv", GOOD))).isEqualTo(ExitCode.DONE);
    assertThat(rejected).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/null", "/dev/zero", "link-to-null"})
  void throwsBadRowsAwayOnADevice(String device) throws Exception {
    Files.createSymbolicLink(folder.resolve("link-to-null"), Path.of("/dev/null"));
    var rejected = folder.resolve(device).toString();
    var bad = file("bad.csv", GOOD + ",\n");
    var before = listing();

    assertThat(muster("import", "profiles", bad, "--rejected", rejected))
        .isEqualTo(ExitCode.INCOMPLETE);
    assertThat(out).contains("2 profiles imported, 1 bad row, in ");
    assertThat(muster("import", "profiles", bad, "--rejected", rejected, "--output", "json"))
        .isEqualTo(ExitCode.INCOMPLETE);
    assertThat(JsonMapper.shared().readTree(out).get("rejected_file").isNull()).isTrue();
    assertThat(listing()).isEqualTo(before);
    assertThat(muster("import", "profiles", file("bad.csv", GOOD), "--rejected", rejected))
        .isEqualTo(ExitCode.DONE);
    assertThat(listing()).isEqualTo(before);
    assertThat(Files.exists(Path.of(rejected))).isTrue();
  }

  @Test
  void importsNothingWhereBadRowsCannotBeWrittenToADevice() throws Exception {
    var bad = file("bad.csv", GOOD + ",\n");

    assertThat(muster("import", "profiles", bad, "--rejected", "/dev/full"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(err)
        .contains("has bad rows, which cannot be written to /dev/full: No space left on device")
        .hasLineCount(1);
    assertThat(out).isEmpty();
  }

  @Test
  void refusesAForeignFileBesideTheFileToo() throws Exception {
    Files.writeString(folder.resolve("people.csv.rejected"), "mine");
    assertComplaint("or name another file with --rejected", file("people.csv", GOOD));
    assertThat(folder.resolve("people.csv.rejected")).hasContent("mine");
  }

  @Test
  void speaksOfOneAsOfOne() throws Exception {
    var event = "user_id,event,occurred_at,id\n7,A,2026-11-16T09:00:00Z,1\n";
    muster("import", "events", file("a.csv", event));
    assertThat(out).contains("1 event imported, 0 bad rows");
    muster("import", "events", file("a.csv", event + ",A,2026-11-16T09:00:00Z,2\n"));
    assertThat(out).contains("1 event imported, 1 of them was there already, 1 bad row (see");
    muster("import", "profiles", file("b.csv", "user_id\n"));
    assertThat(out).contains("0 profiles imported, 0 bad rows");
  }

  @ParameterizedTest
  @EnumSource
  void tellsOfEventsUnderWhoseIdAnotherOneStands(Database database) throws Exception {
    url = database.newUrl();
    var header = "id,user_id,event,occurred_at\n";
    muster("import", "events", file("a.csv", header + "1,7,A,2026-11-16T09:00:00Z\n"));

    var one = header + "1,8,A,2026-11-16T09:00:00Z\n";
    assertThat(muster("import", "events", file("b.csv", one))).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(out)
        .contains("0 events imported, 1 bad row (see")
        .contains(
            "1 of the bad rows had an id under which another event stands, and was left out: an id")
        .contains("so leave the column out, or put the name of its file before it.");
    assertThat(muster("import", "events", "--output", "json", file("b.csv", one + "2,,,\n" + one)))
        .isEqualTo(ExitCode.INCOMPLETE);
    var json = JsonMapper.shared().readTree(out);
    assertThat(json.get("contradicted").asInt()).isEqualTo(2);
    assertThat(json.get("repeated").asInt()).isZero();
    assertThat(json.get("rejected").asInt()).isEqualTo(4);
  }

  private List<String> listing() throws Exception {
    try (var files = Files.list(folder)) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  private void assertComplaint(String complaint, String path) {
    assertThat(muster("import", "profiles", path)).isEqualTo(ExitCode.WRONG);
    assertThat(err).contains(complaint).hasLineCount(1).doesNotContain("a@example.com");
    assertThat(out).isEmpty();
  }

  private ExitCode muster(String... arguments) {
    var output = new StringWriter();
    var errors = new StringWriter();
    var code =
        new Muster(Surroundings.of(Map.of("MUSTER_DATABASE_URL", url), folder))
            .commandLine()
            .setOut(new PrintWriter(output))
            .setErr(new PrintWriter(errors))
            .execute(arguments);
    out = output.toString();
    err = errors.toString();
    for (var exitCode : ExitCode.values()) {
      if (exitCode.code() == code) {
        return exitCode;
      }
    }
    throw new AssertionError("no exit code: " + code);
  }

  private String file(String name, String content) throws Exception {
    return Files.writeString(folder.resolve(name), content).toString();
  }
}
