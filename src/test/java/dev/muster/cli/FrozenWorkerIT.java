package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.LockSessions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A worker that stands still until another has taken its run over, and then goes on as if nothing
 * had happened.
 */
@DisabledOnOs(OS.WINDOWS)
class FrozenWorkerIT {
  private static final int USERS = 600;
  private static final int PARTITIONS = 2;
  private static final int CHUNK = 50;
  private static final String RUN = "all@2026-11-16T09:00:00Z";
  private static final List<String> TABLES =
      List.of(
          "muster_run",
          "muster_member",
          "muster_outcome",
          "muster_request",
          "muster_rejection",
          "muster_gate",
          "muster_batch_job_execution",
          "muster_batch_step_execution",
          "muster_batch_step_execution_context");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void writesAndSendsNothingMoreOnceItsRunWasTakenOver(Database database) throws Exception {
    try (var desk = new Desk(database, folder)) {
      desk.users(USERS).campaign("all", Desk.EVERYONE).delivering(PARTITIONS, CHUNK);
      // On H2 whoever opens the database first serves it to the others, and must not freeze.
      try (var dataSource = desk.open()) {
        desk.faults(Desk.slowFrom(5, 6, Duration.ofSeconds(1)));
        var frozen =
            desk.program()
                .start("run", "all.yaml", "--planned", RUN.substring(4), "--output", "json");
        Desk.await("both partitions wait for an answer", () -> desk.met("slow") == PARTITIONS);
        signal(frozen, "STOP");
        LockSessions.end(database, dataSource);
        var received = desk.sandbox().stats().received();

        // In this JVM, which serves the file, it would wait for the frozen one.
        var takenOver = desk.program().runApart("restart", RUN, "--output", "json");

        assertThat(takenOver.exitCode()).as(takenOver.err()).isZero();
        assertThat(Desk.run(takenOver, 0).path("audience").path("accepted").asInt())
            .isEqualTo(USERS);
        // What was under way when it froze has no answer in a table, and is sent again.
        assertThat(desk.sandbox().stats().received()).isEqualTo(USERS + PARTITIONS * CHUNK);
        assertThat(received).isLessThan(USERS);
        var before = all(dataSource);

        signal(frozen, "CONT");
        var thawed = frozen.end();

        assertThat(thawed.exitCode()).as(thawed.err()).isEqualTo(1);
        assertThat(thawed.err())
            .containsAnyOf("another worker", "lock is lost")
            .doesNotContain("\tat ", "ends ");
        assertThat(all(dataSource)).isEqualTo(before);
        assertThat(desk.sandbox().stats().received()).isEqualTo(USERS + PARTITIONS * CHUNK);
        assertThat(desk.reached()).hasSize(USERS).doesNotHaveDuplicates();
      }
    }
  }

  private static void signal(Program.Running running, String name) throws Exception {
    var kill = new ProcessBuilder("kill", "-" + name, String.valueOf(running.process().pid()));
    assertThat(kill.inheritIO().start().waitFor()).isZero();
  }

  /** Every row of every table that a worker writes to. */
  private static List<String> all(HikariDataSource dataSource) {
    var jdbc = new JdbcTemplate(dataSource);
    return TABLES.stream()
        .flatMap(table -> jdbc.queryForList("select * from " + table).stream())
        .map(FrozenWorkerIT::text)
        .sorted()
        .toList();
  }

  private static String text(Map<String, Object> row) {
    return row.entrySet().stream()
        .filter(column -> !(column.getValue() instanceof byte[]))
        .map(Object::toString)
        .collect(Collectors.joining(", "));
  }
}
