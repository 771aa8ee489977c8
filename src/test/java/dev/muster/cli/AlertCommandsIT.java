package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.alert.Office;
import dev.muster.sandbox.Fault;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What owners of campaigns are told of runs, as operators see it. */
class AlertCommandsIT {
  private static final String PASSWORD = "pa55word-of-the-mail-server";
  private static final String PLANNED = "2026-11-16T09:00:00Z";
  private static final String RUN = "all@" + PLANNED;
  private static final String GUARDED =
      Desk.EVERYONE.replace("everyone: true }", "everyone: true }\n  cap: { abort_above: 100 }");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void standInEveryReportAndChangeNoExitCode(Database database) throws Exception {
    try (var office = new Office();
        var desk = new Desk(database, folder).users(101).campaign("all", GUARDED)) {
      office.answering(500);
      tellingBy(desk, office);

      var refused = run(desk, "all.yaml", "--output", "json");

      assertThat(refused.exitCode()).isEqualTo(3);
      assertThat(office.mailed()).containsExactly(RUN + "/refused/1");
      assertThat(refused.err())
          .contains(
              RUN + "/refused/1: not sent: webhook: it answers 500; the next launch tries again\n");
      var report = Desk.run(refused, 0);
      var show = desk.program().run("show", RUN, "--output", "json");
      var alerts = report.path("alerts");
      assertThat(alerts).isEqualTo(Desk.json(show).path("alerts")).hasSize(1);
      assertThat(alerts.path(0).propertyNames())
          .containsExactly("key", "event", "at", "mail", "webhook", "error");
      assertThat(alerts.path(0).path("at").asString())
          .isEqualTo(report.path("ended_at").asString());
      assertThat(alerts.path(0).path("mail").asString()).isEqualTo("sent");
      assertThat(alerts.path(0).path("webhook").asString()).isEqualTo("failed");
      assertThat(alerts.path(0).path("error").asString()).isEqualTo("webhook: it answers 500");
      assertThat(desk.program().run("show", RUN).out())
          .contains(
              "\n  alert             refused: mail sent, webhook failed (webhook: it answers 500)\n");

      office.answering(200);
      var restarted = desk.program().run("restart", RUN, "--output", "json");
      assertThat(restarted.exitCode()).isEqualTo(3);
      assertThat(Desk.run(restarted, 0).path("alerts").path(0).path("webhook").asString())
          .as("as it is after this launch has sent it")
          .isEqualTo("sent");
      assertThat(office.posted()).hasSize(2).containsOnly(RUN + "/refused/1");
      assertThat(alerts(desk).path(0).path("webhook").asString()).isEqualTo("sent");
      assertThat(alerts(desk).path(0).path("error").isNull()).isTrue();

      desk.execute("update muster_run set ended_at = ended_at - interval '100' day");
      assertThat(desk.program().run("prune", "--older-than", "90d").exitCode()).isZero();
      assertThat(alerts(desk)).hasSize(1);
      try (var dataSource = desk.open();
          var connection = dataSource.getConnection();
          var rows =
              connection
                  .createStatement()
                  .executeQuery("select recipient, subject, content, webhook from muster_alert")) {
        assertThat(rows.next()).isTrue();
        for (var column = 1; column <= 4; column++) {
          assertThat(rows.getString(column)).isNull();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void areSentByAbandonAndByRetryRejectedToo(Database database) throws Exception {
    try (var office = new Office();
        var desk = new Desk(database, folder).users(101).campaign("all", GUARDED)) {
      desk.campaign("other", Desk.EVERYONE);
      tellingBy(desk, office);
      office.answering(500);
      assertThat(run(desk, "all.yaml").exitCode()).isEqualTo(3);
      desk.faults(new Fault(new Fault.WithProbability(1), new Fault.CloseBeforeAccept()));
      desk.program().with("MUSTER_DELIVERY_MAXATTEMPTS", "1");
      assertThat(run(desk, "other.yaml").exitCode()).isEqualTo(1);

      var abandoned = desk.program().run("abandon", "other@" + PLANNED);
      assertThat(abandoned.exitCode()).as(abandoned.err()).isZero();
      assertThat(abandoned.err()).contains("1 alert of earlier launches not sent either");
      office.answering(200);
      assertThat(desk.program().run("retry-rejected", RUN).exitCode()).isEqualTo(2);

      assertThat(office.mailed())
          .containsExactly(RUN + "/refused/1", "other@" + PLANNED + "/failed/1");
      assertThat(alerts(desk).path(0).path("webhook").asString()).isEqualTo("sent");
    }
  }

  @ParameterizedTest
  @EnumSource
  void sayThatNobodyWasToldWhereNothingIsSet(Database database) throws Exception {
    try (var desk = new Desk(database, folder).users(101).campaign("all", GUARDED)) {
      var refused = run(desk, "all.yaml");

      assertThat(refused.exitCode()).isEqualTo(3);
      assertThat(refused.err())
          .contains(
              RUN
                  + "/refused/1: nobody was told: neither SPRING_MAIL_HOST nor MUSTER_ALERTS_WEBHOOKURL"
                  + " is set\n");
      assertThat(alerts(desk).path(0).path("mail").asString()).isEqualTo("off");
      assertThat(alerts(desk).path(0).path("webhook").asString()).isEqualTo("off");
    }
  }

  @ParameterizedTest
  @EnumSource
  void sayThatNobodyWasToldWhereNobodyKnowsTheOwner(Database database) throws Exception {
    try (var office = new Office();
        var desk = new Desk(database, folder).users(1).campaign("all", Desk.EVERYONE)) {
      desk.faults(new Fault(new Fault.WithProbability(1), new Fault.CloseBeforeAccept()));
      var settings = new HashMap<>(desk.settings());
      settings.put("MUSTER_DELIVERY_MAXATTEMPTS", "1");
      settings.put("SPRING_MAIL_HOST", "127.0.0.1");
      settings.put("SPRING_MAIL_PORT", String.valueOf(office.mailPort()));
      var program = new ProgramHere(folder, settings);
      assertThat(program.run("run", "all.yaml", "--planned", PLANNED).exitCode()).isEqualTo(1);
      desk.execute("delete from muster_alert_channel");
      desk.execute("delete from muster_alert");
      desk.execute("update muster_run_file set content = 'nothing of ours'");

      var restarted = program.run("restart", RUN);

      assertThat(restarted.err())
          .contains(
              RUN
                  + "/failed/1: nobody was told: the definition that the run was planned with names"
                  + " no owner that this version of Muster can read, and MUSTER_ALERTS_WEBHOOKURL is"
                  + " not set\n");
    }
  }

  @Test
  void tellOfMissedRunsUnderAnotherClock() throws Exception {
    try (var office = new Office();
        var desk =
            new Desk(Database.H2, folder)
                .users(3)
                .campaign(
                    "daily",
                    """
                    who: { audience: { everyone: true } }
                    what: { track: Offer }
                    when:
                      from: 2026-01-01
                      repeat: { every: day, at: "09:00" }
                    """)) {
      tellingBy(desk, office);
      desk.program().run("run", "daily.yaml", "--clock", "2026-02-01T09:00:00Z");
      var missed =
          desk.program()
              .run("run", "daily.yaml", "--clock", "2026-02-05T09:00:00Z", "--output", "json");

      assertThat(office.mailed())
          .containsExactly(
              "daily@2026-02-02T09:00:00Z/missed/1",
              "daily@2026-02-03T09:00:00Z/missed/1",
              "daily@2026-02-04T09:00:00Z/missed/1");
      assertThat(office.mails().getFirst().getSubject())
          .isEqualTo("[rehearsal] [muster] daily: missed");
      assertThat(office.bodies().getFirst().path("remedy").asString())
          .endsWith("daily.yaml --planned 2026-02-02T09:00:00Z' makes up for it");
      assertThat(Desk.run(missed, 0).path("alerts").path(0).path("mail").asString())
          .isEqualTo("sent");
    }
  }

  /** It has committed the end of its run, and waits for the webhook's answer. */
  @Test
  void areSentByAnotherProcessWhenTheirOwnIsKilledAndSayNoSecretAndNoUser() throws Exception {
    var nowhere =
        new Nowhere()
            .secret("webhook", Office.SECRET)
            .secret("password", PASSWORD)
            .personal("attribute", "@mail.example");
    var unsaid = new Nowhere().personal("user id", "person-");
    try (var office = new Office();
        var silent = new Silence();
        var desk = new Desk(Database.POSTGRESQL, folder.resolve("work"))) {
      Files.createDirectories(folder.resolve("work/tmp"));
      desk.profiles(people()).campaign("all", GUARDED);
      desk.campaign("other", Desk.EVERYONE.replace("everyone: true", "profile: { plan: none }"));
      office.knowing("muster", PASSWORD);
      tellingBy(desk, office);
      desk.program()
          .with("SPRING_MAIL_USERNAME", "muster")
          .withSecret("SPRING_MAIL_PASSWORD", PASSWORD)
          .withSecret("MUSTER_ALERTS_WEBHOOKURL", silent.url() + Office.SECRET)
          .withJvm(Talkative.in(folder))
          .withJvm("-Djava.io.tmpdir=" + desk.path("tmp"));
      var running = desk.program().start("run", "all.yaml", "--planned", PLANNED);
      Desk.await("it posts to the webhook", silent::isAsked);
      running.kill();

      desk.program().withSecret("MUSTER_ALERTS_WEBHOOKURL", office.webhook());
      var next = desk.program().run("run", "other.yaml", "--planned", PLANNED);

      assertThat(next.exitCode()).as(next.err()).isZero();
      assertThat(next.err()).contains("okhttp3");
      assertThat(office.mailed()).contains(RUN + "/refused/1");
      assertThat(office.posted()).containsExactly(RUN + "/refused/1");
      for (var message : office.mails()) {
        unsaid.look("mail", message.getContent().toString());
        assertThat(message.getMessageID()).isEqualTo("<all.2026-11-16T09-00-00Z.refused.1@muster>");
      }
      unsaid.look("webhook", office.bodies().toString());
      unsaid.look("what was said", running.err() + next.err());
      nowhere.lookAtFiles(folder.resolve("work"));
      try (var dataSource = desk.open();
          var connection = dataSource.getConnection()) {
        nowhere.lookAtTables(connection);
      }
    }
    assertThat(nowhere.found()).isEmpty();
    assertThat(unsaid.found()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          MUSTER_ALERTS_WEBHOOKURL      | http://hooks.example.com/s3cret | setting muster.alerts.webhook-url: expected an https address such as https://hooks.example.com/… (http only to this machine itself), found one that begins with http://; set it as MUSTER_ALERTS_WEBHOOKURL, whole and without quotation marks
          MUSTER_ALERTS_FROM            | nobody | setting muster.alerts.from: expected an e-mail address such as muster@example.com, found 'nobody'; set it in application.yaml or as MUSTER_ALERTS_FROM
          MUSTER_ALERTS_AFTERFAILURES   | 0 | setting muster.alerts.after-failures: expected 1 or more, found 0
          SPRING_MAIL_PORT              | 99999 | setting spring.mail.port: expected 1 to 65535, found '99999'; set it in application.yaml or as SPRING_MAIL_PORT
          SPRING_MAIL_PORT              | 0 | setting spring.mail.port: expected 1 to 65535, found '0'; set it in application.yaml or as SPRING_MAIL_PORT
          SPRING_MAIL_PORT              | smtp | setting spring.mail.port: expected a whole number, found 'smtp'; set it in application.yaml or as SPRING_MAIL_PORT
          """)
  void areAMistakeBeforeAnythingElseWhereASettingIsWrong(
      String setting, String value, String message) throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(101).campaign("all", GUARDED)) {
      desk.program().with(setting, value).hiding("s3cret");

      for (var command : new String[][] {{"run", "all.yaml"}, {"restart", RUN}, {"abandon", RUN}}) {
        var ended = desk.program().run(command);
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err()).isEqualTo(message + "\n");
      }
      var check = desk.program().run("check");
      assertThat(check.exitCode()).isEqualTo(2);
      assertThat(check.out()).contains("failed   alerts      " + message);
      assertThat(desk.program().without(setting).run("runs").out()).contains("No runs yet");
    }
  }

  @Test
  void areSaidToArriveOrNotByCheck() throws Exception {
    try (var office = new Office();
        var desk = new Desk(Database.H2, folder).users(3)) {
      assertThat(desk.program().run("check").out())
          .contains(
              "ok       mail        off: SPRING_MAIL_HOST is not set\n",
              "ok       webhook     off: MUSTER_ALERTS_WEBHOOKURL is not set\n");

      tellingBy(desk, office.answering(405));
      assertThat(desk.program().run("check").out())
          .contains("ok       mail        answers\n", "ok       webhook     answers\n");
      assertThat(office.mails()).isEmpty();
      assertThat(office.posts()).noneMatch(asked -> asked.getMethod().equals("POST"));

      office.withoutMail();
      tellingBy(desk, office);
      desk.program().with("MUSTER_ALERTS_WEBHOOKURL", "http://127.0.0.1:1/" + Office.SECRET);
      var check = desk.program().run("check");
      assertThat(check.exitCode()).as("a run does without").isZero();
      assertThat(check.out())
          .contains(
              "warning  mail        nobody answers at its address; alerts may not arrive; see SPRING_MAIL_HOST\n",
              "warning  webhook     nobody answers at its address; alerts may not arrive; see MUSTER_ALERTS_WEBHOOKURL\n");
    }
  }

  private static void tellingBy(Desk desk, Office office) {
    desk.program()
        .with("SPRING_MAIL_HOST", "127.0.0.1")
        .with("SPRING_MAIL_PORT", String.valueOf(office.mailPort()))
        .with("MUSTER_ALERTS_WEBHOOKURL", office.webhook())
        .hiding(Office.SECRET);
  }

  private static Program.Ended run(Desk desk, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("run"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--planned", PLANNED));
    return desk.program().run(command.toArray(String[]::new));
  }

  private static JsonNode alerts(Desk desk) throws Exception {
    return Desk.json(desk.program().run("show", RUN, "--output", "json")).path("alerts");
  }

  private static String people() {
    var rows = new StringBuilder();
    for (var i = 1; i <= 101; i++) {
      rows.append(
          "{\"user_id\": \"person-%d\", \"email\": \"maria%d@mail.example\"}%n".formatted(i, i));
    }
    return rows.toString();
  }

  /** Takes a connection, and says nothing. */
  private static final class Silence implements AutoCloseable {
    private final ServerSocket socket;
    private final AtomicBoolean asked = new AtomicBoolean();

    Silence() throws IOException {
      socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      Thread.ofPlatform().daemon().start(this::listen);
    }

    private void listen() {
      try (var one = socket.accept()) {
        asked.set(one.getInputStream().read() >= 0);
        one.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        // It is over.
      }
    }

    boolean isAsked() {
      return asked.get();
    }

    String url() {
      return "http://127.0.0.1:" + socket.getLocalPort() + "/";
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
