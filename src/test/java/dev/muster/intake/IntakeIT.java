package dev.muster.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.muster.Database;
import dev.muster.demo.Shop;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class IntakeIT {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void keepsTheTypeOfEachAttribute(Database database) throws Exception {
    try (var dataSource = database.newDataSource()) {
      var summary =
          database
              .intake(dataSource)
              .profiles(
                  file(
                      "people.csv",
                      """
                      user_id,anonymous_id,timezone,opted_out,plan,visits,zip,phone,newsletter,big
                      7,a7,Europe/Berlin,true,pro,12.50,01234,4930123,true,1e400
                      "8",,,,"Größe ""L"", 😀",-3e2,,,false,
                      """),
                  new Options(Set.of("phone"), false, Optional.empty(), (_, _) -> {}));

      assertThat(summary.imported()).isEqualTo(2);
      assertThat(summary.complete()).isTrue();
      assertThat(
              rows(
                  dataSource,
                  "select user_id, anonymous_id, timezone, opted_out from profiles order by user_id"))
          .containsExactly("7|a7|Europe/Berlin|true", "8|null|null|false");
      assertThat(json(dataSource, "select attributes from profiles order by user_id"))
          .containsExactly(
              SameJson.of(
                  """
                  {"plan": "pro", "visits": 12.50, "zip": "01234", "phone": "4930123",
                   "newsletter": true, "big": 1%s}
                  """
                      .formatted("0".repeat(400))),
              SameJson.of(
                  "{\"plan\": \"Größe \\\"L\\\", 😀\", \"visits\": -300, \"newsletter\": false}"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsEventsToTheMicrosecond(Database database) throws Exception {
    try (var dataSource = database.newDataSource()) {
      var summary =
          database
              .intake(dataSource)
              .events(
                  file(
                      "events.csv",
                      """
                      user_id,event,occurred_at,properties
                      7,Charged,2026-12-01T10:00:00.123456789+01:00,"{""amount"": 12.50}"
                      8,App Opened,2026-12-01T09:00:00Z,
                      """),
                  Options.defaults());

      assertThat(summary.imported()).isEqualTo(2);
      assertThat(
              rows(
                  dataSource,
                  """
                  select user_id, name, extract(epoch from occurred_at) * 1000000, id
                  from events order by user_id
                  """))
          .containsExactly("7|Charged|1796115600123456|null", "8|App Opened|1796115600000000|null");
      assertThat(json(dataSource, "select properties from events order by user_id"))
          .containsExactly(SameJson.of("{\"amount\": 12.50}"), SameJson.of("{}"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void addsAnEventWithAnIdOnce(Database database) throws Exception {
    try (var dataSource = database.newDataSource()) {
      var intake = database.intake(dataSource);
      var events =
          """
          id,user_id,event,occurred_at,properties
          a,7,Charged,2026-12-01T09:00:00Z,
          ,7,Charged,2026-12-01T09:00:00Z,
          ,7,Charged,2026-12-01T09:00:00Z,
          b,8,Charged,2026-12-01T09:00:00Z,
          a,7,Charged,2026-12-01T10:00:00+01:00,"{""amount"": 5}"
          """;

      var first = intake.events(file("events.csv", events), Options.defaults());
      var second = intake.events(file("events.csv", events), Options.defaults());
      var third =
          intake.events(file("events.csv", events.replace("b,8", "c,8")), Options.defaults());

      assertThat(first.imported()).isEqualTo(5);
      assertThat(first.repeated()).isEqualTo(1);
      assertThat(second.repeated()).isEqualTo(3);
      assertThat(third.repeated()).isEqualTo(2);
      assertThat(
              rows(
                  dataSource,
                  "select coalesce(id, '-') as x, user_id, count(*) from events group by id, user_id order by x"))
          .containsExactly("-|7|6", "a|7|1", "b|8|1", "c|8|1");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // the event that comes | repeated | contradicted
        "7,Charged,2026-12-01T09:00:00.123456Z,                  | 1 | 0",
        "7,Charged,2026-12-01T10:00:00.123456789+01:00,          | 1 | 0",
        "7,Charged,2026-12-01T09:00:00.123456Z,\"{\"\"a\"\":1}\" | 1 | 0",
        "8,Charged,2026-12-01T09:00:00.123456Z,                  | 0 | 1",
        "7 ,Charged,2026-12-01T09:00:00.123456Z,                 | 0 | 1",
        "7,charged,2026-12-01T09:00:00.123456Z,                  | 0 | 1",
        "7,Charged,2026-12-01T09:00:00.123457Z,                  | 0 | 1",
        "7,Charged,2026-12-01T09:00:00Z,                         | 0 | 1",
        "8,Refunded,2026-12-02T09:00:00Z,                        | 0 | 1",
      })
  void leavesOutAnEventUnderWhoseIdAnotherOneStands(String row, long repeated, long contradicted)
      throws Exception {
    var header = "id,user_id,event,occurred_at,properties\n";
    var standing = "1,7,Charged,2026-12-01T09:00:00.123456Z,\n";
    var others = "2,9,Charged,2026-12-01T09:00:00Z,\n,9,Charged,2026-12-01T09:00:00Z,\n";
    for (var database : Database.values()) {
      for (var firstImport : List.of(header + standing, header)) {
        try (var dataSource = database.newDataSource()) {
          var intake = database.intake(dataSource);
          intake.events(file("first.csv", firstImport), Options.defaults());
          var second = header + (firstImport.equals(header) ? standing : "") + "1," + row + "\n";

          var summary = intake.events(file("second.csv", second + others), Options.defaults());

          assertThat(summary)
              .extracting(Summary::repeated, Summary::contradicted, Summary::rejected)
              .containsExactly(repeated, contradicted, contradicted);
          assertThat(summary.complete()).isEqualTo(contradicted == 0);
          assertThat(
                  rows(
                      dataSource,
                      "select coalesce(id, '-') as x, user_id, name from events order by x"))
              .containsExactly("-|9|Charged", "1|7|Charged", "2|9|Charged");
          if (contradicted > 0) {
            assertThat(Files.readString(summary.rejectedFile().orElseThrow()))
                .isEqualTo(
                    "line,reason,row\n%d,\"another event (user_id, event or occurred_at) stands under its id\",\"1,%s\"\n"
                        .formatted(firstImport.equals(header) ? 3 : 2, row));
          } else {
            assertThat(summary.rejectedFile()).isEmpty();
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void putsEveryRowAsideWhoseNumberIsThatOfARowOfAnotherFile(Database database) throws Exception {
    try (var dataSource = database.newDataSource()) {
      var intake = database.intake(dataSource);
      intake.events(file("first.csv", numbered("7", 12_000)), Options.defaults());
      var again = intake.events(file("first.csv", numbered("7", 12_000)), Options.defaults());
      var other =
          intake.events(file("other.csv", numbered("8", 25_000) + ",,,\n"), Options.defaults());

      assertThat(again)
          .extracting(Summary::imported, Summary::repeated, Summary::rejected)
          .containsExactly(12_000L, 12_000L, 0L);
      assertThat(other)
          .extracting(
              Summary::imported, Summary::repeated, Summary::rejected, Summary::contradicted)
          .containsExactly(13_000L, 0L, 12_001L, 12_000L);
      assertThat(rows(dataSource, "select user_id, count(*) as n from events group by user_id"))
          .containsExactlyInAnyOrder("7|12000", "8|13000");
      try (var lines = Files.lines(other.rejectedFile().orElseThrow())) {
        assertThat(lines.skip(1).filter(line -> line.contains("stands under its id")))
            .hasSize(12_000);
      }
    }
  }

  private static String numbered(String user, int rows) {
    return IntStream.rangeClosed(1, rows)
        .mapToObj(row -> "%d,%s,Charged,2026-12-01T09:00:00Z%n".formatted(row, user))
        .collect(Collectors.joining("", "id,user_id,event,occurred_at\n", ""));
  }

  @ParameterizedTest
  @EnumSource
  void goesOnStraightAfterAnEventThatWasThere(Database database) throws Exception {
    try (var dataSource = database.newDataSource()) {
      var intake = database.intake(dataSource);
      var shop = new Shop(5, Instant.parse("2026-12-01T00:00:00Z"), 3_000, 90, 1);
      intake.events(
          file(
              "one.ndjson",
              """
              {"id": "e12000", "user_id": "c1", "event": "A", "occurred_at": "2026-12-01T09:00:00Z"}
              """),
          Options.defaults());

      var summary =
          intake.events(
              Source.stream("the shop's events", Format.NDJSON, shop.events()),
              new Options(Set.of(), false, Optional.of(folder.resolve("rejected")), (_, _) -> {}));

      assertThat(summary.imported()).isGreaterThan(20_000);
      assertThat(summary.contradicted()).isEqualTo(1);
      assertThat(rows(dataSource, "select count(*), count(distinct id) from events"))
          .containsExactly("%1$d|%1$d".formatted(summary.imported() + 1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void putsBadRowsAsideAndKeepsTheOthers(Database database) throws Exception {
    try (var dataSource = database.newDataSource()) {
      var intake = database.intake(dataSource);
      var summary =
          intake.events(
              file(
                  "events.csv",
                  """
                  user_id,event,occurred_at,properties
                  7,Charged,2026-12-01T09:00:00Z,"{""amount"": 1}"
                  ,Charged,2026-12-01T09:00:00Z,
                  8,"two
                  lines",2026-12-01T09:00:00,
                  9,Charged,2026-12-01T09:00:00Z,"{""amount"": "
                  10,Charged,2026-12-01T09:00:00Z,
                  11,"cut off,2026\
                  """),
              Options.defaults());

      assertThat(summary.imported()).isEqualTo(2);
      assertThat(summary.rejected()).isEqualTo(4);
      assertThat(summary.complete()).isFalse();
      assertThat(rows(dataSource, "select user_id from events order by user_id"))
          .containsExactly("10", "7");
      var rejected = folder.resolve("events.csv.rejected");
      assertThat(summary.rejectedFile()).contains(rejected);
      assertThat(Files.readString(rejected))
          .isEqualTo(
              """
              line,reason,row
              3,user_id is empty,",Charged,2026-12-01T09:00:00Z,"
              4,"occurred_at has no zone, expected one such as 2026-12-01T09:00:00Z","8,""two
              lines"",2026-12-01T09:00:00,"
              6,"properties: broken JSON, near its character 12","9,Charged,2026-12-01T09:00:00Z,""{"\"""amount"\""": ""\"
              8,"the file ends inside the quotes of this row (down to line 8): it was cut off, or a quote is missing","11,""cut off,2026"
              """);

      intake.events(
          file("events.csv", "user_id,event,occurred_at\n7,A,2026-12-01T09:00:00Z\n"),
          Options.defaults());
      assertThat(rejected).doesNotExist();
      assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        // file | header | row, 300 times | reason
        "e.ndjson | '' | {\"_id\":{\"$oid\":\"5f\"},\"user_id\":\"u0\",\"event\":\"Buy\",\"occurred_at\":{\"$date\":\"2023-02-10T15:41:33Z\"}} | occurred_at is not a text",
        "e.ndjson | '' | {\"user_id\":null,\"event\":\"Buy\",\"occurred_at\":\"2023-02-10T15:41:33Z\"} | user_id is empty",
        "e.csv    | user_id,event,occurred_at | ,Buy,2023-02-10T15:41:33Z | user_id is empty",
        "e.csv    | user_id,event,occurred_at | 7,Buy,2023-02-10T15:41:33 | occurred_at has no zone",
        "p.ndjson | '' | {\"user_id\":null,\"plan\":\"pro\"} | user_id is empty",
        "p.csv    | user_id,opted_out | 7,maybe | opted_out is neither true nor false",
      })
  void putsNoRowsAsideThatAreAllBadForTheSameReason(
      String name, String header, String row, String reason) throws Exception {
    var earlier = folder.resolve(name + ".rejected");
    Files.writeString(earlier, "line,reason,row\nof yesterday");
    var source =
        file(name, (header.isEmpty() ? "" : header + "\n") + (row.strip() + "\n").repeat(300));
    for (var database : Database.values()) {
      try (var dataSource = database.newDataSource()) {
        var intake = database.intake(dataSource);

        assertThatThrownBy(
                () -> {
                  if (name.startsWith("e")) {
                    intake.events(source, Options.defaults());
                  } else {
                    intake.profiles(source, Options.defaults());
                  }
                })
            .isInstanceOf(UnreadableSource.class)
            .hasMessageStartingWith(
                folder.resolve(name) + ": each of its first 100 rows is bad for the same reason: ")
            .hasMessageContaining(reason)
            .hasMessageEndingWith("; nothing was imported");
        assertThat(earlier).hasContent("line,reason,row\nof yesterday");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void putsAFewRowsAsideAlthoughAllAreBad(Database database) throws Exception {
    try (var dataSource = database.newDataSource()) {
      var summary =
          database
              .intake(dataSource)
              .profiles(file("p.csv", "user_id,plan\n" + ",pro\n".repeat(19)), Options.defaults());

      assertThat(summary).extracting(Summary::imported, Summary::rejected).containsExactly(0L, 19L);
      assertThat(Files.readAllLines(folder.resolve("p.csv.rejected"))).hasSize(20);
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesNamesAndIdsWithAnyCharacter(Database database) throws Exception {
    var awkward =
        List.of(
            "o'hara; drop table events; --",
            "\"quoted\", and, commas",
            "back\\slash \\N \\. %s :as_of ?",
            "tab\tline\nbreak\r",
            "😀🏳️‍🌈 ünïcødé 東京",
            "x".repeat(400),
            "ü,\"".repeat(133) + "!",
            "\uFFFD");
    var csv = new StringWriter();
    try (var writer = CsvWriter.builder().build(csv)) {
      writer.writeRecord("user_id", "event", "occurred_at", "properties", "id");
      for (var text : awkward) {
        var properties = JsonMapper.shared().writeValueAsString(Map.of(text, text));
        writer.writeRecord(text, text, "2026-12-01T09:00:00Z", properties, text);
      }
    }
    try (var dataSource = database.newDataSource()) {
      var intake = database.intake(dataSource);
      assertThat(intake.events(file("a.csv", csv.toString()), Options.defaults()).complete())
          .isTrue();
      var profiles = csv.toString().replace("occurred_at", "timezone");
      assertThat(intake.profiles(file("b.csv", profiles), Options.defaults()).complete()).isTrue();

      for (var column : List.of("user_id", "name", "id")) {
        assertThat(rows(dataSource, "select " + column + " from events"))
            .containsExactlyInAnyOrderElementsOf(awkward);
      }
      assertThat(json(dataSource, "select properties from events"))
          .containsExactlyInAnyOrderElementsOf(
              awkward.stream().map(text -> (Object) Map.of(text, text)).toList());
      assertThat(rows(dataSource, "select user_id from profiles"))
          .containsExactlyInAnyOrderElementsOf(awkward);
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesTheLargestThatItSaysItTakes(Database database) throws Exception {
    var id = "%€".repeat(650);
    var values =
        "{\"numbers\": [1e1000, -1e1000, 1e-1000, -0, 0e999999, 1%s, 0.%s1], \"deep\": %s%s, \"y\": \"%s\"}"
            .formatted(
                "0".repeat(1_000),
                "0".repeat(999),
                "[".repeat(400),
                "]".repeat(400),
                "x".repeat(980_000));
    try (var dataSource = database.newDataSource()) {
      var intake = database.intake(dataSource);
      var profile =
          "{\"user_id\": \"%s\", \"anonymous_id\": \"%s\", \"x\": %s}".formatted(id, id, values);
      var latest =
          "{\"user_id\": \"%s\", \"event\": \"A\", \"occurred_at\": \"9999-12-31T23:59:59.999999Z\", \"id\": \"%s\", \"properties\": %s}"
              .formatted(id.substring(1), id, values);
      var earliest =
          "{\"user_id\": \"7\", \"event\": \"A\", \"occurred_at\": \"0001-01-01T00:00:00Z\"}";

      assertThat(intake.profiles(file("p.ndjson", profile), Options.defaults()).imported())
          .isEqualTo(1);
      assertThat(
              intake
                  .events(file("e.ndjson", latest + "\n" + earliest), Options.defaults())
                  .imported())
          .isEqualTo(2);
      assertThat(rows(dataSource, "select user_id, anonymous_id from profiles"))
          .containsExactly(id + "|" + id);
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsNothingOfAFileThatCannotBeReadToItsEnd(Database database) throws Exception {
    try (var dataSource = database.newDataSource()) {
      var intake = database.intake(dataSource);
      var shop = new Shop(5, Instant.parse("2026-12-01T00:00:00Z"), 3_000, 90, 1);
      var bytes = new ByteArrayOutputStream();
      try (var input = shop.events();
          var gzip = new GZIPOutputStream(bytes)) {
        input.transferTo(gzip);
      }
      var path = folder.resolve("events.ndjson.gz");
      Files.write(path, Arrays.copyOf(bytes.toByteArray(), bytes.size() - 5_000));
      var before =
          Files.writeString(
              folder.resolve("events.ndjson.gz.rejected"), "line,reason,row\nof yesterday");

      assertThatThrownBy(() -> intake.events(Source.file(path), Options.defaults()))
          .isInstanceOf(UnreadableSource.class)
          .hasMessage(
              path + ": the gzip data ends early, the file was cut off; nothing was imported");
      assertThat(rows(dataSource, "select count(*) from events")).containsExactly("0");
      assertThat(before).hasContent("line,reason,row\nof yesterday");
      assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }
  }

  @Test
  void saysWhatIsWrongWithTheFileAsSuch() throws Exception {
    try (var dataSource = Database.H2.newDataSource()) {
      var intake = Database.H2.intake(dataSource);

      for (var fault :
          List.of(
              Map.entry("empty.csv", ""),
              Map.entry("empty.ndjson", ""),
              Map.entry("headless.csv", "7,secret@example.com,pro\n8,,free\n"),
              Map.entry("twice.csv", "user_id,plan,plan\n"),
              Map.entry("semicolons.csv", "user_id;plan\n7;pro\n"),
              Map.entry("not.csv.gz", "user_id,plan\n7,pro\n"))) {
        assertThatThrownBy(
                () -> intake.profiles(file(fault.getKey(), fault.getValue()), Options.defaults()))
            .isInstanceOf(UnreadableSource.class)
            .hasMessageStartingWith(folder.resolve(fault.getKey()) + ": ")
            .hasMessageEndingWith("; nothing was imported")
            .hasMessageNotContaining("secret");
      }
      assertThatThrownBy(() -> Source.file(folder)).hasMessageContaining("is a directory");
      assertThatThrownBy(() -> Source.file(folder.resolve("none.csv")))
          .hasMessageContaining("no such file");
      assertThatThrownBy(() -> file("people.txt", "user_id\n7\n")).hasMessageContaining("--format");
      assertThat(rows(dataSource, "select count(*) from profiles")).containsExactly("0");
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesTheConformanceDataAsItIs(Database database) throws Exception {
    var sakila = Path.of("../shared/conformance/sakila");
    assumeTrue(Files.isDirectory(sakila), "no conformance data in " + sakila);
    try (var dataSource = database.newDataSource()) {
      var intake = database.intake(dataSource);
      var elsewhere =
          new Options(Set.of(), false, Optional.of(folder.resolve("rejected")), (_, _) -> {});

      assertThat(intake.profiles(Source.file(sakila.resolve("profiles.csv.gz")), elsewhere))
          .extracting(Summary::imported, Summary::rejected)
          .containsExactly(599L, 0L);
      assertThat(intake.events(Source.file(sakila.resolve("events.csv.gz")), elsewhere))
          .extracting(Summary::imported, Summary::rejected)
          .containsExactly(47_954L, 0L);
      assertThat(rows(dataSource, "select count(*) from events")).containsExactly("47954");
    }
  }

  private Source file(String name, String content) throws Exception {
    return Source.file(Files.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> rows(HikariDataSource dataSource, String query) throws SQLException {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      var rows = new ArrayList<String>();
      while (result.next()) {
        var cells = new ArrayList<String>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          var value = result.getObject(i);
          cells.add(
              switch (value) {
                case null -> "null";
                case Boolean truth -> truth.toString();
                case BigDecimal number -> number.stripTrailingZeros().toPlainString();
                default -> result.getString(i);
              });
        }
        rows.add(String.join("|", cells));
      }
      return rows;
    }
  }

  private static List<Object> json(HikariDataSource dataSource, String query) throws Exception {
    var objects = new ArrayList<>();
    for (var row : rows(dataSource, query)) {
      objects.add(SameJson.of(row));
    }
    return objects;
  }
}
