package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.source.UnfitSource;
import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.h2.api.ErrorCode;
import org.h2.message.DbException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseSaysTest {
  private static final String USER = "ann@example.com";

  @Test
  void repeatsWhatIsAboutTheDatabaseInOneLine() {
    assertThat(DatabaseSays.of(new SQLException("ERROR: no table x\n  Position: 15", "42P01")))
        .isEqualTo("ERROR: no table x");
    assertThat(DatabaseSays.of(DbException.getJdbcSQLException(ErrorCode.DATABASE_IS_CLOSED)))
        .isEqualTo("The database has been closed");
    assertThat(DatabaseSays.of(new SQLTransientConnectionException("timed out after 10000ms")))
        .isEqualTo("timed out after 10000ms");
  }

  @ParameterizedTest
  @ValueSource(strings = {"22P02", "23505", "P0001", "44000", "90105", "HY000", ""})
  void leavesOutWhatMayQuoteUsers(String state) {
    assertThat(DatabaseSays.of(new SQLException("no number: " + USER, state)))
        .contains("(SQLSTATE " + (state.isEmpty() ? "unknown" : state))
        .doesNotContain(USER);
  }

  @ParameterizedTest
  @CsvSource({
    "22012, something is divided by zero",
    "22P02, a value is not of the kind that is asked for",
    "22018, a value is not of the kind that is asked for",
    "23505, a row does not fit its table",
    "P0001, a function raised an error",
    "HY000, a statement failed",
  })
  void saysInItsOwnWordsWhatKindOfFaultItIs(String state, String said) {
    assertThat(DatabaseSays.of(new SQLException("no number: " + USER, state)))
        .startsWith(said + " (SQLSTATE " + state);
  }

  @Test
  void leavesOutWhatH2QuotesOfUsers() {
    for (var code :
        new int[] {
          ErrorCode.DATA_CONVERSION_ERROR_1,
          ErrorCode.DUPLICATE_KEY_1,
          ErrorCode.EXCEPTION_IN_FUNCTION_1,
          ErrorCode.GENERAL_ERROR_1
        }) {
      assertThat(DatabaseSays.of(DbException.getJdbcSQLException(code, USER)))
          .contains("SQLSTATE")
          .doesNotContain(USER);
    }
  }

  @Test
  void repeatsWhatTheDiskSaidToAnEmbeddedDatabase() {
    var full =
        DbException.getJdbcSQLException(
            ErrorCode.IO_EXCEPTION_1, new IOException("No space left on device"), "shop.mv.db");

    assertThat(DatabaseSays.of(full))
        .isEqualTo("its file cannot be read or written: No space left on device");
  }

  @Test
  void findsWhatABatchOfH2Met() {
    var full =
        DbException.getJdbcSQLException(
            ErrorCode.IO_EXCEPTION_1, new IOException("No space left on device"), "shop.mv.db");
    var batch = new BatchUpdateException("IO Exception", "90028", new int[0]);
    batch.setNextException(full);

    assertThat(DatabaseSays.within(new IllegalStateException(batch))).containsSame(full);
  }

  /** What HikariCP says of a connection that has failed before. */
  @Test
  void saysThatTheConnectionWasLost() {
    assertThat(DatabaseSays.of(new SQLException("Connection is closed")))
        .isEqualTo("the connection to the database was lost");
  }

  @Test
  void findsTheInnermostFault() {
    var inner = new SQLException("inner", "08006");
    var outer = new BatchUpdateException("outer", new int[0], inner);

    assertThat(DatabaseSays.within(new IllegalStateException(outer))).containsSame(inner);
    assertThat(DatabaseSays.within(new IllegalStateException())).isEmpty();
  }

  @Test
  void repeatsWhatMusterItselfSaysOfASource() {
    var unfit = new UnfitSource("profiles: no such table");

    assertThat(DatabaseSays.of(unfit)).isEqualTo("profiles: no such table");
    assertThat(DatabaseSays.comesBack(unfit)).isTrue();
  }
}
