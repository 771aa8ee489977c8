package dev.muster.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.RunId;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Reading;
import dev.muster.message.TemplateLanguage;
import dev.muster.run.Clocks;
import dev.muster.run.Endings;
import dev.muster.run.LaunchPad;
import dev.muster.run.Missing;
import dev.muster.run.MortalDatabase;
import dev.muster.run.RunEnd;
import dev.muster.run.RunWitness;
import dev.muster.run.job.BatchInfrastructure;
import dev.muster.store.Alert;
import dev.muster.store.AlertChannel;
import dev.muster.store.AlertDelivery;
import dev.muster.store.Purpose;
import dev.muster.store.RunStatus;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.NestedRuntimeException;
import org.springframework.jdbc.core.JdbcTemplate;

/** What owners of campaigns are told of runs, by a real mail server and a real receiver. */
class AlertsIT {
  private static final Instant MONDAY = Instant.parse("2026-11-16T09:00:00Z");
  private static final RunId RUN = RunId.parse("all@2026-11-16T09:00:00Z");
  private static final String EVERYONE =
      """
      who: { audience: { everyone: true } }
      what: { track: Offer }
      when: { at: launch }
      """;
  private static final String GUARDED =
      EVERYONE.replace("everyone: true }", "everyone: true }, cap: { abort_above: 100 }");
  private static final String DOWN = "{\"faults\": [{\"probability\": 1, \"status\": 503}]}";
  private static final String REFUSING = "{\"faults\": [{\"probability\": 1, \"status\": 401}]}";

  /** How many statements lie between two deaths. */
  private static final int STRIDE = Integer.getInteger("chaos.stride", 3);

  @TempDir private Path folder;

  private final SettableClock real = SettableClock.at("2026-11-16T10:00:00Z");

