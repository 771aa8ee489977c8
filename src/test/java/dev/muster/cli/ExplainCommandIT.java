package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code muster explain}, in a process of its own. */
class ExplainCommandIT {
  private static final String RUN = "buyers@2026-11-16T09:00:00Z";

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void explainsARunFromWhatItHasFrozen(Database database) throws Exception {
    try (var desk = desk(database)) {
      var run = desk.program().run("run", "buyers.yaml", "--planned", "2026-11-16T09:00:00Z");
      assertThat(run.exitCode()).as(run.err()).isZero();
      Files.delete(desk.path("buyers.yaml"));

      var accepted = explain(desk, "u1");
      assertThat(accepted.out()).startsWith("u1 was sent to: accepted at ");
      assertThat(accepted.err()).doesNotContain("u1");

      var not = explain(desk, "u2");
      assertThat(not.out())
          .startsWith(
              """
              u2 was not sent to: did not qualify; never did Charged in the last 60 days
              """)
          .contains("  audience        kept    did not qualify\n");

      var held = explain(desk, "u3");
      assertThat(held.out())
          .startsWith("u3 was not sent to: in the campaign's control group of 50 %: this")
          .contains("number is 392 of 1000, those below 500 are in it");

      var ghost = explain(desk, "ghost");
      assertThat(ghost.out().replace('\n', ' '))
          .startsWith(
              "ghost was not sent to: did not qualify; no profile of that id; 1 event of it is"
                  + " kept and counts for no one ");

      var json = Desk.json(explain(desk, "u2", "--output", "json"));
      assertThat(json.propertyNames())
          .containsExactly(
              "run",
              "user",
              "summary",
              "as_of",
              "qualified",
              "qualifies_now",
              "verdict",
              "conditions",
              "gates");
      assertThat(json.path("run").asString()).isEqualTo(RUN);
      assertThat(json.path("qualified").asBoolean()).isFalse();
      assertThat(json.path("verdict").isNull()).isTrue();
      var did = json.path("conditions").path("parts").path(0);
      assertThat(did.toString())
          .isEqualTo(
              "{\"text\":\"did Charged in the last 60 days\",\"met\":false,\"measured\":0,"
                  + "\"said\":\"never did\",\"parts\":[]}");
      assertThat(json.path("gates").path(0).path("gate").asString()).isEqualTo("audience");
      assertThat(json.path("gates").path(0).path("answer").asString()).isEqualTo("kept");
    }
  }

  @Test
  void refusesWhatIsNoRunAndAsksForAUser() throws Exception {
    try (var desk = desk(Database.H2)) {
      var none = desk.program().run("explain", RUN, "u1");
      assertThat(none.exitCode()).isEqualTo(2);
      assertThat(none.err()).contains("there is no run " + RUN);

      var alone = desk.program().run("explain", RUN);
      assertThat(alone.exitCode()).isEqualTo(2);
      assertThat(alone.err()).contains("USER");
    }
  }

  @Test
  void namesAQueryByHandThatAsksForWhatIsGone() throws Exception {
    try (var desk = desk(Database.H2)) {
      desk.campaign("buyers", Desk.EVERYONE.replace("everyone: true", "sql: vips.sql"))
          .file("vips.sql", "select user_id from vips")
          .execute("create table vips (user_id varchar)");
      var run = desk.program().run("run", "buyers.yaml", "--planned", "2026-11-16T09:00:00Z");
      assertThat(run.exitCode()).as(run.err()).isZero();
      desk.execute("drop table vips");

      var explained = desk.program().run("explain", RUN, "u1");

      assertThat(explained.exitCode()).isEqualTo(2);
      assertThat(explained.err())
          .contains(
              RUN + ": vips.sql: expected a query that returns user_id, but the database says");
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesAQueryByHandThatFailsWithTheDataOfNow(Database database) throws Exception {
    try (var desk = desk(database)) {
      desk.campaign("buyers", Desk.EVERYONE.replace("everyone: true", "sql: few.sql"))
          .file("few.sql", "select user_id from profiles where 1 / (select count(*) from few) > 0")
          .execute("create table few (n int)");
      desk.execute("insert into few values (1)");
      var run = desk.program().run("run", "buyers.yaml", "--planned", "2026-11-16T09:00:00Z");
      assertThat(run.exitCode()).as(run.err()).isZero();
      desk.execute("delete from few");

      assertThat(desk.program().run("members", RUN).exitCode()).isZero();
      var explained = desk.program().run("explain", RUN, "u1");

      assertThat(explained.exitCode()).as(explained.err()).isEqualTo(2);
      assertThat(explained.err())
          .contains(RUN + ": the audience's query fails with the data as they are now")
          .contains("the run keeps few.sql as planned, so mend the data, or explain a later run");
    }
  }

  private static Program.Ended explain(Desk desk, String user, String... more) throws Exception {
    var arguments = new String[3 + more.length];
    arguments[0] = "explain";
    arguments[1] = RUN;
    arguments[2] = user;
    System.arraycopy(more, 0, arguments, 3, more.length);
    var ended = desk.program().run(arguments);
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    return ended;
  }

  /** Of the users, the salt lets the first through and holds the third back. */
  private Desk desk(Database database) throws Exception {
    var desk =
        new Desk(database, folder)
            .users(3)
            .campaign(
                "buyers",
                """
                who:
                  audience:
                    all:
                      - did: Charged
                        during: { last_days: 60 }
                      - profile: { email: { exists: true } }
                  control_group: { percent: 50, salt: salt-7 }
                what:
                  track: Offer
                when:
                  at: launch
                """);
    for (var user : new String[] {"u1", "u3", "ghost"}) {
      desk.execute(
          "insert into events (user_id, name, occurred_at) values ('%s', 'Charged', timestamp with time zone '2026-11-01 00:00:00+00')"
              .formatted(user));
    }
    return desk;
  }
}
