package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code muster diff}. */
class DiffCommandIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String RUN = "offer@2026-11-01T09:00:00Z";

  private static final String USERS =
      """
      {"user_id": "u1", "plan": "pro"}
      {"user_id": "u2", "plan": "pro"}
      {"user_id": "u3", "plan": "free", "points": 4}
      {"user_id": "u4", "plan": "free", "points": 1}
      {"user_id": "u5", "plan": "pro", "opted_out": true}
      """;

  private static final String OFFER =
      """
      who: { audience: { profile: { plan: pro } } }
      what: { track: Offer, properties: { hi: "Hi {{ profile.points }}" } }
      when: { at: [2026-11-01T09:00, 2999-12-01T09:00] }
      """;

  private static final String FREE = OFFER.replace("{ plan: pro }", "{ plan: free, points: 4 }");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void tellsInTextAndJsonAndLeavesNothing(Database database) throws Exception {
    try (var desk = new Desk(database, folder).profiles(USERS)) {
      desk.campaign("offer", OFFER)
          // Whose file and id are others, and which is none of its kind yet.
          .file(
              "draft.yaml",
              "campaign: draft\nname: Campaign offer\nowner: growth@example.com\n" + FREE);

      var text = here(desk).run("diff", "offer.yaml", "draft.yaml", "--ids");
      var json = here(desk).run("diff", "offer.yaml", "draft.yaml", "--output", "json");

      assertThat(text.exitCode()).as(text.err()).isEqualTo(4);
      assertThat(text.out())
          .isEqualTo(
              """
              DIFF  old: offer.yaml, new: draft.yaml, planned for 2999-12-01T09:00:00Z

                campaign
                  old  "offer"
                  new  "draft"
                who.audience.profile.plan
                  old  "pro"
                  new  "free"
                who.audience.profile.points
                  old  none
                  new  4
                status
                  old  "published"
                  new  none

                                           old         new
                qualified                    2           1
                  pending                    2           1

                stay                         0
                enter                        1
                  pending                    1
                  because of old             1  plan is "pro"
                  u3
                leave                        2
                  pending                    2
                  because of new             2  plan is "free"
                  u1, u2
              """);
      assertThat(json.exitCode()).isEqualTo(4);
      var tree = JSON.readTree(json.out());
      assertThat(tree.propertyNames())
          .containsExactly("planned_at", "old", "new", "stay", "enter", "leave");
      assertThat(tree.path("planned_at").asString()).isEqualTo("2999-12-01T09:00:00Z");
      assertThat(tree.path("old").path("pending").asInt()).isEqualTo(2);
      assertThat(tree.path("new").path("qualified").asInt()).isEqualTo(1);
      assertThat(tree.path("enter").propertyNames())
          .containsExactly("users", "audience", "because", "ids");
      assertThat(tree.path("leave").path("audience").path("pending").asInt()).isEqualTo(2);
      assertThat(tree.path("leave").path("because").toString())
          .isEqualTo("[{\"condition\":\"plan is \\\"free\\\"\",\"users\":2}]");
      assertThat(tree.path("leave").path("ids")).isEmpty();
      assertThat(text.err() + json.err()).doesNotContain("u1", "u3");
      assertThat(rows(desk)).isZero();
    }
  }

  @Test
  void endsWellWhereTheUsersAreTheSameWhateverBecomesOfThem() throws Exception {
    try (var desk = new Desk(Database.H2, folder).profiles(USERS)) {
      desk.campaign("offer", OFFER)
          .campaign("other", OFFER.replace("hi: \"Hi", "hi: \"{% abort %}"));

      var same = here(desk).run("diff", "offer.yaml", "offer.yaml");
      var others = here(desk).run("diff", "offer.yaml", "other.yaml");

      assertThat(same.exitCode()).as(same.err()).isZero();
      assertThat(same.out())
          .contains("nothing changed in the file", "stay                         2");
      assertThat(others.exitCode()).as(others.err()).isZero();
      assertThat(others.out()).contains("aborted                    0           2");
    }
  }

  /** At the run's time, by the lists of then and the profiles of now. */
  @ParameterizedTest
  @EnumSource
  void holdsAFileAgainstARun(Database database) throws Exception {
    try (var desk = new Desk(database, folder).profiles(USERS)) {
      var listed = OFFER.replace("profile: { plan: pro }", "list: vip.csv");
      desk.campaign("offer", listed).file("vip.csv", "user_id\nu1\nu3\n");
      var run = here(desk).run("run", "offer.yaml", "--planned", "2026-11-01T09:00:00Z");
      assertThat(run.exitCode()).as(run.err()).isZero();
      desk.campaign("offer", OFFER)
          .file("vip.csv", "user_id\nu4\n")
          .profiles("{\"user_id\": \"u6\", \"plan\": \"pro\"}");

      var against =
          here(desk).run("diff", "offer.yaml", "--against", RUN, "--ids", "--output", "json");

      assertThat(against.exitCode()).as(against.err()).isEqualTo(4);
      var tree = JSON.readTree(against.out());
      assertThat(tree.path("planned_at").asString()).isEqualTo("2026-11-01T09:00:00Z");
      assertThat(ids(tree, "enter")).isEqualTo("[\"u2\",\"u6\"]");
      assertThat(ids(tree, "leave")).isEqualTo("[\"u3\"]");
      assertThat(tree.path("enter").path("because").path(0).path("condition").asString())
          .isEqualTo("in vip.csv");
      assertThat(here(desk).run("diff", "offer.yaml", "--against", RUN).out())
          .contains("old: " + RUN, "who.audience.list\n    old  \"vip.csv\"\n    new  none");
    }
  }

  @Test
  void findsTheMembersOfAPrunedRunAnewAsLongAsItsDefinitionIsKept() throws Exception {
    try (var desk = new Desk(Database.H2, folder).profiles(USERS).campaign("offer", OFFER)) {
      run(desk, "2026-11-01T09:00:00Z");
      prune(desk);

      var kept = here(desk).run("diff", "offer.yaml", "--against", RUN, "--output", "json");
      // The latest run's is kept.
      desk.change("offer.yaml", "2999-12-01T09:00", "2026-11-02T09:00, 2999-12-01T09:00");
      run(desk, "2026-11-02T09:00:00Z");
      prune(desk);
      var gone = here(desk).run("diff", "offer.yaml", "--against", RUN);

      assertThat(kept.exitCode()).as(kept.err()).isZero();
      assertThat(JSON.readTree(kept.out()).path("stay").asInt()).isEqualTo(2);
      assertThat(gone.exitCode()).isEqualTo(2);
      assertThat(gone.err()).contains(RUN + ": was pruned at ", "and with it what it was planned");
    }
  }

  @Test
  void saysThatTheListsOfAPrunedRunAreGone() throws Exception {
    try (var desk = new Desk(Database.H2, folder).profiles(USERS)) {
      desk.campaign("offer", OFFER.replace("profile: { plan: pro }", "list: vip.csv"))
          .file("vip.csv", "user_id\nu1\nu3\n");
      run(desk, "2026-11-01T09:00:00Z");
      prune(desk);

      var gone = here(desk).run("diff", "offer.yaml", "--against", RUN);

      assertThat(gone.exitCode()).isEqualTo(2);
      assertThat(gone.err()).contains("the lists that it was planned with: vip.csv");
    }
  }

  private void run(Desk desk, String planned) throws Exception {
    var run = here(desk).run("run", "offer.yaml", "--planned", planned);
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private void prune(Desk desk) throws Exception {
    desk.execute(
        "update muster_run set ended_at = timestamp with time zone '2026-01-01 00:00:00Z'");
    var prune = here(desk).run("prune", "--older-than", "1d");
    assertThat(prune.exitCode()).as(prune.err()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          offer.yaml                                                   | found 1 file
          offer.yaml draft.yaml --against offer@2026-11-01T09:00:00Z   | --against: expected one campaign file
          offer.yaml --against offer@2026-11-01T09:00:00Z --planned 2026-11-01T09:00:00Z | --planned: expected it without
          offer.yaml --against offer@2026-11-01T09:00:00Z              | there is no run offer@2026-11-01T09:00:00Z
          offer.yaml --against offer                                   | offer
          offer.yaml none.yaml                                         | none.yaml
          none.yaml offer.yaml                                         | none.yaml
          broken.yaml offer.yaml                                       | who.audience.evryone
          offer.yaml broken.yaml                                       | who.audience.evryone
          offer.yaml query.yaml                                        | query.yaml: query.sql
          query.yaml offer.yaml                                        | query.yaml: query.sql
          offer.yaml offer.yaml --planned 2026-11-03T09:00:00Z         | --planned: expected one of its planned times
          offer.yaml offer.yaml offer.yaml                             | found 3 files
          """)
  void refusesWhatCannotBeHeldAgainstEachOther(String arguments, String said) throws Exception {
    try (var desk = new Desk(Database.H2, folder)) {
      desk.campaign("offer", OFFER)
          .campaign("broken", OFFER.replace("profile: { plan: pro }", "evryone: true"))
          .campaign("query", OFFER.replace("profile: { plan: pro }", "sql: query.sql"))
          .file("query.sql", "select user_id from nowhere");

      var ended = here(desk).run(("diff " + arguments).split(" "));

      assertThat(ended.err()).contains(said);
      assertThat(ended.exitCode()).isEqualTo(2);
    }
  }

  private ProgramHere here(Desk desk) {
    return new ProgramHere(folder, desk.settings());
  }

  private static String ids(JsonNode tree, String movement) {
    return tree.path(movement).path("ids").toString();
  }

  private static long rows(Desk desk) throws Exception {
    try (var dataSource = desk.open();
        var connection = dataSource.getConnection();
        var statement = connection.createStatement();
        var count =
            statement.executeQuery(
                "select (select count(*) from muster_run) + (select count(*) from muster_member)"
                    + " + (select count(*) from muster_outcome)")) {
      count.next();
      return count.getLong(1);
    }
  }
}
