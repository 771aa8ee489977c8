package dev.muster.check;

import dev.muster.campaign.Campaign;
import dev.muster.source.SourceUnasked;
import dev.muster.store.DatabaseSays;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks of the database, before the first run of a launch is planned, what {@code muster check}
 * asks: a run would fail at every launch, or find other users than are meant.
 */
public final class SourceCheck {
  private static final Logger log = LoggerFactory.getLogger(SourceCheck.class);

  private final DatabaseCheck check;
  private final Function<SQLException, String> told;
  private final @Nullable Apart apart;
  private final QueryCheck queries;
  private @Nullable List<String> failed;

  /**
   * Asks a source that is another database than Muster's own.
   *
   * @param told what a user is told of a fault of it that comes back at every launch
   */
  public record Apart(SourceDatabaseCheck check, Function<SQLException, String> told) {}

  /**
   * Asks once.
   *
   * @param told what a user is told of a fault of Muster's own database that comes back at every
   *     launch
   * @param apart null where profiles and events lie there, too
   */
  public SourceCheck(
      DatabaseCheck check,
      Function<SQLException, String> told,
      @Nullable Apart apart,
      QueryCheck queries) {
    this.check = check;
    this.told = told;
    this.apart = apart;
    this.queries = queries;
  }

  /**
   * What is wrong, with the remedies, in one line; asked once. That users may not be found is
   * logged.
   */
  public Optional<String> fault() {
    if (failed == null) {
      failed = ask();
    }
    return failed.stream().reduce((one, next) -> one + "; " + next);
  }

  private List<String> ask() {
    var faults = new ArrayList<String>(faults(check::findings, told));
    if (apart != null) {
      try {
        faults.addAll(faults(apart.check()::findings, apart.told()));
      } catch (IllegalStateException e) {
        throw new SourceUnasked(e);
      }
    }
    return faults;
  }

  private interface Question {
    List<Finding> ask() throws SQLException;
  }

  private static List<String> faults(Question question, Function<SQLException, String> told) {
    try {
      var findings = question.ask();
      findings.stream()
          .filter(DatabaseCheck::tellsOfUnseenUsers)
          .forEach(finding -> log.warn("{}", finding.line()));
      return findings.stream()
          .filter(finding -> finding.state() == Finding.State.FAILED)
          .map(Finding::line)
          .toList();
    } catch (SQLException e) {
      if (DatabaseSays.comesBack(e)) {
        return List.of(told.apply(e));
      }
      throw unasked(e);
    }
  }

  /** What is wrong with a campaign's hand-written queries, in lines that name the file. */
  public List<String> faultsOfQueries(Campaign campaign, Instant asOf) {
    try {
      return queries.faults(campaign, asOf);
    } catch (SQLException e) {
      throw apart == null ? unasked(e) : new SourceUnasked(e);
    }
  }

  private static IllegalStateException unasked(SQLException e) {
    return new IllegalStateException("the database could not be asked", e);
  }
}
