package dev.muster.store;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** For whom this process's sessions of PostgreSQL wait, because of a lock that others have. */
public final class LockWaits {
  /**
   * No session of ours: partitions wait for each other as a matter of course. Process 0 is a
   * prepared transaction. What a session does is told only to who has a right to it; its name, user
   * and process are told to all.
   */
  private static final String OURS =
      """
      from pg_locks l
      join pg_stat_activity ours on ours.pid = l.pid
      cross join lateral unnest(pg_blocking_pids(l.pid)) as blocker (pid)
      left join pg_stat_activity holder on holder.pid = blocker.pid
      where not l.granted
        and ours.application_name = current_setting('application_name')
        and ours.usename = current_user
        and holder.application_name is distinct from ours.application_name
        and l.waitstart < clock_timestamp() - interval '5 seconds'
      """;

  private static final String WAITS =
      """
      select distinct
        case when l.relation is null then 'a row' else 'the table ' || l.relation::regclass end
          as locked,
        blocker.pid as process,
        coalesce(nullif(holder.application_name, ''), 'a program without a name') as program,
        coalesce(holder.usename, '') as login
      """
          + OURS;

  /** Of this machine alone, whatever others call themselves. */
  private static final String END =
      "select pg_cancel_backend(pid) from (select distinct l.pid "
          + OURS
          + "and ours.client_addr is not distinct from inet_client_addr()) waiting";

  private final JdbcClient jdbc;

  /** Waits of sessions that have the same {@code application_name} as those of this source. */
  public LockWaits(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** Those that have lasted longer than others' short transactions do: for five seconds. */
  public List<Wait> found() {
    return jdbc.sql(WAITS)
        .query((row, _) ->
            new Wait(
                row.getString("locked"),
                row.getInt("process"),
                row.getString("program"),
                row.getString("login")))
        .list();
  }

  /** Has the statements fail that have waited for so long. */
  public void end() {
    jdbc.sql(END).query((_, _) -> true).list();
  }

  /**
   * A lock that is waited for, and who has it.
   *
   * @param locked "a row", or "the table" and its name
   * @param process the server's process that works for the holder, or 0 for nobody's
   * @param program what the holder calls itself
   * @param login the holder's user
   */
  public record Wait(String locked, int process, String program, String login) {

    /** What is locked by whom, and what would end that. */
    @Override
    public String toString() {
      return process == 0
          ? locked
              + " is locked by a prepared transaction (to end it: rollback prepared, with its gid in pg_prepared_xacts)"
          : "%s is locked by another session (%s, user %s; to end it: select pg_terminate_backend(%d))"
              .formatted(locked, program, login, process);
    }
  }
}
