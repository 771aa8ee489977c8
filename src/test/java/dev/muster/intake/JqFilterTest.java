package dev.muster.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that messages propose, run by jq itself. */
class JqFilterTest {
  private static final List<String> EVENT = List.of("user_id", "event", "occurred_at");
  private static final Pattern FILTER = Pattern.compile("jq -c (?:'([^']+)'|(\\.))");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiterString = "##",
      quoteCharacter = '\'',
      value = {
        // Segment
        "{\"messageId\":\"m1\",\"userId\":\"7\",\"event\":\"A\",\"timestamp\":\"2026-12-01T09:00:00.5Z\",\"properties\":{\"x\":1}}"
            + "## m1 7 A 2026-12-01T09:00:00.500Z {\"x\":1}",
        // Amplitude
        "{\"$insert_id\":\"i1\",\"uuid\":\"u\",\"user_id\":\"7\",\"event_type\":\"A\",\"event_time\":\"2026-11-20 10:00:00.123456\",\"event_properties\":{\"x\":1}}"
            + "## i1 7 A 2026-11-20T10:00:00.123456Z {\"x\":1}",
        // Mixpanel
        "{\"event\":\"A\",\"properties\":{\"distinct_id\":\"7\",\"time\":1796115600,\"$insert_id\":\"i1\"}}"
            + "## i1 7 A 2026-12-01T09:00:00Z {\"distinct_id\":\"7\",\"time\":1796115600,\"$insert_id\":\"i1\"}",
        // BigQuery with GA4
        "{\"user_id\":\"7\",\"event_name\":\"A\",\"event_timestamp\":\"1796115600123456\",\"event_params\":[{\"key\":\"page\",\"value\":{\"string_value\":\"x\",\"int_value\":null}},{\"key\":\"n\",\"value\":{\"int_value\":\"5\"}},{\"key\":\"d\",\"value\":{\"double_value\":1.5}},{\"key\":\"none\",\"value\":{}}]}"
            + "## null 7 A 2026-12-01T09:00:00.123456Z {\"page\":\"x\",\"n\":5,\"d\":1.5}",
        "{\"user_id\":\"7\",\"event_name\":\"A\",\"event_timestamp\":1796115600123456,\"event_params\":[]}"
            + "## null 7 A 2026-12-01T09:00:00.123456Z {}",
        // PostHog
        "{\"uuid\":\"u1\",\"distinct_id\":\"7\",\"event\":\"A\",\"timestamp\":1796115600123,\"properties\":\"{\\\"x\\\": 1}\"}"
            + "## u1 7 A 2026-12-01T09:00:00.123Z {\"x\":1}",
        // Braze
        "{\"external_user_id\":\"7\",\"name\":\"A\",\"time\":1796115600.25,\"properties\":null}"
            + "## null 7 A 2026-12-01T09:00:00.250Z {}",
        // Snowplow
        "{\"event_id\":\"e1\",\"user_id\":\"7\",\"event\":\"page_view\",\"derived_tstamp\":\"2026-12-01 09:00:00.123\",\"page\":\"x\",\"geo\":{\"c\":1}}"
            + "## e1 7 page_view 2026-12-01T09:00:00.123Z {\"page\":\"x\",\"geo\":{\"c\":1}}",
        // nanoseconds in text, flat, an id that is a number
        "{\"id\":5,\"userId\":\"7\",\"event\":\"A\",\"ts\":\"1796115600123456789\",\"amount\":12,\"tags\":[1]}"
            + "## 5 7 A 2026-12-01T09:00:00.123456Z {\"amount\":12,\"tags\":[1]}",
        // an id that is the user's is no event's
        "{\"id\":\"7\",\"event\":\"A\",\"time\":\"2026-12-01T09:00:00Z\"}"
            + "## null 7 A 2026-12-01T09:00:00Z {}",
        // properties that are no object
        "{\"userId\":\"7\",\"event\":\"A\",\"time\":\"2026-12-01T09:00:00Z\",\"properties\":[1],\"x\":2}"
            + "## null 7 A 2026-12-01T09:00:00Z {\"properties\":[1],\"x\":2}",
        "{\"userId\":\"7\",\"event\":\"A\",\"time\":\"2026-12-01T09:00:00Z\",\"props\":\"x=1\"}"
            + "## null 7 A 2026-12-01T09:00:00Z {\"props\":\"x=1\"}",
        // types around what is needed
        "{\"user_id\":{\"$oid\":\"5f\"},\"event\":\"A\",\"ts\":{\"$date\":{\"$numberLong\":\"1796115600123\"}},\"x\":1}"
            + "## null 5f A 2026-12-01T09:00:00.123Z {\"x\":1}",
        // blanks around their names
        "{\" user_id \":7,\" event\":\"A\",\"occurred_at \":\"2026-12-01T09:00:00Z\",\"x\":1}"
            + "## null 7 A 2026-12-01T09:00:00Z {\"x\":1}",
        // objects around what is needed
        "{\"user\":{\"id\":\"7\",\"x\":1},\"event\":{\"name\":\"A\"},\"Event Time\":\"2026-12-01T09:00:00Z\"}"
            + "## null 7 A 2026-12-01T09:00:00Z {\"user\":{\"x\":1},\"event\":{}}",
      })
  void makesRowsThatCanBeImportedAndLosesNothing(String row, String expected) throws Exception {
    var message = refusal(row);
    assertThat(message).endsWith("'");

    var event = Reader.ndjsonEvent(jq(message, row));

    assertThat(said(event)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-12-01 09:00:00 | but there occurred_at has no zone, expected one such as 2026-12-01T09:00:00Z: if the times are in UTC, take (.time + \" UTC\")",
        "2026-12-01T09:00:00.123 | occurred_at has no zone, expected one such as 2026-12-01T09:00:00Z: if the times are in UTC, take (.time + \" UTC\")",
        "2026-12-01          | occurred_at has no zone, expected one such as 2026-12-01T09:00:00Z: if the times are in UTC, take (.time + \"T00:00:00Z\")",
        "Dec 1, 2026         | occurred_at is no ISO 8601 instant, expected one such as 2026-12-01T09:00:00Z: convert it too",
        "2026-12-01 09:00:00 CET | ambiguous unless it is Z or UTC",
      })
  void saysWhatIsWrongWithTimesThatItCannotMend(String time, String reservation) throws Exception {
    var row = "{\"userId\":\"7\",\"event\":\"A\",\"time\":\"%s\"}".formatted(time);

    assertThat(refusal(row)).contains("occurred_at: .time, ").contains(reservation);
    assertThatThrownBy(() -> Reader.ndjsonEvent(jq(refusal(row), row)))
        .hasMessageStartingWith("occurred_at ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "##",
      quoteCharacter = '\'',
      value = {
        "{\"userId\":1,\"event_id\":3} ## {\"userId\":2,\"event_id\":3} ## ''",
        "{\"userId\":1,\"event_id\":3} ## {\"userId\":2,\"event_id\":4} ## id: .event_id",
        "{\"userId\":1,\"event_id\":3} ## {\"userId\":1,\"event_id\":3} ## id: .event_id",
        "{\"userId\":1,\"event_id\":3} ## {\"userId\":2} ## id: .event_id",
        "{\"userId\":1,\"event_id\":null} ## {\"userId\":2,\"event_id\":null} ## ''",
        "{\"userId\":1,\"event_id\":1.5} ## {\"userId\":2} ## ''",
        "{\"userId\":1,\"event_id\":\" \"} ## {\"userId\":2} ## ''",
        "{\"userId\":1,\"event_id\":3,\"id\":5} ## {\"userId\":2,\"event_id\":3,\"id\":6} ## id, properties",
        "{\"userId\":1,\"messageId\":3,\"id\":5} ## {\"userId\":2,\"messageId\":4,\"id\":6} ## id: .messageId",
      })
  void takesNoIdForTheEventsThatOtherEventsHave(String first, String second, String member) {
    var rows = first + "\n" + second;
    var message = refusal(rows.replace("{", "{\"event\":\"A\","));

    if (member.isEmpty()) {
      assertThat(message).doesNotContain("id: .event_id", " id,");
    } else {
      assertThat(message).contains(" " + member);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "##",
      quoteCharacter = '\'',
      value = {
        // Airbyte
        "{\"_airbyte_ab_id\":\"x\",\"_airbyte_emitted_at\":1796115600000,\"_airbyte_data\":{\"user_id\":\"7\",\"event\":\"A\",\"occurred_at\":\"2026-12-01T09:00:00Z\",\"amount\":5}}"
            + "## _airbyte_data ## null 7 A 2026-12-01T09:00:00Z {\"amount\":5}",
        "{\"_airbyte_ab_id\":\"x\",\"_airbyte_data\":\"{\\\"userId\\\":7,\\\"event\\\":\\\"A\\\",\\\"ts\\\":1796115600}\"}"
            + "## _airbyte_data, where user_id may be userId, occurred_at may be ts ## null 7 A 2026-12-01T09:00:00Z {}",
        // Elasticsearch, by elasticdump and as an answer
        "{\"_index\":\"i\",\"_id\":\"q\",\"_score\":1,\"_source\":{\"user_id\":\"7\",\"event\":\"A\",\"occurred_at\":\"2026-12-01T09:00:00Z\",\"properties\":{\"x\":1}}}"
            + "## _source ## null 7 A 2026-12-01T09:00:00Z {\"x\":1}",
        "{\"took\":1,\"hits\":{\"total\":1,\"hits\":[{\"_id\":\"q\",\"_source\":{\"user_id\":\"7\",\"event\":\"A\",\"occurred_at\":\"2026-12-01T09:00:00Z\"}}]}}"
            + "## hits.hits._source ## null 7 A 2026-12-01T09:00:00Z {}",
        // DynamoDB
        "{\"Item\":{\"user_id\":{\"S\":\"7\"},\"event\":{\"S\":\"A\"},\"occurred_at\":{\"S\":\"2026-12-01T09:00:00Z\"},\"n\":{\"N\":\"5\"},\"b\":{\"BOOL\":false},\"z\":{\"NULL\":true},\"m\":{\"M\":{\"l\":{\"L\":[{\"N\":\"1\"},{\"S\":\"\"}]}}},\"s\":{\"SS\":[\"x\"]}}}"
            + "## Item ## null 7 A 2026-12-01T09:00:00Z {\"n\":5,\"b\":false,\"z\":null,\"m\":{\"l\":[1,\"\"]},\"s\":{\"SS\":[\"x\"]}}",
        "{\"Items\":[{\"user_id\":{\"N\":\"7\"},\"event\":{\"S\":\"A\"},\"occurred_at\":{\"N\":\"1796115600\"}}],\"Count\":1}"
            + "## Items ## null 7 A 2026-12-01T09:00:00Z {}",
        // Debezium
        "{\"before\":null,\"after\":{\"user_id\":\"7\",\"event\":\"A\",\"occurred_at\":\"2026-12-01T09:00:00Z\",\"id\":5},\"op\":\"c\",\"ts_ms\":1796115600123,\"source\":{\"table\":\"e\"}}"
            + "## after ## 5 7 A 2026-12-01T09:00:00Z {}",
        "{\"schema\":{},\"payload\":{\"before\":null,\"after\":{\"user_id\":\"7\",\"event\":\"A\",\"occurred_at\":\"2026-12-01T09:00:00Z\"},\"op\":\"c\"}}"
            + "## payload.after ## null 7 A 2026-12-01T09:00:00Z {}",
        "{\"key\":\"x\",\"payload\":\"{\\\"after\\\":{\\\"user_id\\\":7,\\\"event\\\":\\\"A\\\",\\\"occurred_at\\\":\\\"2026-12-01T09:00:00Z\\\"}}\"}"
            + "## payload.after ## null 7 A 2026-12-01T09:00:00Z {}",
        // APIs, change streams, Singer
        "{\"data\":[{\"user_id\":\"7\",\"event\":\"A\",\"occurred_at\":\"2026-12-01T09:00:00Z\"}],\"has_more\":false}"
            + "## data ## null 7 A 2026-12-01T09:00:00Z {}",
        "{\"data\":[{\"id\":\"7\",\"type\":\"x\",\"createdAt\":\"2026-12-01T09:00:00Z\",\"name\":\"A\"}]}"
            + "## data, where user_id may be id, event may be name or type, occurred_at may be createdAt ## null 7 A 2026-12-01T09:00:00Z {\"type\":\"x\"}",
        "{\"type\":\"webhook\",\"sent\":5,\"data\":{\"user_id\":\"7\",\"event\":\"A\",\"occurred_at\":\"2026-12-01T09:00:00Z\"}}"
            + "## data ## null 7 A 2026-12-01T09:00:00Z {}",
        "{\"_id\":{\"_data\":\"8\"},\"operationType\":\"insert\",\"fullDocument\":{\"user_id\":{\"$oid\":\"5f\"},\"event\":\"A\",\"occurred_at\":{\"$date\":\"2026-12-01T09:00:00Z\"},\"n\":1}}"
            + "## fullDocument ## null 5f A 2026-12-01T09:00:00Z {\"n\":1}",
        "{\"type\":\"RECORD\",\"stream\":\"e\",\"record\":{\"user_id\":\"7\",\"event\":\"A\",\"occurred_at\":\"2026-12-01T09:00:00Z\"}}"
            + "## record ## null 7 A 2026-12-01T09:00:00Z {}",
      })
  void takesRowsOutOfWhatOthersPutAroundThem(String row, String place, String expected)
      throws Exception {
    var message = refusal(row);
    assertThat(message).contains(": its rows stand inside " + place + "; take them out, as by jq");

    var event = Reader.ndjsonEvent(jq(message, row));

    assertThat(said(event)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "##",
      quoteCharacter = '\'',
      value = {
        "{\"_airbyte_data\":{\"user_id\":7,\"plan\":\"pro\"}} ## {\"user_id\":7,\"plan\":\"pro\"}",
        "{\"op\":\"u\",\"before\":{\"user_id\":7,\"plan\":\"free\"},\"after\":{\"user_id\":7,\"plan\":\"pro\"}} ## {\"user_id\":7,\"plan\":\"pro\"}",
        "{\"_id\":\"q\",\"_source\":{\"id\":7,\"plan\":\"pro\"}} ## {\"plan\":\"pro\",\"user_id\":7}",
        "{\"Item\":{\"user_id\":{\"S\":\"7\"},\"plan\":{\"S\":\"pro\"}}} ## {\"user_id\":\"7\",\"plan\":\"pro\"}",
        "{\"user\":{\"user_id\":7,\"plan\":\"pro\"}} ## {\"user_id\":7,\"plan\":\"pro\"}",
        // what is of the row, and none around it
        "{\"email\":\"a\",\"data\":{\"userId\":7},\"plan\":\"pro\"} ## {\"email\":\"a\",\"data\":{},\"plan\":\"pro\",\"user_id\":7}",
        "{\"userId\":7,\"after\":{\"id\":8}} ## {\"after\":{\"id\":8},\"user_id\":7}",
        "{\" user_id \":7,\"plan\":\"pro\"} ## {\"plan\":\"pro\",\"user_id\":7}",
        "{\"_id\":{\"$oid\":\"5f\"},\"plan\":\"pro\"} ## {\"_id\":{},\"plan\":\"pro\",\"user_id\":\"5f\"}",
        // what others keep attributes in
        "{\"type\":\"identify\",\"userId\":\"7\",\"traits\":{\"email\":\"a\",\"plan\":\"pro\"}}"
            + "## {\"type\":\"identify\",\"user_id\":\"7\",\"email\":\"a\",\"plan\":\"pro\"}",
        "{\"external_id\":\"7\",\"email\":\"a\",\"custom_attributes\":{\"plan\":\"pro\",\"n\":[1]}}"
            + "## {\"email\":\"a\",\"user_id\":\"7\",\"plan\":\"pro\",\"n\":[1]}",
        "{\"id\":\"7\",\"properties\":{\"email\":\"a\",\"lifecyclestage\":\"lead\"},\"archived\":false}"
            + "## {\"archived\":false,\"user_id\":\"7\",\"email\":\"a\",\"lifecyclestage\":\"lead\"}",
        "{\"results\":[{\"id\":\"7\",\"properties\":{\"email\":\"a\"}}],\"paging\":{}}"
            + "## {\"user_id\":\"7\",\"email\":\"a\"}",
        "{\"$distinct_id\":\"7\",\"$properties\":{\"$email\":\"a\"}} ## {\"user_id\":\"7\",\"$email\":\"a\"}",
        "{\"_airbyte_data\":{\"user_id\":7,\"traits\":{\"plan\":\"pro\"}}} ## {\"user_id\":7,\"plan\":\"pro\"}",
        "{\"traits\":{\"userId\":\"7\",\"plan\":\"pro\"},\"user_properties\":{\"n\":1}}"
            + "## {\"user_id\":\"7\",\"plan\":\"pro\",\"n\":1}",
        // of two of one name, and what fills columns
        "{\"userId\":\"7\",\"timezone\":\"UTC\",\"traits\":{\"timezone\":\"GMT\",\"user_id\":\"8\",\"opted_out\":true}}"
            + "## {\"timezone\":\"GMT\",\"user_id\":\"7\",\"opted_out\":true}",
        // which are no objects, or Muster's
        "{\"userId\":\"7\",\"traits\":[1],\"properties\":\"x\"} ## {\"traits\":[1],\"properties\":\"x\",\"user_id\":\"7\"}",
        "{\"userId\":\"7\",\"attributes\":{\"plan\":\"pro\"}} ## {\"attributes\":{\"plan\":\"pro\"},\"user_id\":\"7\"}",
      })
  void makesProfilesOfThemToo(String row, String expected) throws Exception {
    assertThat(jq(refusal(List.of("user_id"), row), row)).isEqualTo(expected + "\n");
  }

  @Test
  void makesProfilesWithoutAttributesOfRowsThatHaveNone() throws Exception {
    var row = "{\"userId\":\"7\",\"traits\":{\"plan\":\"pro\"}}";
    var without = "{\"userId\":\"8\",\"traits\":null}\n{\"userId\":\"9\"}";

    assertThat(jq(refusal(List.of("user_id"), row), without))
        .isEqualTo("{\"user_id\":\"8\"}\n{\"user_id\":\"9\"}\n");
  }

  @Test
  void leavesOutWhatDebeziumSaysOfDeletedRows() throws Exception {
    var created = "{\"before\":null,\"after\":{\"user_id\":7},\"op\":\"c\"}\n";
    var deleted = "{\"before\":{\"user_id\":7},\"after\":null,\"op\":\"d\"}\n";

    assertThat(jq(refusal(List.of("user_id"), created), deleted + created + deleted))
        .isEqualTo("{\"user_id\":7}\n");
  }

  @Test
  void takesTheTypesOutOfRowsThatDynamoDbWrites() throws Exception {
    var row =
        "{\"user_id\":{\"S\":\"7\"},\"event\":{\"S\":\"A\"},\"occurred_at\":{\"S\":\"2026-12-01T09:00:00Z\"}}";

    assertThat(said(Reader.ndjsonEvent(jq(sharedFault(row), row))))
        .isEqualTo("null 7 A 2026-12-01T09:00:00Z {}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "##",
      quoteCharacter = '\'',
      value = {
        "[\"7\",\"A\",\"2026-12-01T09:00:00Z\"]",
        "[[\"7\",\"A\",\"2026-12-01T09:00:00Z\"],[\"8\",\"A\",\"2026-12-01T09:00:00Z\"]]",
        "[{\"user_id\":\"7\",\"event\":\"A\",\"occurred_at\":\"2026-12-01T09:00:00Z\"}]",
        "{\"user_id\":\"7\",\"event\":\"A\",\"occurred_at\":\"2026-12-01T09:00:00Z\"}{\"user_id\":\"8\",\"event\":\"A\",\"occurred_at\":\"2026-12-01T09:00:00Z\"}",
      })
  void makesALineOfEachRow(String content) throws Exception {
    var written =
        catchThrowableOfType(
            UnreadableSource.class,
            () -> Writing.require(Format.NDJSON, content.getBytes(StandardCharsets.UTF_8), EVENT));
    var message = written == null ? refusal(content) : String.valueOf(written.getMessage());

    var first = jq(message, content).lines().findFirst().orElseThrow();

    assertThat(said(Reader.ndjsonEvent(first))).isEqualTo("null 7 A 2026-12-01T09:00:00Z {}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "##",
      quoteCharacter = '\'',
      value = {
        "{\"user_id\":{\"$oid\":\"5f\"},\"event\":\"A\",\"occurred_at\":{\"$date\":\"2026-12-01T09:00:00.5Z\"}}"
            + "## 5f A 2026-12-01T09:00:00.500Z",
        "{\"user_id\":7,\"event\":\"A\",\"occurred_at\":{\"$date\":{\"$numberLong\":\"1796115600123\"}}}"
            + "## 7 A 2026-12-01T09:00:00.123Z",
        "{\"user_id\":7.0,\"event\":{\"string\":\"A\"},\"occurred_at\":1796115600.25}"
            + "## 7 A 2026-12-01T09:00:00.250Z",
        "{\"user_id\":{\"id\":7,\"x\":1},\"event\":\"A\",\"occurred_at\":{\"seconds\":1796115600,\"nanos\":5}}"
            + "## 7 A 2026-12-01T09:00:00Z",
        "{\"user_id\":7,\"event\":\"A\",\"occurred_at\":{\"__type\":\"Date\",\"iso\":\"2026-12-01T09:00:00Z\"}}"
            + "## 7 A 2026-12-01T09:00:00Z",
        "{\"user_id\":7,\"event\":\"A\",\"occurred_at\":\"2026-12-01 09:00:00\"} ## 7 A 2026-12-01T09:00:00Z",
        "{\"user_id\":\"\",\"customer_id\":7,\"event\":\"A\",\"occurred_at\":\"2026-12-01T09:00:00Z\"}"
            + "## 7 A 2026-12-01T09:00:00Z",
      })
  void mendsInItsPlaceWhatAllRowsHaveWrong(String row, String expected) throws Exception {
    var event = Reader.ndjsonEvent(jq(sharedFault(row), row));

    assertThat(event.userId() + " " + event.name() + " " + event.occurredAt()).isEqualTo(expected);
  }

  @Test
  void leavesOutWhatHasNothingWhereItIsNeeded() throws Exception {
    var empty = "{\"user_id\":null,\"event\":\"A\",\"occurred_at\":\"2026-12-01T09:00:00Z\"}";
    var rows = Stream.of("null", "\"\"", "\" \\t\"", "7", "\"8\"", "0");

    assertThat(
            jq(
                sharedFault(empty),
                rows.map(id -> empty.replace("null", id)).collect(Collectors.joining("\n"))))
        .isEqualTo(
            Stream.of("7", "\"8\"", "0")
                .map(id -> empty.replace("null", id) + "\n")
                .collect(Collectors.joining()));
  }

  private static String sharedFault(String row) {
    var refusal =
        catchThrowableOfType(
            UnreadableSource.class,
            () -> {
              var shared = new SharedFault(new EventMapping().texts(), false);
              for (int i = 0; i < SharedFault.ROWS; i++) {
                shared.row(new Row.Read(i + 1, JsonColumn.row(row)));
                try {
                  Reader.ndjsonEvent(row);
                } catch (BadRow e) {
                  shared.bad(e);
                }
              }
            });
    return String.valueOf(refusal.getMessage());
  }

  private static String said(Event event) {
    return String.join(
        " ",
        String.valueOf(event.id()),
        event.userId(),
        event.name(),
        event.occurredAt().toString(),
        event.properties());
  }

  private static String refusal(String rows) {
    return refusal(EVENT, rows);
  }

  private static String refusal(List<String> needed, String rows) {
    var refusal =
        catchThrowableOfType(
            UnreadableSource.class,
            () -> {
              var keys = new NeededKeys(needed);
              Reader.all(new NdjsonRows(Reader.bytes(rows))).forEach(keys::row);
              keys.end();
            });
    return String.valueOf(refusal.getMessage());
  }

  /** What jq makes of the rows by the command in a message. */
  private String jq(String message, String rows) throws IOException, InterruptedException {
    assumeTrue(
        Pattern.compile(File.pathSeparator)
            .splitAsStream(System.getenv("PATH"))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "jq"))),
        "no jq here");
    var filter = FILTER.matcher(message);
    assertThat(filter.find()).isTrue();
    var quoted = filter.group(1);
    var input = Files.writeString(folder.resolve("rows.ndjson"), rows + "\n");
    var process =
        new ProcessBuilder("jq", "-c", quoted == null ? filter.group(2) : quoted, input.toString())
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
