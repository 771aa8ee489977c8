package dev.muster.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventMappingTest {
  private static final String NINE = "2026-12-01T09:00:00Z";

  @ParameterizedTest
  @CsvSource({
    "2026-12-01T09:00:00Z, 2026-12-01T09:00:00Z",
    "2026-12-01T09:00Z, 2026-12-01T09:00:00Z",
    "2026-12-01t09:00:00z, 2026-12-01T09:00:00Z",
    "2026-12-01T10:00:00+01:00, 2026-12-01T09:00:00Z",
    "2026-12-01T10:00:00+0100, 2026-12-01T09:00:00Z",
    "2026-12-01T10:00:00+01, 2026-12-01T09:00:00Z",
    "2026-12-01T14:45:00+05:45, 2026-12-01T09:00:00Z",
    "2026-11-30T23:30:00-09:30, 2026-12-01T09:00:00Z",
    "2026-12-01T09:00:00.5Z, 2026-12-01T09:00:00.500Z",
    "2026-12-01T09:00:00.123456789Z, 2026-12-01T09:00:00.123456Z",
    "1969-12-31T23:59:59.9999999Z, 1969-12-31T23:59:59.999999Z",
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
    "2026-12-01 09:00:00Z, 2026-12-01T09:00:00Z",
    "2026-12-01 10:00:00+01, 2026-12-01T09:00:00Z",
    "2023-02-10 15:41:33.895+01, 2023-02-10T14:41:33.895Z",
    "2023-02-10 15:41:33.895123+05:30, 2023-02-10T10:11:33.895123Z",
    "1880-01-01 00:53:28+00:53:28, 1880-01-01T00:00:00Z",
    "2026-11-01 10:00:00 UTC, 2026-11-01T10:00:00Z",
    "2026-11-01 10:00:00.123456 utc, 2026-11-01T10:00:00.123456Z",
    "2026-11-01T10:00:00Utc, 2026-11-01T10:00:00Z",
    "2026-11-01 10:00 UTC, 2026-11-01T10:00:00Z",
    "2026-11-01 10:00:00.000 +0100, 2026-11-01T09:00:00Z",
    "2026-11-01 10:00:00.0000000 -08:00, 2026-11-01T18:00:00Z",
    "2026-11-01 10:00:00 z, 2026-11-01T10:00:00Z",
    "'2026-11-01T10:00:00,5Z', 2026-11-01T10:00:00.500Z",
    "2026-11-01T10:00:00.123456789123456789Z, 2026-11-01T10:00:00.123456Z",
    "2026-11-01 23:59:59.9999999999999999999 UTC, 2026-11-01T23:59:59.999999Z",
    "' 2026-11-01 10:00:00 UTC ', 2026-11-01T10:00:00Z",
    "2026-11-01T10:00:00-00:00, 2026-11-01T10:00:00Z",
  })
  void takesInstantsAsIso8601AndDatabasesWriteThem(String written, Instant meant) throws Exception {
    assertThat(Reader.csvEvent(",7,Charged,\"" + written + "\",").occurredAt()).isEqualTo(meant);
    assertThat(
            Reader.ndjsonEvent(
                    "{\"user_id\":\"7\",\"event\":\"Charged\",\"occurred_at\":\"" + written + "\"}")
                .occurredAt())
        .isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-12-01T09:00:00",
        "2026-12-01T09:00",
        "2026-12-01",
        "2026-12-01T09:00:00.5",
        "2026-12-01 09:00:00",
        "2026-12-01 09:00:00.1234567890"
      })
  void wantsAZone(String written) {
    assertThatThrownBy(() -> Reader.csvEvent(",7,Charged," + written + ","))
        .hasMessage("occurred_at has no zone, expected one such as 2026-12-01T09:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "1796115600",
        "01.12.2026",
        "2026-02-30T09:00:00Z",
        "2026-12-01T25:00:00Z",
        "2026-12-01  09:00:00Z",
        "2026-12-01_09:00:00Z",
        "2026-12-01 09:00:00 + 01:00",
        "2026-12-01 9:00:00 UTC",
        "2026-12-01 09:00:00+1",
        "2026-12-01 09:00:60 UTC",
        "2026-12-01 24:00:00+00",
        "2026-12-01 09:00:00.Z",
        "2026-12-01 UTC",
        "infinity",
        "0044-03-15 12:00:00+00 BC",
        "2026-12-01T09:00:00[Europe/Berlin]",
        "2026-12-01T09:00:00+25:00",
        "2026-12-01Z"
      })
  void wantsAnInstant(String written) {
    assertThatThrownBy(() -> Reader.csvEvent(",7,Charged," + written + ","))
        .hasMessage(
            "occurred_at is no ISO 8601 instant, expected one such as 2026-12-01T09:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-12-01 09:00:00 CET",
        "2026-12-01T09:00:00EST",
        "2026-12-01T09:00:00 Europe/Berlin",
        "2026-12-01T09:00:00Zulu",
        "2026-12-01 09:00:00 GMT",
        "2026-12-01 09:00:00 UTC+1"
      })
  void wantsNoZoneThatMayMeanTwo(String written) {
    assertThatThrownBy(() -> Reader.csvEvent(",7,Charged," + written + ","))
        .hasMessage(
            "occurred_at has a zone in letters, which is ambiguous unless it is Z or UTC, expected"
                + " one such as 2026-12-01T09:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0000-12-31T23:59:59Z", "+12026-12-01T09:00:00Z", "-0044-03-15T12:00:00Z"})
  void wantsAYearThatBothDatabasesKnow(String written) {
    assertThatThrownBy(() -> Reader.csvEvent(",7,Charged," + written + ","))
        .hasMessage("occurred_at is outside the years 1 to 9999");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        ",,Charged,NOW,               | user_id is empty",
        ",7,,NOW,                     | event is empty",
        ",7,Charged,,                 | occurred_at is empty",
        ",7,Charged,NOW,[1]           | properties: not a JSON object",
        ",7,Charged,NOW,12            | properties: not a JSON object",
        ",7,Charged,NOW,{             | 'properties: broken JSON, near its character 2'",
        ",7,Charged,NOW,{}{}          | properties: broken JSON: more than one value",
        ",7,Charged,NOW,{} x          | 'properties: broken JSON, near its character 4'",
        ",7,Charged,NOW,{'a':1}       | 'properties: broken JSON, near its character 2'",
        ",7,Charged,NOW,\"{\"\"a\"\":01}\" | 'properties: broken JSON, near its character 7'",
        ",7,Charged,NOW,\"{\"\"a\"\":NaN}\" | 'properties: broken JSON, near its character 9'",
        ",7,Charged,NOW,\"{\"\"a\"\":1e1001}\" | properties: a number beyond 1e±1000",
        ",7,Charged,NOW,\"{\"\"a\"\":[{\"\"b\"\":-1e-1001}]}\" | properties: a number beyond 1e±1000",
        ",7,Charged,NOW,\"{\"\"a\"\":\"\"\\u0000\"\"}\" | properties: holds the character U+0000",
        ",7,Charged,NOW,\"{\"\"\\u0000\"\":1}\"   | properties: holds the character U+0000",
        ",7,Charged,NOW,\"{\"\"a\"\":\"\"\\ud83d!\"\"}\" | properties: holds half of a surrogate pair",
        ",7,Charged,NOW,\"{\"\"a\"\":\"\"\\ude00\"\"}\" | properties: holds half of a surrogate pair",
        ",7,Charged,NOW,\"{\"\"\\ud83d\"\":1}\"   | properties: holds half of a surrogate pair",
        ",7,Charged,NOW,\"{\"\"a\"\":1,\"\"a\"\":2}\" | properties: broken JSON: a name occurs twice in one object",
      })
  void saysWhatIsWrongWithABadCsvRow(String row, String reason) {
    assertThatThrownBy(() -> Reader.csvEvent(row.replace("NOW", NINE))).hasMessage(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "[]                                  | not a JSON object",
        "7                                   | not a JSON object",
        "{\"user_id\":                       | 'broken JSON, near its character 12; the file ends in this line, was it cut off?'",
        "{\"event\":\"A\"}                   | user_id is empty",
        "{\"user_id\":null,\"event\":\"A\"}  | user_id is empty",
        "{\"user_id\":\"\",\"event\":\"A\"}  | user_id is empty",
        "{\"user_id\":1.5,\"event\":\"A\"}   | 'user_id is a number with a fraction, expected a text or a whole number'",
        "{\"user_id\":-7e-1,\"event\":\"A\"} | 'user_id is a number with a fraction, expected a text or a whole number'",
        "{\"user_id\":\"7\",\"id\":0.10,\"event\":\"A\",\"occurred_at\":\"NOW\"} | 'id is a number with a fraction, expected a text or a whole number'",
        "{\"user_id\":true,\"event\":\"A\"}  | user_id is not a text",
        "{\"user_id\":[\"7\"],\"event\":\"A\"} | user_id is not a text",
        "{\"user_id\":\"\\u0000\"}           | user_id: holds the character U+0000",
        "{\"user_id\":\"\\udc00\"}           | user_id: holds half of a surrogate pair",
        "{\"user_id\":\"7\"}                 | event is empty",
        "{\"user_id\":\"7\",\"event\":\"A\"} | occurred_at is empty",
        "{\"user_id\":\"7\",\"event\":\"A\",\"occurred_at\":\"NOW\",\"properties\":\"[1]\"} | properties: not a JSON object",
        "{\"user_id\":\"7\",\"event\":\"A\",\"occurred_at\":\"NOW\",\"properties\":\"paid\"} | 'properties: broken JSON, near its character 1'",
        "{\"user_id\":\"7\",\"event\":\"A\",\"occurred_at\":\"NOW\",\"properties\":\"{\\\"a\\\":1e9999}\"} | properties: a number beyond 1e±1000",
        "{\"user_id\":\"7\",\"event\":\"A\",\"occurred_at\":\"NOW\",\"properties\":[]} | properties: not a JSON object",
        "{\"user_id\":\"7\",\"event\":\"A\",\"occurred_at\":\"NOW\",\"properties\":{\"a\":1e9999}} | properties: a number beyond 1e±1000",
        "{\"user_id\":\"7\",\"event\":\"A\",\"occurred_at\":\"NOW\",\"other\":\"\\ud800\"} | other: holds half of a surrogate pair",
      })
  void saysWhatIsWrongWithABadNdjsonRow(String row, String reason) {
    assertThatThrownBy(() -> Reader.ndjsonEvent(row.replace("NOW", NINE))).hasMessage(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "7.0, 7",
    "-7.00, -7",
    "0.0, 0",
    "-0.0, 0",
    "7e0, 7",
    "1.5E1, 15",
    "1e16, 10000000000000000",
    "9007199254740993.0, 9007199254740993",
    "12345678901234567890123, 12345678901234567890123",
    "'\"7.0\"', 7.0",
  })
  void takesAWholeNumberForAnIdHoweverItIsWritten(String written, String id) throws Exception {
    var event =
        Reader.ndjsonEvent(
            "{\"user_id\":%1$s,\"id\":%1$s,\"event\":%1$s,\"occurred_at\":\"%2$s\"}"
                .formatted(written, NINE));

    assertThat(List.of(event.userId(), String.valueOf(event.id()), event.name())).containsOnly(id);
    var profile =
        Reader.ndjsonProfile("{\"user_id\":%1$s,\"anonymous_id\":%1$s}".formatted(written));
    assertThat(profile.userId()).isEqualTo(id);
    assertThat(profile.anonymousId()).isEqualTo(new Change.To<>(id));
  }

  @Test
  void takesTheTextOfACsvForAnIdAsItIs() throws Exception {
    assertThat(Reader.csvEvent(",9.0,A," + NINE + ",").userId()).isEqualTo("9.0");
  }

  @Test
  void namesNoValueInItsReasons() {
    assertThatThrownBy(() -> Reader.csvEvent(",7,Charged,secret@example.com,"))
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> Reader.csvEvent(",7,Charged," + NINE + ",secret@example.com"))
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> Reader.ndjsonEvent("secret@example.com"))
        .hasMessageNotContaining("secret");
  }

  @Test
  void keepsPropertiesAsTheyAreWritten() throws Exception {
    var event =
        Reader.ndjsonEvent(
            """
            {"id": 17, "user_id": 42, "event": "Charged", "occurred_at": "%s",
            "properties": {"amount": 12.50, "big": 1E400, "none": null, "list": [1, {"x": []}, {}],
            "text": "\\u00e9\\n\\t\\"\\\\\\/ \\ud83d\\ude00 \\u0001", "yes": true}}
            """
                .formatted(NINE)
                .replace("\n", " "));

    assertThat(event.id()).isEqualTo("17");
    assertThat(event.userId()).isEqualTo("42");
    assertThat(event.properties())
        .isEqualTo(
            "{\"amount\":12.50,\"big\":1E400,\"none\":null,\"list\":[1,{\"x\":[]},{}],"
                + "\"text\":\"é\\n\\t\\\"\\\\/ 😀 \\u0001\",\"yes\":true}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}"})
  void takesAbsentPropertiesForNone(String properties) throws Exception {
    var row =
        "{\"user_id\":\"7\",\"event\":\"A\",\"occurred_at\":\"%s\",\"properties\":%s}"
            .formatted(NINE, properties);

    assertThat(Reader.ndjsonEvent(row).properties()).isEqualTo("{}");
    assertThat(Reader.csvEvent(",7,A," + NINE + ",").properties()).isEqualTo("{}");
    assertThat(Reader.csvEvent(",7,A," + NINE + ",").id()).isNull();
  }

  @Test
  void refusesWhatNoIndexTakes() {
    assertThatThrownBy(() -> Reader.csvEvent("," + "x".repeat(2_600) + ",A," + NINE + ","))
        .hasMessage("user_id is too long: more than 2600 bytes together with event");
    assertThatThrownBy(() -> Reader.csvEvent("é".repeat(1_301) + ",7,A," + NINE + ","))
        .hasMessage("id is too long: more than 2600 bytes");
  }

  @Test
  void remembersTheNamesOfWhatItDidNotTake() throws Exception {
    var mapping = new EventMapping();
    mapping.map(
        JsonColumn.row(
            "{\"user_id\":\"7\",\"event\":\"A\",\"occurred_at\":\"%s\",\"amount\":5}"
                .formatted(NINE)),
        () -> new FileRow(1, ""));

    assertThat(mapping.ignored()).containsExactly("amount");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "  \t",
        "\u00a0",
        "\u2007\u202f",
        "\u3000\u2028",
        "\u200b",
        "\ufeff \u2060",
        "\u00ad\u200d",
        "\u2800\u3164"
      })
  void takesWhiteSpaceAloneForNothing(String white) throws Exception {
    assertThatThrownBy(() -> Reader.csvEvent(",\"%s\",A,%s,".formatted(white, NINE)))
        .hasMessage("user_id is empty");
    assertThatThrownBy(() -> Reader.csvEvent(",7,\"%s\",%s,".formatted(white, NINE)))
        .hasMessage("event is empty");
    assertThatThrownBy(() -> Reader.csvEvent(",7,A,\"%s\",".formatted(white)))
        .hasMessage("occurred_at is empty");
    var event = Reader.csvEvent("\"%s\",7,A,%s,\"%s\"".formatted(white, NINE, white));
    assertThat(event.id()).isNull();
    assertThat(event.properties()).isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\\N,7,A,Z,      | id=null",
        "null,7,A,Z,    | id=null",
        "NULL,7,A,Z,    | id=null",
        "Null,7,A,Z,    | id=null",
        "NuLL,7,A,Z,    | id=NuLL",
        "a,\\N,A,Z,      | user_id is empty",
        "a,NULL,A,Z,    | user_id is empty",
        "a,7,\\N,Z,      | event is empty",
        "a,7,NULL,Z,    | id=a",
        "a,7,A,\\N,      | occurred_at is empty",
        "a,7,A,Z,\\N     | id=a",
      })
  void takesWhatIsNullInACsvForNothing(String row, String expected) throws Exception {
    String outcome;
    try {
      outcome = "id=" + Reader.csvEvent(row.replace(",Z,", "," + NINE + ",")).id();
    } catch (BadRow e) {
      outcome = e.reason();
    }
    assertThat(outcome).isEqualTo(expected);
  }

  @Test
  void keepsWhiteSpaceAroundAnIdAsAPartOfIt() throws Exception {
    var event = Reader.csvEvent(" a ,\u00a07 , A ," + NINE + ",");

    assertThat(event)
        .extracting(Event::id, Event::userId, Event::name)
        .containsExactly(" a ", "\u00a07 ", " A ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"amount\": 5}            | {\"amount\":5}",
        "' {\"amount\": 5} '        | {\"amount\":5}",
        "{\"a\": {\"b\": [12.50]}} | {\"a\":{\"b\":[12.50]}}",
        "{}                         | {}",
        "null                       | {}",
      })
  void takesPropertiesInTextAsTheJsonThatTheyAre(String text, String properties) throws Exception {
    var csv = text.replace("\"", "\"\"");
    var ndjson = text.replace("\"", "\\\"");

    assertThat(Reader.csvEvent(",7,A,%s,\"%s\"".formatted(NINE, csv)).properties())
        .isEqualTo(properties);
    assertThat(
            Reader.ndjsonEvent(
                    "{\"user_id\":\"7\",\"event\":\"A\",\"occurred_at\":\"%s\",\"properties\":\"%s\"}"
                        .formatted(NINE, ndjson))
                .properties())
        .isEqualTo(properties);
  }
}
