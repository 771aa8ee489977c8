package dev.muster.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.source.ExactJson;
import dev.muster.source.ValueKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WantedValueTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          5                              | NUMBER
          -5.0                           | NUMBER
          1e1000                         | NUMBER
          true                           | BOOLEAN
          [1]                            | LIST
          {"a": 1}                       | MAP
          ""                             | TEXT
          "five"                         | TEXT
          "5"                            | NUMBER_IN_TEXT
          " 5 "                          | NUMBER_IN_TEXT
          "+5.50"                        | NUMBER_IN_TEXT
          "5,50"                         | NUMBER_IN_TEXT
          ".5"                           | NUMBER_IN_TEXT
          "1e3"                          | NUMBER_IN_TEXT
          "01234"                        | NUMBER_IN_TEXT
          "5 EUR"                        | TEXT
          "1.234,50"                     | TEXT
          "-"                            | TEXT
          "2026-07-14"                   | DATE
          "2026-07-14T09:00"             | DATE
          "2026-07-14T09:00:00.5+02:00"  | DATE
          "2026-02-30"                   | TEXT
          "2026-07-14 09:00"             | TEXT
          "14.07.2026"                   | TEXT
          "true"                         | BOOLEAN_IN_TEXT
          "FALSE "                       | BOOLEAN_IN_TEXT
          "yes"                          | TEXT
          """)
  void tellsWhatAValueIsAndWhatATextLooksLike(String json, ValueKind kind) {
    assertThat(ValueKind.of(ExactJson.MAPPER.readTree(json))).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "NUMBER, 1, 1 number",
    "NUMBER, 3400, '3,400 numbers'",
    "NUMBER_IN_TEXT, 1, 1 text that looks like a number",
    "NUMBER_IN_TEXT, 3400, '3,400 texts that look like numbers'",
    "DATE, 2, 2 texts that are dates",
    "BOOLEAN, 0, 0 booleans",
  })
  void countsThem(ValueKind kind, long number, String text) {
    assertThat(kind.counted(number)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          { at_least: 5 }                    | a number
          { above: 1, below: 9 }             | a number
          { between: [1, 2] }                | a number
          5                                  | a number
          "5"                                | a text
          true                               | true or false
          [1, 2]                             | a number
          [1, "2"]                           | a number or a text
          [1, "2", false]                    |
          ["2", false]                       | a text or true or false
          { contains: x }                    | a text
          { starts_with: x, ends_with: y }   | a text
          { last_days: 5 }                   | a date
          { between: [2026-01-01, 2026-02-01] } | a date
          { is: "2026-01-01" }               | a text
          { starts_with: "2026", last_days: 5 } | a date
          { exists: true }                   |
          { exists: false }                  |
          { is_not: 5 }                      |
          { not_in: [5] }                    |
          { is_not: 5, above: 1 }            | a number
          { at_least: 5, contains: x }       |
          """)
  void isWhatAllOperatorsOfATestTake(String test, @Nullable String said) {
    var audience = AudienceText.audience("{ profile: { a: " + test + " } }");
    var asked = ((dev.muster.campaign.Condition.Profile) audience).tests().values();
    assertThat(WantedValue.of(asked.iterator().next()).map(WantedValue::said).orElse(null))
        .isEqualTo(said);
  }
}
