package dev.muster.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissingNameTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          Charged|Charged
          Order Completed|Order Completed
          Charged |"Charged "
           Charged|" Charged"
          #x|"#x"
          ``|""
          """)
  void areShownInQuotesWhereTheirEndsWouldNotBeSeen(String name, String shown) {
    assertThat(MissingName.shown(name.replace("#", "\u00a0")))
        .isEqualTo(shown.replace("#", "\u00a0"));
  }

  @ParameterizedTest
  @CsvSource({"60, 60", "61, 61"})
  void areCutBehindTheSixtiethCharacter(int length, int expected) {
    var shown = MissingName.shown("😀".repeat(length));
    assertThat(shown.codePointCount(0, shown.length())).isEqualTo(expected);
    assertThat(shown.endsWith("…")).isEqualTo(length > 60);
    assertThat(MissingName.shown(" " + "x".repeat(60))).isEqualTo("\" " + "x".repeat(59) + "…\"");
  }
}
