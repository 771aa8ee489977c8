package dev.muster.store;

import dev.muster.campaign.RunKey;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The executions of runs: how the latest one may go on, and whether it is asked to end. */
public final class Executions {
  private final JdbcClient jdbc;
  private final String shared;

  Executions(JdbcClient jdbc, DatabaseType databaseType) {
    this.jdbc = jdbc;
    this.shared =
        switch (databaseType) {
          // It has no row locks that several may have.
          case H2 -> "for update";
          case POSTGRESQL -> "for share";
        };
  }

  /**
   * At what pace the latest execution can send, now that it is known how full its requests are.
   *
   * @param execution its number, from 1
   */
  public void paces(RunKey run, int execution, long messagesPerSecond) {
    jdbc.sql(
            """
            update muster_run set messages_per_second = :pace
            where id = :run and executions = :execution and status = 'running'
            """)
        .param("pace", messagesPerSecond)
        .param("run", run.value())
        .param("execution", execution)
        .update();
  }

  /**
   * Keeps every other worker from beginning or ending an execution of the run until the transaction
   * that this is called in has ended.
   *
   * @param execution the number of the execution that is to go on, from 1
   * @return whether it may: it is the latest, and nobody has ended it
   */
  public boolean hold(RunKey run, int execution) {
    return !jdbc.sql(
            """
            select id from muster_run
            where id = :run and executions = :execution and status = 'running'
            """
                + shared)
        .param("run", run.value())
        .param("execution", execution)
        .query(Long.class)
        .list()
        .isEmpty();
  }

  /**
   * Asks the run's worker to end at its next checkpoint.
   *
   * @param reason why, for the report of the stopped run, or null; an earlier one stays then
   */
  public void requestStop(RunKey run, @Nullable String reason) {
    jdbc.sql(
            """
            update muster_run
            set stop_requested = true, stop_reason = coalesce(:reason, stop_reason)
            where id = :run
            """)
        .param("reason", reason, java.sql.Types.VARCHAR)
        .param("run", run.value())
        .update();
  }

  /** Whether the run's worker is to end at its next checkpoint. */
  public boolean stopRequested(RunKey run) {
    return jdbc.sql("select stop_requested from muster_run where id = :run")
        .param("run", run.value())
        .query(Boolean.class)
        .single();
  }
}
