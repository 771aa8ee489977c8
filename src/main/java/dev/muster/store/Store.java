package dev.muster.store;

import dev.muster.audience.Dialect;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Everything that is kept of runs, in one database.
 *
 * @param locks who works on what
 */
public record Store(
    Runs runs,
    Definitions definitions,
    Members members,
    Deliveries deliveries,
    RunLock.Locks locks) {

  /**
   * The store in a database that has Muster's schema.
   *
   * @param clock the real time, for leases
   * @param worker who this process is, as others are told when it holds a run
   */
  public static Store in(DataSource dataSource, Dialect dialect, Clock clock, String worker) {
    var jdbc = new JdbcTemplate(dataSource);
    var locks =
        switch (dialect) {
          case H2 -> new LeaseLocks(jdbc, clock, worker);
          case POSTGRESQL -> new AdvisoryLocks(dataSource);
        };
    return new Store(
        new Runs(JdbcClient.create(jdbc)),
        new Definitions(jdbc),
        new Members(jdbc, dialect),
        new Deliveries(jdbc),
        locks);
  }
}
