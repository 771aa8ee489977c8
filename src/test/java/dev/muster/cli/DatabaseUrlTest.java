package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:postgresql://h/shop?ssl=true", "jdbc:h2:file:./a@b/shop"})
  void takesPostgresqlAndH2(String url) {
    assertThatCode(() -> DatabaseUrl.check(url)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          postgres://u:s3cret@h/shop          | found 'postgres:…'
          jdbc:mysql://u:s3c/ret@h/shop       | found 'jdbc:mysql:…'
          s3cret                              | found something else
          jdbc:postgresql://u:s3cret@h/shop   | found an @
          jdbc:postgresql://u:s3?cr/et@h/shop | found an @
          """)
  void refusesOthersWithoutRepeatingWhatMayBeAPassword(String url, String found) {
    assertThatThrownBy(() -> DatabaseUrl.check(url))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining(found)
        .hasMessageNotContaining("s3");
  }
}
