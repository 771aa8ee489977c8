package dev.muster.check;

import dev.muster.campaign.UserId;
import dev.muster.source.Login;
import dev.muster.source.Profiles;
import dev.muster.source.SourceDatabase;
import dev.muster.source.SourceTable;
import dev.muster.store.DatabaseType;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether a source that is another database than Muster's own can be read as a run reads it. */
public record SourceDatabaseCheck(SourceDatabase source) {
  private static final String SOURCE = "source";
  private static final String LOGIN = "source login";
  private static final String READ = "source read";

  /** So many profiles are read to see how long it takes. */
  private static final int SAMPLE = 100;

  private static final Duration SLOW = Duration.ofSeconds(1);

  /**
   * Place and product, profiles, events, login, and how long some profiles take, a line each, in
   * this order.
   *
   * @throws SQLException when it cannot be asked
   */
  public List<Finding> findings() throws SQLException {
    var findings = new ArrayList<Finding>();
    findings.add(Finding.ok(SOURCE, source.place() + ", " + DatabaseType.productOf(source.pool())));
    var login = Login.of(source);
    for (var lacking : login.unreadable()) {
      findings.add(
          Finding.failed(
              LOGIN,
              "no right to select %s of %s".formatted(lacking.columns(), lacking.table()),
              "grant select on %s to %s".formatted(lacking.table(), login.name())));
    }
    if (Finding.anyFailed(findings)) {
      return findings;
    }
    new SourceTablesCheck(source, true)
        .findings(true).stream().map(SourceDatabaseCheck::ofTheSource).forEach(findings::add);
    findings.add(said(login));
    if (!Finding.anyFailed(findings)) {
      findings.add(reading());
    }
    return findings;
  }

  /** Muster's own database may have tables of the same names. */
  private static Finding ofTheSource(Finding finding) {
    return finding.of(SOURCE + " " + finding.subject());
  }

  private static Finding said(Login login) {
    return login.writable().isEmpty()
        ? Finding.ok(LOGIN, login.name() + " may read profiles and events, and not write them")
        : Finding.warning(
            LOGIN,
            login.name() + " may " + String.join(", and ", login.writable()),
            "it need not: use a login with no more than select on both");
  }

  private Finding reading() throws SQLException {
    var users = users();
    var began = System.nanoTime();
    var _ = new Profiles(source).of(users);
    return reading(users.size(), Duration.ofNanos(System.nanoTime() - began));
  }

  static Finding reading(int profiles, Duration took) {
    var found =
        String.format(
            Locale.ROOT,
            "%d %s by user id in %,d ms",
            profiles,
            profiles == 1 ? "profile" : "profiles",
            took.toMillis());
    return took.compareTo(SLOW) <= 0
        ? Finding.ok(READ, found)
        : Finding.warning(
            READ,
            found + ", and a run reads those of each user so",
            "create an index on what profiles has for user_id");
  }

  private List<UserId> users() throws SQLException {
    return SourceTable.someUsers(source, SAMPLE);
  }
}
