package dev.muster.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;

class FailuresTest {

  @ParameterizedTest
  @CsvSource({
    "08006, Passing",
    "40P01, Passing",
    "53100, Passing",
    "57P01, Passing",
    "90028, Passing",
    "HYT00, Passing",
    // A table was changed meanwhile: the next execution asks anew.
    "0A000, Passing",
    "42501, NeedsRemedy",
    "42P01, NeedsRemedy",
    "42S02, NeedsRemedy",
    "90096, NeedsRemedy",
    "90030, NeedsRemedy",
    "XX001, NeedsRemedy",
  })
  void whatNoRepetitionMendsNeedsARemedy(String state, String kind) {
    var thrown =
        new DataAccessResourceFailureException("the database failed", new SQLException("", state));

    assertThat(Failures.of(thrown).getClass().getSimpleName()).isEqualTo(kind);
  }
}
