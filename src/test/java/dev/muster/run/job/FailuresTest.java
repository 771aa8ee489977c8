package dev.muster.run.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;

class FailuresTest {

  @ParameterizedTest
  @CsvSource({
    "08006, Passing, the database says:",
    "40P01, Passing, the database says:",
    "53100, Passing, the database says:",
    "53300, Passing, or the pooler's pool_size",
    "57P01, Passing, the database says:",
    "90028, Passing, the database says:",
    "HYT00, Passing, the database says:",
    // A table was changed meanwhile: the next execution asks anew.
    "0A000, Passing, the database says:",
    "42501, NeedsRemedy, may tell more",
    "42P01, NeedsRemedy, may tell more",
    "42S02, NeedsRemedy, may tell more",
    "90096, NeedsRemedy, may tell more",
    "90030, NeedsRemedy, what it has stored is damaged; restore a copy of it",
    "90143, NeedsRemedy, what it has stored is damaged; restore a copy of it",
    "XX001, NeedsRemedy, what it has stored is damaged; restore a copy of it",
  })
  void whatNoRepetitionMendsNeedsARemedy(String state, String kind, String said) {
    var thrown =
        new DataAccessResourceFailureException("the database failed", new SQLException("", state));

    var failure = Failures.of(thrown);
    assertThat(failure.halt().getClass().getSimpleName()).isEqualTo(kind);
    assertThat(failure.halt().inFull()).contains(said);
  }
}
