package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseFaultTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          -,      true
          08006,  true
          53300,  true
          57P01,  true
          57P03,  true
          22021,  false
          23505,  false
          42P01,  false
          42S02,  false
          40001,  false
          """)
  void isAwayWhereTheDatabaseCannotBeAsked(String state, boolean away) {
    var thrown = new IllegalStateException(new SQLException("what it says", state));

    assertThat(DatabaseFault.isOne(thrown)).isTrue();
    assertThat(DatabaseFault.isAway(thrown)).isEqualTo(away);
  }

  @Test
  void isAwayWhereThereIsNoConnection() {
    var refused = new SQLException("no", "28P01");

    assertThat(DatabaseFault.isAway(new SQLTransientConnectionException("no", "x", refused)))
        .isTrue();
    assertThat(DatabaseFault.isAway(new SQLNonTransientConnectionException("no", "90067")))
        .isTrue();
    assertThat(DatabaseFault.isAway(new IllegalStateException("no"))).isFalse();
  }
}
