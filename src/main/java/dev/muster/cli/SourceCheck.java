package dev.muster.cli;

import dev.muster.check.DatabaseCheck;
import dev.muster.check.Finding;
import dev.muster.store.DatabaseSays;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/**
 * Asks of the database, before the first run of a launch is planned, what {@code muster check}
 * asks: a run would fail at every launch, or find other users than are meant.
 */
final class SourceCheck {
  private final DatabaseCheck check;
  private @Nullable List<Finding> failed;

  SourceCheck(DatabaseCheck check) {
    this.check = check;
  }

  /** What is wrong, with the remedies, in one line; asked once. */
  Optional<String> fault() {
    if (failed == null) {
      failed = ask();
    }
    return failed.stream().map(Finding::line).reduce((one, next) -> one + "; " + next);
  }

  private List<Finding> ask() {
    try {
      return check.findings().stream()
          .filter(finding -> finding.state() == Finding.State.FAILED)
          .toList();
    } catch (SQLException e) {
      if (DatabaseSays.comesBack(e)) {
        return List.of(Finding.failed("database", DatabaseSays.of(e)));
      }
      throw new CannotGetJdbcConnectionException("the database could not be asked", e);
    }
  }
}
