package dev.muster.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedFaultTest {
  private static final String GOOD =
      "{\"user_id\":\"7\",\"event\":\"A\",\"occurred_at\":\"2026-12-01T09:00:00Z\"}\n";
  private static final String NAMELESS = GOOD.replace("\"7\"", "null");
  private static final String ZONELESS = GOOD.replace("00Z", "00");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiterString = "##",
      quoteCharacter = '\'',
      value = {
        // MongoDB, as mongoexport writes it
        "{\"user_id\":\"7\",\"event\":\"A\",\"occurred_at\":{\"$date\":\"2026-12-01T09:00:00Z\"}}"
            + "## occurred_at is not a text; as by jq -c '.occurred_at = .occurred_at.\"$date\"'",
        "{\"user_id\":{\"$oid\":\"5f\"},\"event\":\"A\",\"occurred_at\":{\"$date\":{\"$numberLong\":\"1796115600123\"}}}"
            + "## user_id is not a text; as by jq -c '.user_id = .user_id.\"$oid\" | .occurred_at = (.occurred_at.\"$date\".\"$numberLong\" | tostring | (.[:10] | tonumber | todate)[:-1] + \".\" + .[10:] + \"Z\")'",
        // Protocol Buffers, Avro, and objects of one's own
        "{\"user_id\":7,\"event\":\"A\",\"occurred_at\":{\"seconds\":1796115600,\"nanos\":5}}"
            + "## occurred_at is not a text; as by jq -c '.occurred_at = (.occurred_at.seconds | tonumber | todate)'",
        "{\"user_id\":{\"string\":\"7\"},\"event\":{\"string\":\"A\"},\"occurred_at\":{\"long\":1796115600123}}"
            + "## user_id is not a text; as by jq -c '.user_id = .user_id.string | .event = .event.string | .occurred_at = (.occurred_at.long | tostring",
        "{\"user_id\":7,\"event\":{\"name\":\"A\",\"version\":3},\"occurred_at\":\"2026-12-01T09:00:00Z\"}"
            + "## event is not a text; as by jq -c '.event = .event.name'",
        // numbers and times of other kinds
        "{\"user_id\":7.5,\"event\":\"A\",\"occurred_at\":\"2026-12-01T09:00:00Z\"}"
            + "## user_id is a number with a fraction, expected a text or a whole number; mend it where the file is made",
        "{\"user_id\":7,\"event\":\"A\",\"occurred_at\":1796115600}"
            + "## occurred_at is no ISO 8601 instant, expected one such as 2026-12-01T09:00:00Z; as by jq -c '.occurred_at = (.occurred_at | tonumber | todate)'",
        "{\"user_id\":7,\"event\":\"A\",\"occurred_at\":\"2026-12-01 09:00:00\"}"
            + "## occurred_at has no zone, expected one such as 2026-12-01T09:00:00Z; as by jq -c '.occurred_at = (.occurred_at + \" UTC\")', if the times are in UTC",
        "{\"user_id\":{\"$oid\":\"5f\"},\"event\":\"A\",\"occurred_at\":\"Dec 1, 2026\"}"
            + "## user_id is not a text; as by jq -c '.user_id = .user_id.\"$oid\"'",
        "{\"user_id\":{\"$oid\":\"5f\"},\"event\":\"A\",\"occurred_at\":{\"$date\":\"Dec 1, 2026\"}}"
            + "## .occurred_at = .occurred_at.\"$date\"'; mend the times where the file is made",
        "{\"user_id\":7,\"event\":\"A\",\"occurred_at\":\"Dec 1, 2026\"}"
            + "## occurred_at is no ISO 8601 instant, expected one such as 2026-12-01T09:00:00Z; mend it where the file is made",
        // what cannot be told
        "{\"user_id\":[\"7\"],\"event\":\"A\",\"occurred_at\":\"2026-12-01T09:00:00Z\"}"
            + "## user_id is not a text; mend it where the file is made",
        "{\"user_id\":{\"a\":1,\"b\":2},\"event\":\"A\",\"occurred_at\":\"2026-12-01T09:00:00Z\"}"
            + "## user_id is not a text; mend it where the file is made",
        "{\"user_id\":true,\"event\":{\"name\":\"A\"},\"occurred_at\":\"2026-12-01T09:00:00Z\"}"
            + "## user_id is not a text; mend it where the file is made",
        "{\"user_id\":7,\"event\":\"A\",\"occurred_at\":\"2026-12-01T09:00:00Z\",\"properties\":[1]}"
            + "## properties: not a JSON object; mend it where the file is made",
        // nothing there
        "{\"user_id\":null,\"userId\":\"7\",\"event\":\"A\",\"occurred_at\":\"2026-12-01T09:00:00Z\"}"
            + "## user_id is empty; user_id may be userId; rename them, as by jq -c '.user_id = .userId | del(.userId)'",
        "{\"user_id\":null,\"userId\":\" \",\"event\":\"A\",\"occurred_at\":\"2026-12-01T09:00:00Z\"}"
            + "## user_id is empty; fill it where the file is made; if rows further down have one, leave these out, as by jq -c 'select(.user_id // \"\" | tostring | test(\"\\\\S\"))'",
        "{\"user_id\":7,\"event\":\"\",\"occurred_at\":\"2026-12-01T09:00:00Z\"}"
            + "## event is empty; fill it where the file is made; if rows",
      })
  void isSaidOnceOfEventsWithWhatJqMendsItBy(String row, String complaint) throws Exception {
    assertThat(refusal(Format.NDJSON, new EventMapping(), (row + "\n").repeat(300)))
        .startsWith("each of its first 100 rows is bad for the same reason: ")
        .contains(complaint.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "##",
      quoteCharacter = '\'',
      value = {
        "{\"user_id\":null,\"plan\":\"pro\"} ## user_id is empty; fill it where the file is made; if rows further down",
        "{\"user_id\":{\"$oid\":\"5f\"},\"timezone\":{\"name\":\"UTC\"},\"id\":{\"x\":1}}"
            + "## user_id is not a text; as by jq -c '.user_id = .user_id.\"$oid\" | .timezone = .timezone.name'",
        "{\"user_id\":7,\"opted_out\":\"maybe\"} ## opted_out is neither true nor false, expected true/false, t/f, yes/no or 1/0; mend it where the file is made",
        "{\"user_id\":7,\"attributes\":[1]} ## attributes: not a JSON object; mend it where the file is made",
      })
  void isSaidOnceOfProfiles(String row, String complaint) throws Exception {
    assertThat(
            refusal(Format.NDJSON, new ProfileMapping(Set.of(), false), (row + "\n").repeat(100)))
        .startsWith("each of its first 100 rows is bad for the same reason: ")
        .contains(complaint.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "user_id,event,occurred_at      | ,A,2026-12-01T09:00:00Z   | user_id is empty; fill it where the file is made; if rows further down have one, leave these out",
        "user_id,event,occurred_at      | NULL,A,2026-12-01T09:00:00Z | user_id is empty; fill it",
        "user_id,customer_id,event,occurred_at | ,7,A,2026-12-01T09:00:00Z | user_id is empty; user_id may be customer_id; call it so in the first line, and the empty one otherwise",
        "user_id,customer_id,event,occurred_at | ,,A,2026-12-01T09:00:00Z | user_id is empty; fill it",
        "user_id,event,occurred_at      | 7,A,2026-12-01 09:00:00   | occurred_at has no zone, expected one such as 2026-12-01T09:00:00Z; mend it where the file is made",
        "user_id,event,occurred_at      | 7,A,1796115600            | occurred_at is no ISO 8601 instant, expected one such as 2026-12-01T09:00:00Z; mend it",
        "user_id,event,occurred_at      | 7,A,2026-12-01T09:00:00Z,x | 4 cells, but the header has 3 columns; put quotes around cells that hold a comma, or name all columns in the first line",
        "user_id,event,occurred_at,properties | 7,A,2026-12-01T09:00:00Z,x | properties: broken JSON; mend it where the file is made",
      })
  void isSaidOnceOfACsv(String header, String row, String complaint) throws Exception {
    assertThat(
            refusal(
                Format.CSV, new EventMapping(), header + "\n" + (row.strip() + "\n").repeat(300)))
        .startsWith("each of its first 100 rows is bad for the same reason: ")
        .contains(complaint);
  }

  @ParameterizedTest
  @CsvSource({
    // bad rows | good ones behind | bad ones of another kind behind | refused
    "1, 0, 0, false",
    "19, 0, 0, false",
    "20, 0, 0, true",
    "99, 0, 0, true",
    "20, 1, 0, false",
    "99, 1, 0, false",
    "99, 0, 1, false",
    "100, 1, 0, true",
    "100, 0, 1, true",
    "300, 300, 300, true",
    "0, 1, 300, false",
    "0, 0, 0, false",
  })
  void isNoneOfAFewRowsNorWhereOneIsGoodOrBadOtherwise(
      int bad, int good, int otherwise, boolean refused) throws Exception {
    for (var format : Format.values()) {
      var csv = format == Format.CSV;
      var rows =
          (csv ? ",A,2026-12-01T09:00:00Z\n" : NAMELESS).repeat(bad)
              + (csv ? "7,A,2026-12-01T09:00:00Z\n" : GOOD).repeat(good)
              + (csv ? "7,A,2026-12-01T09:00:00\n" : ZONELESS).repeat(otherwise);
      var content = csv ? "user_id,event,occurred_at\n" + rows : rows;
      if (content.isEmpty()) {
        continue;
      }

      assertThat(refusal(format, new EventMapping(), content).isEmpty()).isNotEqualTo(refused);
    }
  }

  @Test
  void isToldFromAnotherByMoreThanThePlaceInTheRow() throws Exception {
    var broken = new StringBuilder("user_id,event,occurred_at,properties\n");
    for (int i = 0; i < 30; i++) {
      broken.append("7,A,2026-12-01T09:00:00Z,\"{").append(" ".repeat(i)).append("x\"\n");
    }

    assertThat(refusal(Format.CSV, new EventMapping(), broken.toString()))
        .startsWith("each of its 30 rows is bad for the same reason: properties: broken JSON; ");
  }

  @Test
  void advisesToLeaveNoRowsOutWhereThereAreNoOthers() throws Exception {
    assertThat(refusal(Format.NDJSON, new EventMapping(), NAMELESS.repeat(30)))
        .isEqualTo(
            "each of its 30 rows is bad for the same reason: user_id is empty; fill it where the"
                + " file is made");
  }

  @Test
  void namesNoValue() throws Exception {
    var row =
        "{\"user_id\":{\"secret@example.com\":\"secret\",\"b\":1},\"event\":\"A\",\"occurred_at\":\"secret\"}\n";

    assertThat(refusal(Format.NDJSON, new EventMapping(), row.repeat(30)))
        .startsWith("each of its 30 rows")
        .doesNotContain("secret");
  }

  /** Why the file is refused; empty where it is not. */
  private String refusal(Format format, Mapping<?> mapping, String content)
      throws IOException, InterruptedException {
    var source = Source.stream("standard input", format, Reader.bytes(content));
    try (var input = source.open();
        var rejected = new RejectedRows(folder.resolve("rejected"));
        var reading = ReadingThread.start(source, input, mapping, rejected)) {
      while (true) {
        switch (reading.take()) {
          case Handover.Rows<?> _ -> {}
          case Handover.End<?> _ -> {
            return "";
          }
          case Handover.Failed<?>(var why) -> {
            assertThat(why).isInstanceOf(UnreadableSource.class);
            return String.valueOf(why.getMessage());
          }
        }
      }
    }
  }
}
