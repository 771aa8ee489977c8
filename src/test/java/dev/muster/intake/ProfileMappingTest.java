package dev.muster.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        "a\\b        | '{\"x\":\"a\\\\b\"}'",
        "\"a\"\"b\"  | '{\"x\":\"a\\\"b\"}'",
      })
  void typesACellByItsText(String cell, String attributes) throws Exception {
    assertThat(Reader.csvProfile("user_id,x", "7," + cell).attributes()).isEqualTo(attributes);
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
                    + "\"v\":1.50,\"e\":\"\",\"z\":null,\"l\":[\"a\",{\"b\":1}],\"attributes\":{}}"))
        .isEqualTo(
            new Profile(
                "7",
                "8",
                null,
                false,
                "{\"n\":\"12\",\"f\":\"true\",\"v\":1.50,\"e\":\"\",\"z\":null,"
                    + "\"l\":[\"a\",{\"b\":1}],\"attributes\":{}}"));
  }

  @ParameterizedTest
  @CsvSource({"true,true", "false,false", "TRUE,true", "'',false"})
  void knowsWhoOptedOut(String cell, boolean optedOut) throws Exception {
    assertThat(Reader.csvProfile("user_id,opted_out,x", "7," + cell + ",").optedOut())
        .isEqualTo(optedOut);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        ",false,1         | user_id is empty",
        "7,yes,1          | opted_out is neither true nor false",
        "7,1,1            | opted_out is neither true nor false",
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
    var mapping = new ProfileMapping(Set.of("zip"));

    assertThatThrownBy(() -> mapping.columns(List.of("user_id", "phone")))
        .isInstanceOf(UnreadableSource.class)
        .hasMessage("has no column zip, which is to stay text");
    assertThatThrownBy(() -> mapping.columns(List.of("email", "zip")))
        .hasMessageContaining("no column user_id");
  }
}
