package dev.muster.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileMappingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "pro         | '{\"x\":\"pro\"}'",
        "12.50       | '{\"x\":12.50}'",
        "-3e2        | '{\"x\":-3e2}'",
        "\"7\"       | '{\"x\":7}'",
        "01234       | '{\"x\":\"01234\"}'",
        "+49         | '{\"x\":\"+49\"}'",
        "1.          | '{\"x\":\"1.\"}'",
        "true        | '{\"x\":true}'",
        "false       | '{\"x\":false}'",
        "True        | '{\"x\":\"True\"}'",
        "null        | '{\"x\":\"null\"}'",
        "[1]         | '{\"x\":\"[1]\"}'",
        "2026-12-01  | '{\"x\":\"2026-12-01\"}'",
        "' 5'        | '{\"x\":\" 5\"}'",
        "''          | {}",
        "\"\"        | {}",
        "\\N         | {}",
        "\"\\N\"    | {}",
        "\\n         | '{\"x\":\"\\\\n\"}'",
        "' \\N'       | '{\"x\":\" \\\\N\"}'",
        "a\\b        | '{\"x\":\"a\\\\b\"}'",
        "\"a\"\"b\"  | '{\"x\":\"a\\\"b\"}'",
      })
  void typesACellByItsText(String cell, String attributes) throws Exception {
    assertThat(Reader.csvProfile("user_id,x", "7," + cell).attributes()).isEqualTo(attributes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\\N", "\"\\N\""})
  void clearsWhatIsNullInACsv(String cell) throws Exception {
    assertThat(
            Reader.csvProfile(
                "user_id,anonymous_id,timezone,opted_out,zip,x",
                "7" + ("," + cell).repeat(5),
                "zip"))
        .isEqualTo(
            new Profile(
                "7",
                new Change.Clear<>(),
                new Change.Clear<>(),
                new Change.Clear<>(),
                "{}",
                List.of("zip", "x"),
                false));
    var all = Reader.csvProfile("user_id,attributes,x,y", "7,%1$s,1,%1$s".formatted(cell));
    assertThat(all.attributes()).isEqualTo("{\"x\":1}");
    assertThat(all.whole()).isTrue();
    assertThatThrownBy(() -> Reader.csvProfile("user_id,x", cell + ",1"))
        .hasMessage("user_id is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "NULL", "Null", "\"NULL\""})
  void takesTheWordNullForNobodysIdInACsv(String cell) throws Exception {
    assertThatThrownBy(() -> Reader.csvProfile("user_id,x", cell + ",1"))
        .hasMessage("user_id is empty");
    assertThat(Reader.csvProfile("user_id,anonymous_id", "7," + cell).anonymousId())
        .isEqualTo(new Change.Clear<>());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nUll", "nulls", " null", "nil", "N"})
  void takesOtherWordsForAnId(String cell) throws Exception {
    assertThat(Reader.csvProfile("user_id,x", cell + ",1").userId()).isEqualTo(cell);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "NULL", "\\\\N"})
  void takesATextOfNdjsonAsItIs(String text) throws Exception {
    var meant = text.replace("\\\\", "\\");
    var profile =
        Reader.ndjsonProfile("{\"user_id\":\"%s\",\"anonymous_id\":\"%s\"}".formatted(text, text));

    assertThat(profile.userId()).isEqualTo(meant);
    assertThat(profile.anonymousId()).isEqualTo(new Change.To<>(meant));
  }

  @Test
  void leavesWholeColumnsText() throws Exception {
    assertThat(Reader.csvProfile("user_id,zip,n", "7,12345,12345", "zip").attributes())
        .isEqualTo("{\"zip\":\"12345\",\"n\":12345}");
    assertThat(Reader.csvProfile("user_id,zip", "7,1e9999", "zip").attributes())
        .isEqualTo("{\"zip\":\"1e9999\"}");
  }

  @Test
  void keepsTheTypesOfNdjson() throws Exception {
    assertThat(
            Reader.ndjsonProfile(
                "{\"user_id\":7,\"anonymous_id\":8,\"timezone\":null,\"n\":\"12\",\"f\":\"true\","
                    + "\"v\":1.50,\"e\":\"\",\"z\":null,\"l\":[\"a\",{\"b\":null}],"
                    + "\"attributes\":{\"m\":-3e2,\"y\":null}}"))
        .isEqualTo(
            new Profile(
                "7",
                new Change.To<>("8"),
                new Change.Clear<>(),
                new Change.Keep<>(),
                "{\"n\":\"12\",\"f\":\"true\",\"v\":1.50,\"e\":\"\","
                    + "\"l\":[\"a\",{\"b\":null}],\"m\":-3e2}",
                List.of("z", "y"),
                false));
  }

  @Test
  void speaksOfEverythingWhenARowIsAWholeProfile() throws Exception {
    var mapping = new ProfileMapping(Set.of(), true);

    assertThat(
            mapping.map(
                JsonColumn.row("{\"user_id\":\"7\",\"timezone\":\"UTC\",\"p\":null,\"q\":1}"),
                () -> new FileRow(1, "")))
        .isEqualTo(
            new Profile(
                "7",
                new Change.Clear<>(),
                new Change.To<>("UTC"),
                new Change.Clear<>(),
                "{\"q\":1}",
                List.of(),
                true));
  }

  @ParameterizedTest
  @CsvSource({
    "true,true",
    "TRUE,true",
    "True,true",
    "t,true",
    "T,true",
    "yes,true",
    "YES,true",
    "1,true",
    "' true ',true",
    "false,false",
    "FALSE,false",
    "f,false",
    "F,false",
    "no,false",
    "No,false",
    "0,false"
  })
  void knowsWhoOptedOut(String written, boolean optedOut) throws Exception {
    assertThat(Reader.csvProfile("user_id,opted_out,x", "7," + written + ",").optedOut())
        .isEqualTo(new Change.To<>(optedOut));
    assertThat(optedOut("\"" + written + "\"")).isEqualTo(new Change.To<>(optedOut));
  }

  @ParameterizedTest
  @CsvSource({"true,true", "1,true", "false,false", "0,false"})
  void knowsWhoOptedOutByTheTypesOfNdjson(String written, boolean optedOut) throws Exception {
    assertThat(optedOut(written)).isEqualTo(new Change.To<>(optedOut));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2", "-1", "1.0", "\"on\"", "\"y\"", "\"never\"", "[true]", "{}", "\"0.0\""})
  void doesNotGuessWhoOptedOut(String written) {
    assertThatThrownBy(() -> optedOut(written))
        .hasMessage("opted_out is neither true nor false, expected true/false, t/f, yes/no or 1/0");
  }

  private static Change<Boolean> optedOut(String json) throws Exception {
    return Reader.ndjsonProfile("{\"user_id\":\"7\",\"opted_out\":" + json + "}").optedOut();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"p\": 1, \"q\": \"x\"} | {\"p\":1,\"q\":\"x\"}",
        "{\"p\": {\"a\": null}}    | {\"p\":{\"a\":null}}",
        "{\"p\": 01}               | 'attributes: broken JSON, near its character 8'",
        "[1]                        | attributes: not a JSON object",
        "12                         | attributes: not a JSON object",
        "{\"p\": 1e1001}           | attributes: a number beyond 1e±1000",
        "{\"x\": 1}                | 'x stands in attributes and beside it, expected once'",
        "{\"opted_out\": true}     | 'attributes: opted_out is a column, expected beside attributes'",
        "{\"timezone\": \"UTC\"}   | 'attributes: timezone is a column, expected beside attributes'",
      })
  void takesAnObjectNamedAttributesForThem(String attributes, String expected) throws Exception {
    var csv = "7,,\"" + attributes.replace("\"", "\"\"") + "\"";
    var text = "\"" + attributes.replace("\"", "\\\"") + "\"";

    assertThat(outcome(() -> Reader.csvProfile("user_id,x,attributes", csv))).isEqualTo(expected);
    assertThat(outcome(() -> ndjson(text))).isEqualTo(expected);
    if (!expected.contains("broken") && !expected.contains("beyond")) {
      assertThat(outcome(() -> ndjson(attributes))).isEqualTo(expected);
    }
  }

  private static Profile ndjson(String attributes) throws Exception {
    return Reader.ndjsonProfile("{\"user_id\":\"7\",\"x\":null,\"attributes\":" + attributes + "}");
  }

  private static String outcome(Callable<Profile> mapping) throws Exception {
    try {
      return mapping.call().attributes();
    } catch (BadRow e) {
      return e.reason();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        ",false,1         | user_id is empty",
        "' ,false,1'      | user_id is empty",
        "7,maybe,1        | 'opted_out is neither true nor false, expected true/false, t/f, yes/no or 1/0'",
        "7,false,1e1001   | x: a number beyond 1e±1000",
        "7,false,123e4567 | x: a number beyond 1e±1000",
      })
  void saysWhatIsWrongWithABadRow(String row, String reason) {
    assertThatThrownBy(() -> Reader.csvProfile("user_id,opted_out,x", row)).hasMessage(reason);
  }

  @Test
  void refusesAnIdThatNoIndexTakes() throws Exception {
    assertThat(Reader.csvProfile("user_id,x", "😀".repeat(400) + ",").userId()).hasSize(800);
    assertThatThrownBy(() -> Reader.csvProfile("user_id,x", "😀".repeat(651) + ","))
        .hasMessage("user_id is too long: more than 2600 bytes");
  }

  @Test
  void refusesWhatNoColumnTakes() throws Exception {
    assertThat(Reader.csvProfile("user_id,x", "7," + "y".repeat(999_000)).attributes())
        .hasSize(999_008);
    assertThatThrownBy(() -> Reader.csvProfile("user_id,x", "7," + "é".repeat(500_000)))
        .hasMessage("attributes: more than 1000000 bytes");
    assertThatThrownBy(() -> Reader.csvProfile("user_id,anonymous_id", "7," + "a".repeat(2_601)))
        .hasMessage("anonymous_id is too long: more than 2600 bytes");
  }

  @Test
  void wantsTheColumnsThatItIsToldOf() {
    var mapping = new ProfileMapping(Set.of("zip"), false);

    assertThatThrownBy(() -> mapping.columns(List.of("user_id", "phone")))
        .isInstanceOf(UnreadableSource.class)
        .hasMessage("has no column zip, which is to stay text");
    assertThatThrownBy(
            () -> new ProfileMapping(Set.of("attributes"), false).columns(List.of("attributes")))
        .isInstanceOf(UnreadableSource.class)
        .hasMessageContaining("cannot stay text");
  }
}
