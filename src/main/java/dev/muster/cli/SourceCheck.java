package dev.muster.cli;

import dev.muster.campaign.Campaign;
import dev.muster.check.DatabaseCheck;
import dev.muster.check.Finding;
import dev.muster.check.QueryCheck;
import dev.muster.store.DatabaseSays;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/**
 * Asks of the database, before the first run of a launch is planned, what {@code muster check}
 * asks: a run would fail at every launch, or find other users than are meant.
 */
final class SourceCheck {
  private static final Logger log = LoggerFactory.getLogger(SourceCheck.class);

  private final DatabaseCheck check;
  private final QueryCheck queries;
  private final Settings.Database database;
  private @Nullable List<String> failed;

  SourceCheck(DatabaseCheck check, QueryCheck queries, Settings.Database database) {
    this.check = check;
    this.queries = queries;
    this.database = database;
  }

  /**
   * What is wrong, with the remedies, in one line; asked once. That users may not be found is
   * logged.
   */
  Optional<String> fault() {
    if (failed == null) {
      failed = ask();
    }
    return failed.stream().reduce((one, next) -> one + "; " + next);
  }

  private List<String> ask() {
    try {
      var findings = check.findings();
      findings.stream()
          .filter(DatabaseCheck::tellsOfUnseenUsers)
          .forEach(finding -> log.warn("{}", finding.line()));
      return findings.stream()
          .filter(finding -> finding.state() == Finding.State.FAILED)
          .map(Finding::line)
          .toList();
    } catch (SQLException e) {
      if (DatabaseSays.comesBack(e)) {
        return List.of(DatabaseFault.complaint(database, e).reason());
      }
      throw unasked(e);
    }
  }

  /** What is wrong with a campaign's hand-written queries, in lines that name the file. */
  List<String> faultsOfQueries(Campaign campaign, Instant asOf) {
    try {
      return queries.faults(campaign, asOf);
    } catch (SQLException e) {
      throw unasked(e);
    }
  }

  private static CannotGetJdbcConnectionException unasked(SQLException e) {
    return new CannotGetJdbcConnectionException("the database could not be asked", e);
  }
}