  @ParameterizedTest
  @EnumSource
  void tellOfEveryChangeOfStateOnce(Database database) throws Exception {
    try (var office = new Office();
        var pad = pad(database, office, 1).profiles(101)) {
      var campaign = pad.campaign("all", GUARDED);

      launch(pad, campaign, MONDAY);
      launch(pad, campaign, MONDAY);
      assertThat(office.mailed()).containsExactly(RUN + "/refused/1");

      pad.faults(DOWN);
      pad.launch(campaign, MONDAY, "it is meant");
      send(pad);
      launch(pad, campaign, MONDAY);
      pad.noFaults();
      launch(pad, campaign, MONDAY);
      launch(pad, campaign, MONDAY);

      var keys = List.of(RUN + "/refused/1", RUN + "/failed/2", RUN + "/recovered/3");
      assertThat(office.mailed()).isEqualTo(keys);
      assertThat(office.posted()).isEqualTo(keys);
      assertThat(pad.store().alerts().of(RUN)).extracting(Alert::key).isEqualTo(keys);
      assertThat(pad.store().alerts().of(RUN))
          .allSatisfy(alert -> {
            assertThat(alert.mail()).isEqualTo(new AlertDelivery.Sent());
            assertThat(alert.webhook()).isEqualTo(new AlertDelivery.Sent());
          });
      assertThat(office.bodies())
          .map(body -> body.path("status").asString())
          .containsExactly("refused", "failed", "completed");
      assertThat(office.bodies().getLast().path("audience").path("accepted").asLong())
          .isEqualTo(101);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellOfARunThatFailedAndIsRefusedThen(Database database) throws Exception {
    try (var office = new Office();
        var pad = pad(database, office, 1).profiles(101)) {
      pad.file("own.sql", "select user_id from profiles, switch where cast(text as int) > 0");
      var jdbc = new JdbcTemplate(pad.dataSource());
      jdbc.execute("create table switch (text varchar(9))");
      jdbc.execute("insert into switch values ('no')");
      var campaign = pad.campaign("all", GUARDED.replace("everyone: true", "sql: own.sql"));

      launch(pad, campaign, MONDAY);
      jdbc.execute("update switch set text = '1'");
      launch(pad, campaign, MONDAY);

      assertThat(office.mailed()).containsExactly(RUN + "/failed/1", RUN + "/refused/2");
    }
  }

  @ParameterizedTest
  @EnumSource
  void comeAsAMailAndAsAPost(Database database) throws Exception {
    try (var office = new Office();
        var pad = pad(database, office, 1).profiles(101)) {
      launch(pad, pad.campaign("all", GUARDED), MONDAY);

      var mail = office.mails().getFirst();
      assertThat(mail.getAllRecipients())
          .extracting(Object::toString)
          .containsExactly("growth@example.com");
      assertThat(mail.getFrom()).extracting(Object::toString).containsExactly("muster@example.com");
      assertThat(mail.getSubject()).isEqualTo("[muster] all: refused");
      assertThat(mail.getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
      assertThat(mail.getMessageID()).isEqualTo("<all.2026-11-16T09-00-00Z.refused.1@muster>");
      assertThat(mail.getContent().toString().replace("\r\n", "\n"))
          .startsWith("refused: 101 users qualify, and who.cap.abort_above allows 100\n")
          .contains("'muster restart " + RUN + " --override REASON --segment-api here' sends")
          .contains("\nname              Campaign all\n")
          .contains("\nqualified         101\nrefused           101");
      var post = office.posts().getFirst();
      assertThat(post.getMethod()).isEqualTo("POST");
      assertThat(post.getHeaders().get("Content-Type")).isEqualTo("application/json");
      assertThat(post.getHeaders().get("Idempotency-Key")).isEqualTo(RUN + "/refused/1");
      assertThat(office.bodies().getFirst().path("text").asString())
          .isEqualTo("refused: " + RUN + ": 101 users qualify, and who.cap.abort_above allows 100");
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellOfFailuresThatMayPassWhenTheyComeOften(Database database) throws Exception {
    try (var office = new Office();
        var pad = pad(database, office, 3).profiles(3)) {
      var campaign = pad.campaign("all", EVERYONE);
      pad.faults(DOWN);
      launch(pad, campaign, MONDAY);
      launch(pad, campaign, MONDAY);
      assertThat(office.mailed()).isEmpty();
      launch(pad, campaign, MONDAY);
      launch(pad, campaign, MONDAY);
      assertThat(office.mailed()).containsExactly(RUN + "/failed/1");

      var tuesday = MONDAY.plus(Duration.ofDays(1));
      pad.faults(REFUSING);
      launch(pad, campaign, tuesday);
      assertThat(office.mailed().getLast()).isEqualTo("all@2026-11-17T09:00:00Z/failed/1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellOfRejectedUsersAndThatTheyWereReachedAfterAll(Database database) throws Exception {
    try (var office = new Office();
        var pad = pad(database, office, 1).profiles(20)) {
      pad.faults("{\"faults\": [{\"containing\": \"\\\"u7\\\"\", \"status\": 400}]}");
      var campaign = pad.campaign("all", EVERYONE);
      launch(pad, campaign, MONDAY);
      assertThat(office.mailed()).as("1 of 20 is not more than 5 %").isEmpty();

      var tuesday = MONDAY.plus(Duration.ofDays(1));
      var jdbc = new JdbcTemplate(pad.dataSource());
      jdbc.update("delete from profiles where user_id = 'u20'");
      launch(pad, campaign, tuesday);
      pad.noFaults();
      pad.retryRejected(tuesday);
      send(pad);

      var run = "all@2026-11-17T09:00:00Z";
      assertThat(office.mailed()).containsExactly(run + "/incomplete/1", run + "/recovered/2");
      assertThat(office.bodies().getFirst().path("remedy").asString())
          .startsWith("'muster retry-rejected " + run + " --segment-api here' sends");
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellOfASourceThatHasGoneSilent(Database database) throws Exception {
    try (var office = new Office();
        var pad = pad(database, office, 1).profiles(100)) {
      var campaign = pad.campaign("all", EVERYONE);
      launch(pad, campaign, MONDAY);
      new JdbcTemplate(pad.dataSource()).update("delete from profiles");
      launch(pad, campaign, MONDAY.plus(Duration.ofDays(1)));

      assertThat(office.mailed()).containsExactly("all@2026-11-17T09:00:00Z/empty/1");
      assertThat(office.bodies().getFirst().path("reason").asString())
          .isEqualTo("completed, but nobody qualified; usually 100 do (median of 1 run)");
    }
  }

  @ParameterizedTest
  @CsvSource({"H2, 3, 3", "H2, 12, 1", "POSTGRESQL, 10, 10", "POSTGRESQL, 12, 1"})
  void tellOfMissedRunsOfManyTheLatest(Database database, int missed, int told) throws Exception {
    try (var office = new Office();
        var pad = pad(database, office, 1).profiles(3)) {
      var campaign = pad.campaign("all", EVERYONE);
      var times = times(missed);
      assertThat(miss(pad, campaign, times)).hasSize(missed);
      assertThat(miss(pad, campaign, times)).isEmpty();
      send(pad);

      assertThat(office.mailed()).hasSize(told);
      assertThat(office.mailed().getLast()).isEqualTo(times.getLast() + "/missed/1");
      var last = office.bodies().getLast();
      assertThat(last.path("status").asString()).isEqualTo("missed");
      assertThat(last.path("remedy").asString())
          .isEqualTo(
              "'muster run jobs/all.yaml --planned %s --segment-api here' makes up for it"
                  .formatted(times.getLast().plannedAt()));
      assertThat(last.path("reason").asString())
          .isEqualTo(
              told == missed
                  ? "nobody came"
                  : "nobody came; 12 runs were missed, the first all@2026-11-16T09:00:00Z, and this"
                      + " is the last; 'muster runs --campaign all' lists them");

      // It is made up for, and its row is another one.
      pad.launch(campaign, times.getLast().plannedAt());
      send(pad);
      assertThat(office.mailed().getLast()).isEqualTo(times.getLast() + "/recovered/2");
    }
  }

  @ParameterizedTest
  @EnumSource
  void waitForTheNextLaunchOfAnyCampaignWhereNobodyAnswers(Database database) throws Exception {
    try (var office = new Office();
        var pad = pad(database, office, 1).profiles(101)) {
      office.withoutMail().answering(302);
      var end = launch(pad, pad.campaign("all", GUARDED), MONDAY);

      assertThat(end).isInstanceOf(RunEnd.Worked.class);
      assertThat(pad.run(end).status()).isEqualTo(RunStatus.REFUSED);
      assertThat(alert(pad).mail())
          .isEqualTo(new AlertDelivery.Failed("nobody answers at its address"));
      assertThat(alert(pad).webhook()).isEqualTo(new AlertDelivery.Failed("it answers 302"));
      assertThat(office.posts()).hasSize(1);

      office.answering(503);
      launch(pad, pad.campaign("other", EVERYONE), MONDAY);
      assertThat(office.posts()).hasSize(2);
      office.withMail().answering(200);
      launch(pad, pad.campaign("third", EVERYONE), MONDAY);
      launch(pad, pad.campaign("fourth", EVERYONE), MONDAY);

      assertThat(office.mailed()).containsExactly(RUN + "/refused/1");
      assertThat(office.mails().getFirst().getMessageID())
          .isEqualTo("<all.2026-11-16T09-00-00Z.refused.1@muster>");
      assertThat(office.posted()).hasSize(3).containsOnly(RUN + "/refused/1");
      assertThat(office.bodies())
          .as("the same at every attempt")
          .containsOnly(office.bodies().getFirst());
      assertThat(alert(pad).webhook()).isEqualTo(new AlertDelivery.Sent());
      assertThat(attempts(pad)).isEqualTo(Map.of("mail", 3, "webhook", 3));
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofARunArriveInTheirOrder(Database database) throws Exception {
    try (var office = new Office();
        var pad = pad(database, office, 1).profiles(101)) {
      office.answering(500);
      var campaign = pad.campaign("all", GUARDED);
      launch(pad, campaign, MONDAY);
      office.answering(200);
      pad.launch(campaign, MONDAY, "it is meant");
      send(pad);

      assertThat(office.posted())
          .containsExactly(RUN + "/refused/1", RUN + "/refused/1", RUN + "/recovered/2");
    }
  }

  /**
   * Neither an owner to whom no mail can go nor a post that is not taken holds up those of others.
   */
  @ParameterizedTest
  @EnumSource
  void areSentThoughOthersNeverArrive(Database database) throws Exception {
    try (var office = new Office();
        var pad = pad(database, office, 1).profiles(101)) {
      office.answering(503).withoutMail().refusing("all");
      var campaign = pad.campaign("all", GUARDED);
      Files.writeString(
          campaign, Files.readString(campaign).replace("growth@example.com", "a(b@example.com"));
      launch(pad, campaign, MONDAY);
      launch(pad, pad.campaign("other", GUARDED), MONDAY);

      office.answering(200).withMail();
      launch(pad, pad.campaign("third", EVERYONE), MONDAY);

      var others = "other@2026-11-16T09:00:00Z/refused/1";
      assertThat(office.mailed()).containsExactly(others);
      assertThat(office.posted()).endsWith(RUN + "/refused/1", others);
      assertThat(alert(pad).mail())
          .isEqualTo(new AlertDelivery.Failed("the owner's address is none that mails can go to"));
      assertThat(alert(pad).webhook()).isEqualTo(new AlertDelivery.Failed("it answers 400"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void areAskedForNoMoreInALaunchAfterTheirChannelHasFailed(Database database) throws Exception {
    try (var office = new Office();
        var pad = pad(database, office, 1).profiles(3)) {
      office.answering(500);
      miss(pad, pad.campaign("all", EVERYONE), times(3));
      send(pad);

      assertThat(office.posts()).hasSize(1);
      assertThat(office.mailed()).hasSize(3);
      for (var run : times(3)) {
        assertThat(pad.store().alerts().of(run))
            .map(Alert::webhook)
            .containsExactly(new AlertDelivery.Failed("it answers 500"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void areGivenUpAfterSevenDays(Database database) throws Exception {
    try (var office = new Office();
        var pad = pad(database, office, 1).profiles(101)) {
      office.answering(500);
      launch(pad, pad.campaign("all", GUARDED), MONDAY);
      real.set("2026-11-23T09:59:59Z");
      launch(pad, pad.campaign("other", EVERYONE), MONDAY);
      assertThat(alert(pad).webhook()).isEqualTo(new AlertDelivery.Failed("it answers 500"));

      real.set("2026-11-23T10:00:00Z");
      office.answering(200);
      launch(pad, pad.campaign("third", EVERYONE), MONDAY);

      assertThat(alert(pad).webhook()).isEqualTo(new AlertDelivery.GivenUp("it answers 500"));
      assertThat(alert(pad).mail()).isEqualTo(new AlertDelivery.Sent());
      assertThat(office.posts()).hasSize(2);
    }
  }

  /** Whoever dies between the end of a run and its alert leaves both, or none of them. */
  @ParameterizedTest
  @CsvSource({"H2, BEFORE", "H2, AFTER", "POSTGRESQL, BEFORE", "POSTGRESQL, AFTER"})
  void areLostToNoCrash(Database database, MortalDatabase.Death death) throws Exception {
    try (var office = new Office();
        var pad = pad(database, office, 1).profiles(101)) {
      var campaign = pad.campaign("all", GUARDED);
      var statement = 1;
      for (var dead = true; dead; statement += STRIDE) {
        var planned = MONDAY.plusSeconds(statement);
        dead = dies(pad, campaign, planned, new MortalDatabase(statement, death, "muster_alert"));
        launch(pad, campaign, planned);

        var key = pad.id(planned) + "/refused/1";
        assertThat(pad.run(planned).status()).isEqualTo(RunStatus.REFUSED);
        assertThat(pad.store().alerts().of(pad.id(planned)))
            .as("statement %d", statement)
            .map(Alert::mail)
            .containsExactly(new AlertDelivery.Sent());
        assertThat(office.mailed().stream().distinct().filter(key::equals)).hasSize(1);
        assertThat(office.posted()).contains(key);
      }
      assertThat(statement).isGreaterThan(8);
    }
  }

  /** Commit and death: nobody has sent anything yet. */
  @ParameterizedTest
  @EnumSource
  void areSentByTheNextLaunchWhereTheirOwnHasDiedBeforeIt(Database database) throws Exception {
    try (var office = new Office();
        var pad = pad(database, office, 1).profiles(101)) {
      pad.launch(pad.campaign("all", GUARDED), MONDAY);
      assertThat(alert(pad).mail()).isEqualTo(new AlertDelivery.Due());

      launch(pad, pad.campaign("other", EVERYONE), MONDAY);

      assertThat(office.mailed()).containsExactly(RUN + "/refused/1");
      assertThat(office.posted()).containsExactly(RUN + "/refused/1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void areSentByOneOfTwoLaunchesAtOnce(Database database) throws Exception {
    try (var office = new Office();
        var pad = pad(database, office, 1).profiles(101)) {
      pad.launch(pad.campaign("all", GUARDED), MONDAY);
      var store = pad.store();
      var row = store.openAlerts().all().getFirst();

      LaunchPad.transaction(pad.dataSource())
          .executeWithoutResult(_ -> {
            assertThat(store.openAlerts().claim(row, AlertChannel.MAIL)).isPresent();
            var other = Thread.ofPlatform().start(() -> sendAsAnother(pad));
            join(other);
          });

      assertThat(office.mails()).as("another has it").isEmpty();
      assertThat(office.posted()).as("each channel on its own").hasSize(1);
      sendAsAnother(pad);
      assertThat(office.mailed()).containsExactly(RUN + "/refused/1");
      assertThat(office.posted()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void costNoMoreTimeThanIsAllowedWhereSomebodyHangs(Database database) throws Exception {
    var atMost = Duration.ofMillis(50);
    // Of the mail, nothing but the limit ends so soon what hangs.
    var later = String.valueOf(Duration.ofMinutes(1).toMillis());
    var hanging = Map.of("mail.smtp.timeout", later, "mail.smtp.connectiontimeout", later);
    try (var silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
        var pad = new LaunchPad(database, folder).profiles(101)) {
      var port = silent.getLocalPort();
      pad.telling((store, transaction, clocks) ->
          new LaunchAlerts(
              store,
              transaction,
              thresholds(1),
              List.of(
                  new Mail(
                      new MailServer("127.0.0.1", port, null, null, hanging),
                      "muster@example.com",
                      atMost,
                      Clock.systemUTC()),
                  new Webhook(WebhookUrl.of("http://127.0.0.1:" + port), atMost)),
              "",
              clocks));
      launch(pad, pad.campaign("all", GUARDED), MONDAY);

      assertThat(alert(pad).mail()).isEqualTo(new AlertDelivery.Failed("no answer within 0.05 s"));
      assertThat(alert(pad).webhook())
          .isInstanceOf(AlertDelivery.Failed.class)
          .extracting(AlertDelivery::error)
          .isIn("no answer within 0.05 s", "no answer in time");
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofARehearsalSaySoAndAreNothingToTheRunThatIsMeant(Database database) throws Exception {
    try (var office = new Office();
        var pad = pad(database, office, 1).profiles(3)) {
      var campaign = pad.campaign("all", EVERYONE);
      pad.planning(Purpose.REHEARSAL);
      miss(pad, campaign, List.of(RUN));
      send(pad);
      assertThat(office.mails().getFirst().getSubject())
          .isEqualTo("[rehearsal] [muster] all: missed");
      assertThat(office.bodies().getFirst().path("rehearsal").asBoolean()).isTrue();

      pad.planning(Purpose.REAL);
      launch(pad, campaign, MONDAY);
      assertThat(office.mails()).as("nothing was wrong with it").hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void reachTheOwnerThoughTheDefinitionCannotBeReadAnyMore(Database database) throws Exception {
    try (var office = new Office();
        var pad = pad(database, office, 1).profiles(3)) {
      var campaign = pad.campaign("all", EVERYONE);
      pad.faults(DOWN);
      pad.launch(campaign, MONDAY);
      var jdbc = new JdbcTemplate(pad.dataSource());
      jdbc.update("delete from muster_alert");
      jdbc.update(
          "update muster_run_file set content = replace(content, 'everyone:', 'all_of_them:')");
      pad.resume(RUN);
      send(pad);
      assertThat(office.mails().getFirst().getAllRecipients())
          .extracting(Object::toString)
          .containsExactly("growth@example.com");

      jdbc.update("delete from muster_alert");
      jdbc.update("update muster_run_file set content = 'nothing of ours'");
      pad.resume(RUN);
      send(pad);
      assertThat(alert(pad).mail()).isEqualTo(new AlertDelivery.Off());
      assertThat(alert(pad).webhook()).isEqualTo(new AlertDelivery.Sent());
      assertThat(office.bodies().getLast().path("name").asString()).isEqualTo("all");
    }
  }

  private LaunchPad pad(Database database, Office office, int afterFailures) {
    return new LaunchPad(database, folder)
        .telling((store, transaction, clocks) ->
            new LaunchAlerts(
                store,
                transaction,
                thresholds(afterFailures),
                office.both(),
                " --segment-api here",
                new Clocks(real, clocks.program(), clocks.purpose())));
  }

  private static Thresholds thresholds(int afterFailures) {
    return new Thresholds(new BigDecimal(5), new BigDecimal(5), afterFailures);
  }

  private static RunEnd launch(LaunchPad pad, Path campaign, Instant planned) throws Exception {
    var end = pad.launch(campaign, planned);
    send(pad);
    return end;
  }

  private static void send(LaunchPad pad) {
    pad.alerts().send();
    pad.alerts().sendLeft(() -> true);
  }

  private static void sendAsAnother(LaunchPad pad) {
    pad.launched();
    send(pad);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean dies(
      LaunchPad pad, Path campaign, Instant planned, MortalDatabase database) throws Exception {
    try (var own = new HikariDataSource()) {
      own.setJdbcUrl(pad.dataSource().getJdbcUrl());
      own.setMaximumPoolSize(12);
      own.setMinimumIdle(1);
      pad.through(database.through(own));
      launch(pad, campaign, planned);
    } catch (NestedRuntimeException e) {
      assertThat(database.isDead()).as(e.toString()).isTrue();
    } finally {
      pad.through(pad.dataSource());
    }
    return database.isDead();
  }

  /** A launch that finds runs to be missed. */
  private static List<RunId> miss(LaunchPad pad, Path campaign, List<RunId> runs) {
    RunWitness witness = pad.launched();
    var reasons = new LinkedHashMap<RunId, String>();
    runs.forEach(run -> reasons.put(run, "nobody came"));
    var now = runs.getLast().plannedAt().plus(Duration.ofDays(2));
    return new Endings(
            pad.store(),
            BatchInfrastructure.on(pad.dataSource()).record(),
            LaunchPad.transaction(pad.dataSource()),
            witness)
        .missed(
            new Missing(read(campaign), "jobs/all.yaml", ZoneOffset.UTC, now, true, reasons),
            pad.purpose());
  }

  private static Campaign read(Path file) {
    return switch (new CampaignReader(new TemplateLanguage(ZoneOffset.UTC))
        .read(CampaignFiles.onDisk(file))) {
      case Reading.Invalid invalid -> throw new AssertionError(invalid.faults().toString());
      case Reading.Valid valid -> valid.campaign();
    };
  }

  private static List<RunId> times(int count) {
    return IntStream.range(0, count)
        .mapToObj(day -> new RunId(RUN.campaign(), MONDAY.plus(Duration.ofDays(day))))
        .toList();
  }

  private static Alert alert(LaunchPad pad) {
    return pad.store().alerts().of(RUN).getLast();
  }

  private static Map<String, Integer> attempts(LaunchPad pad) {
    var attempts = new LinkedHashMap<String, Integer>();
    new JdbcTemplate(pad.dataSource())
        .query(
            "select channel, attempts from muster_alert_channel order by channel",
            row -> {
              attempts.put(row.getString("channel"), row.getInt("attempts"));
            });
    return attempts;
  }
}
