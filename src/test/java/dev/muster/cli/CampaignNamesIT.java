package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which files a launch takes for campaigns, and for which. */
class CampaignNamesIT {
  private static final String PLANNED = "2026-11-16T09:00:00Z";
  private static final String DAILY =
      Desk.EVERYONE.replace(
          "at: launch", "{ from: 2026-11-01, repeat: { every: day, at: \"09:00\" } }");

  @TempDir private Path folder;

  private static String campaign(String id, String rest) {
    return "campaign: %s%nname: C%nowner: growth@example.com%nstatus: published%n%s"
        .formatted(id, rest);
  }

  @ParameterizedTest
  @EnumSource
  void areRunUnderEitherEndingAndGoneOnWith(Database database) throws Exception {
    try (var desk = new Desk(database, folder).users(3)) {
      desk.file("jobs/daily.yml", campaign("daily", DAILY));
      desk.faults(Desk.down());
      desk.program().with("MUSTER_DELIVERY_MAXATTEMPTS", "1");

      var failed = desk.program().run("run", "jobs/daily.yml", "--planned", PLANNED);
      assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);
      desk.noFaults();

      var ended = desk.program().run("run", "jobs", "--planned", PLANNED, "--output", "json");
      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(Desk.run(ended, 0).path("status").asString()).isEqualTo("completed");
      assertThat(desk.reached()).containsExactlyInAnyOrder("u1", "u2", "u3");
      var explained = desk.program().run("explain", "daily@" + PLANNED, "u1");
      assertThat(explained.exitCode()).as(explained.err()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void areRefusedTogetherWhenTwoHaveOneId(Database database) throws Exception {
    try (var desk = new Desk(database, folder).users(3)) {
      desk.file("A/c.yaml", campaign("c", Desk.EVERYONE));
      desk.file("B/c.yaml", campaign("c", Desk.EVERYONE.replace("Offer", "Other")));
      desk.file("B/d.yml", campaign("d", Desk.EVERYONE));

      var ended =
          desk.program()
              .run(
                  "run",
                  "A/c.yaml",
                  "B/c.yaml",
                  "B/d.yml",
                  "--planned",
                  PLANNED,
                  "--output",
                  "json");
      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(ended.err())
          .contains(
              "A/c.yaml:1:1: campaign: expected each id in one file, found it in A/c.yaml and"
                  + " B/c.yaml; leave one of them")
          .contains("B/c.yaml:1:1: campaign: ");
      assertThat(Desk.json(ended).path("runs")).hasSize(1);
      assertThat(Desk.run(ended, 0).path("campaign").asString()).isEqualTo("d");
      assertThat(desk.reached()).hasSize(3);

      var folders = desk.program().run("run", "A", "B");
      assertThat(folders.exitCode()).isEqualTo(2);
      assertThat(folders.out()).contains("found it in A/c.yaml and B/c.yaml");

      var again =
          desk.program().run("run", "A/c.yaml", "A", "./A/../A/c.yaml", "--planned", PLANNED);
      assertThat(again.exitCode()).as(again.err()).isZero();
      assertThat(desk.reached()).hasSize(6);
    }
  }

  @ParameterizedTest
  @EnumSource
  void arePassedOverWhenTheyAreASystemsOrAnEditors(Database database) throws Exception {
    try (var desk = new Desk(database, folder).users(3)) {
      desk.file("jobs/c.yaml", campaign("c", DAILY));
      for (var name : ValidateCommandTest.NOBODYS) {
        desk.file("jobs/" + name, "\0\5\26\7\0\2\0\0Mac OS X");
      }
      Files.createSymbolicLink(desk.path("jobs/.#c.yaml"), Path.of("someone@host.1234"));

      var ended = desk.program().run("run", "jobs", "--planned", PLANNED, "--output", "json");

      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(Desk.json(ended).path("runs")).hasSize(1);
      assertThat(desk.reached()).containsExactlyInAnyOrder("u1", "u2", "u3");
    }
  }
}
