package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A command that is typed a second time. */
class RepeatedLaunchIT {
  private static final int USERS = 101;
  private static final String CAREFUL =
      Desk.EVERYONE.replace("everyone: true }", "everyone: true }\n  cap: { abort_above: 100 }");

  /** Of the whole test, which may take longer than a minute. */
  private final Instant begun = Instant.now().truncatedTo(ChronoUnit.MINUTES);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void isWarnedOfWithinAnHourOfARunThatReachedSomebody(Database database) throws Exception {
    try (var desk = desk(database, Desk.EVERYONE)) {
      var first = desk.program().run("run", "all.yaml", "--planned", minutesAgo(3));
      assertThat(first.exitCode()).as(first.err()).isZero();
      assertThat(first.err()).doesNotContain("another run");

      var second = desk.program().run("run", "all.yaml");
      assertThat(second.exitCode()).as(second.err()).isZero();
      assertThat(second.err())
          .containsPattern(
              "WARN  all@\\S+: all@%s reached 101 users [^,]+ ago, and this is another run"
                  .formatted(minutesAgo(3)));
      assertThat(desk.reached()).hasSize(2 * USERS);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "H2,         59, false, true",
    "H2,         61, false, false",
    "H2,         0,  true,  false",
    "POSTGRESQL, 59, false, true",
    "POSTGRESQL, 61, false, false",
    "POSTGRESQL, 0,  true,  false",
  })
  void isWarnedOfUnlessItIsLaterOrMeant(Database database, int minutes, boolean yes, boolean warned)
      throws Exception {
    try (var desk = desk(database, Desk.EVERYONE)) {
      desk.program().run("run", "all.yaml", "--planned", minutesAgo(90));
      desk.execute(
          "update muster_result set last_accepted_at = last_accepted_at - interval '%d' minute"
              .formatted(minutes));

      var second =
          yes
              ? desk.program().run("run", "all.yaml", "--yes")
              : desk.program().run("run", "all.yaml");

      assertThat(second.exitCode()).as(second.err()).isZero();
      assertThat(second.err().contains("this is another run")).isEqualTo(warned);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isNotWarnedOfWhereItsTimeIsNamedOrItIsARehearsal(Database database) throws Exception {
    try (var desk = desk(database, Desk.EVERYONE)) {
      desk.program().run("run", "all.yaml", "--planned", minutesAgo(3));

      var named = desk.program().run("run", "all.yaml", "--planned", minutesAgo(2));
      var rehearsed = desk.program().run("run", "all.yaml", "--clock", "2027-01-10T09:00:00Z");
      desk.program().with("MUSTER_JOB_NAME", "nightly-" + minute(1));
      var scheduled = desk.program().run("run", "all.yaml");

      assertThat(named.err() + rehearsed.err() + scheduled.err())
          .doesNotContain("this is another run");
      assertThat(desk.reached()).hasSize(4 * USERS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void liftsNoLimitBeforehand(Database database) throws Exception {
    try (var desk = desk(database, CAREFUL)) {
      var none = desk.program().run("run", "all.yaml", "--override", "counted twice");
      assertThat(none.exitCode()).isEqualTo(2);
      assertThat(none.err())
          .contains(
              "all.yaml: --override: expected a refused run to take up, found no run of the campaign;"
                  + " nothing was begun");

      var planned = minutesAgo(3);
      var refused = desk.program().run("run", "all.yaml", "--planned", planned);
      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(3);
      var passed = desk.program().run("run", "all.yaml", "--override", "counted twice");
      assertThat(passed.exitCode()).as(passed.err()).isZero();
      assertThat(desk.reached()).hasSize(USERS);

      var again =
          desk.program().run("run", "all.yaml", "--override", "counted twice", "--output", "json");
      assertThat(again.exitCode()).isEqualTo(2);
      assertThat(again.err())
          .contains("found the campaign's latest, all@%s, completed".formatted(planned));
      assertThat(Desk.json(again).path("runs")).isEmpty();
      assertThat(desk.reached()).hasSize(USERS);

      // Whoever names the time means that run, also one that is new.
      var named =
          desk.program()
              .run("run", "all.yaml", "--override", "it is meant", "--planned", minutesAgo(1));
      assertThat(named.exitCode()).as(named.err()).isZero();
      assertThat(desk.reached()).hasSize(2 * USERS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void liftsNoLimitOfTheRunThatItsJobIsFor(Database database) throws Exception {
    try (var desk = desk(database, CAREFUL)) {
      desk.program().run("run", "all.yaml", "--planned", minutesAgo(5));
      desk.program().with("MUSTER_JOB_NAME", "nightly-" + minute(1));

      var ended = desk.program().run("run", "all.yaml", "--override", "once", "--output", "json");

      assertThat(ended.exitCode()).as(ended.err()).isEqualTo(3);
      assertThat(Desk.run(ended, 0).path("status").asString()).isEqualTo("completed");
      assertThat(Desk.run(ended, 1).path("status").asString()).isEqualTo("refused");
      assertThat(desk.reached()).hasSize(USERS);
    }
  }

  private Desk desk(Database database, String rest) throws Exception {
    return new Desk(database, folder).users(USERS).campaign("all", rest);
  }

  private String minutesAgo(int minutes) {
    return begun.minus(Duration.ofMinutes(minutes)).toString();
  }

  private long minute(int ago) {
    return begun.getEpochSecond() / 60 - ago;
  }
}
