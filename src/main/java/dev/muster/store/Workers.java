package dev.muster.store;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who works on runs, as far as it can be seen without getting in anybody's way. */
public final class Workers {
  private final JdbcClient jdbc;
  private final Runs runs;
  private final RunLock.Locks locks;
  private final Clock clock;

  Workers(JdbcClient jdbc, Runs runs, RunLock.Locks locks, Clock clock) {
    this.jdbc = jdbc;
    this.runs = runs;
    this.locks = locks;
    this.clock = clock;
  }

  /**
   * Since when nobody works on a run that says it is worked on: the last moment at which its worker
   * is known to have lived, in real time, or for a rehearsal in its own. Takes no lock.
   *
   * @return nothing where somebody does, or nobody is to
   */
  public Optional<Instant> goneSince(Run found) {
    if (found.status() != RunStatus.RUNNING) {
      return Optional.empty();
    }
    var look = locks.look(found.id());
    if (look.held()) {
      return Optional.empty();
    }
    // It may have come to its end before we looked at its lock.
    return runs.find(found.id())
        .filter(now -> now.status() == RunStatus.RUNNING && now.executions() == found.executions())
        .map(run -> lastSign(run, look.lastSign()));
  }

  private Instant lastSign(Run run, @Nullable Instant renewed) {
    var now = clock.instant();
    var signs =
        run.isRehearsal()
            ? Stream.of(run.startedAt(), lastSent(run))
            : Stream.of(run.startedAt(), lastSent(run), renewed, begun(run))
                .filter(sign -> sign == null || !sign.isAfter(now));
    return signs.filter(Objects::nonNull).max(Comparator.naturalOrder()).orElse(run.startedAt());
  }

  private @Nullable Instant lastSent(Run run) {
    return jdbc.sql("select max(last_accepted_at) as last from muster_request where run_id = :run")
        .param("run", run.key().value())
        .query((row, _) -> Optional.ofNullable(Times.read(row, "last")))
        .single()
        .orElse(null);
  }

  /** When its latest execution began, where it was not the first; the machines' zone is one. */
  private @Nullable Instant begun(Run run) {
    if (run.executions() <= 1) {
      return null;
    }
    return jdbc.sql(
            """
            select max(execution.start_time) as begun
            from muster_batch_job_execution execution
                join muster_batch_job_execution_params parameter
                    on parameter.job_execution_id = execution.job_execution_id
            where parameter.parameter_name = 'run' and parameter.parameter_value = :run
            """)
        .param("run", run.id().toString())
        .query((row, _) -> Optional.ofNullable(row.getObject("begun", LocalDateTime.class)))
        .single()
        .map(begun -> begun.atZone(ZoneId.systemDefault()).toInstant())
        .orElse(null);
  }
}
