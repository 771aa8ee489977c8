package dev.muster.app;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.source.SourceDatabase;
import dev.muster.source.postgresql.Postgresql;
import java.sql.SQLException;

/** A source that is another database than Muster's own: whether its settings are right, and it. */
final class SourceAccess {
  private static final String TRINO = "jdbc:trino:";

  private SourceAccess() {}

  /**
   * Refuses a source of another kind, and settings of it that are wrong.
   *
   * @throws Complaint whose message repeats no secret
   */
  static void check(Settings settings) {
    var source = settings.source();
    if (source.url() == null && (source.username() != null || source.password() != null)) {
      throw Complaint.needsRemedy(
          "MUSTER_SOURCE_URL: expected beside MUSTER_SOURCE_USERNAME and MUSTER_SOURCE_PASSWORD, found"
              + " none; set it, or take the others away");
    }
    source.access().ifPresent(access -> check(settings, access));
  }

  private static void check(Settings settings, Access access) {
    if (access.url().startsWith(TRINO)) {
      throw Complaint.needsRemedy(
          "not built yet: a source on Trino; MUSTER_SOURCE_URL: expected a JDBC URL of PostgreSQL"
              + " (jdbc:postgresql://HOST/NAME)");
    }
    if (!DatabaseUrl.isPostgresql(access.url())) {
      throw Complaint.needsRemedy(
          "MUSTER_SOURCE_URL: expected a JDBC URL of PostgreSQL (jdbc:postgresql://HOST/NAME), found "
              + DatabaseUrl.kind(access.url()));
    }
    try {
      DatabaseUrl.check(access.url());
    } catch (Complaint complaint) {
      throw Complaint.needsRemedy(access.named(complaint.reason()));
    }
    SettingFault.expecting(
        "muster.source.time-limit",
        "a second or more",
        settings.source().timeLimit(),
        limit -> {
          if (limit.toSeconds() < 1) {
            throw new IllegalArgumentException();
          }
          return limit;
        });
  }

  /**
   * Opens it.
   *
   * @throws SQLException never, as of H2 alone
   * @throws RuntimeException what the pool says
   */
  static HikariDataSource open(Settings settings, Access access, LockWatch watch)
      throws SQLException, InterruptedException {
    return PoolConfig.open(PoolConfig.ofSource(settings, access), watch);
  }

  /** The same for who only looks. */
  static HikariDataSource look(Settings settings, Access access, LockWatch watch)
      throws SQLException, InterruptedException {
    return PoolConfig.open(PoolConfig.toLook(PoolConfig.ofSource(settings, access)), watch);
  }

  /**
   * The source behind a pool.
   *
   * @throws SQLException when it cannot be asked
   */
  static SourceDatabase behind(HikariDataSource pool, Settings settings, Access access)
      throws SQLException {
    return new SourceDatabase(
        pool,
        Postgresql.apart(pool),
        new SourceDatabase.Apart(access.place(), settings.source().timeLimit()));
  }
}
