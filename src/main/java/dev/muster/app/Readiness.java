package dev.muster.app;

import static dev.muster.run.Figures.counted;

import dev.muster.alert.Messenger;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.DefinitionDigest;
import dev.muster.campaign.file.Reading;
import dev.muster.check.CampaignCheck;
import dev.muster.check.CampaignFileCheck;
import dev.muster.check.DataCheck;
import dev.muster.check.DatabaseCheck;
import dev.muster.check.Finding;
import dev.muster.check.KeyCheck;
import dev.muster.check.LiveEventsCheck;
import dev.muster.check.MachineCheck;
import dev.muster.check.QueryCheck;
import dev.muster.check.ReceiverCheck;
import dev.muster.check.SourceDatabaseCheck;
import dev.muster.check.TokenCheck;
import dev.muster.message.TemplateLanguage;
import dev.muster.run.SuppressionList;
import dev.muster.segmentapi.Endpoint;
import dev.muster.segmentapi.OAuth;
import dev.muster.segmentapi.Probe;
import dev.muster.segmentapi.WriteKey;
import dev.muster.source.SourceDatabase;
import dev.muster.source.SourceSample;
import dev.muster.store.Approvals;
import dev.muster.store.DatabaseType;
import dev.muster.store.SharedFile;
import dev.muster.store.Suppressions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Everything that a run needs, looked at in the order in which it would be needed. */
public final class Readiness {
  private final Settings settings;
  private final Surroundings surroundings;
  private final Path folder;
  private final Clock clock = SystemClocks.real().real();
  private final List<Finding> findings = new ArrayList<>();
  private final LockWatch watch = new LockWatch();

  private Readiness(Settings settings, Surroundings surroundings) {
    this.settings = settings;
    this.surroundings = surroundings;
    this.folder = surroundings.folder();
  }

  /**
   * What is found.
   *
   * @param given reads the settings
   * @param surroundings where mail's settings and files of settings are looked for
   * @param campaign a file whose audience is looked at too, or null
   */
  public static List<Finding> findings(
      Supplier<Settings> given, Surroundings surroundings, @Nullable Path campaign)
      throws InterruptedException {
    Settings settings;
    try {
      settings = given.get();
    } catch (Complaint complaint) {
      return List.of(Finding.failed("settings", complaint.reason()));
    }
    var readiness = new Readiness(settings, surroundings);
    readiness.settings();
    readiness.database(campaign == null ? Optional.empty() : readiness.campaign(campaign));
    readiness.receiver();
    readiness.alerts();
    readiness.findings.addAll(MachineCheck.findings(readiness.clock.instant()));
    return List.copyOf(readiness.findings);
  }

  private void settings() {
    right(
            "settings",
            () -> {
              UnbuiltSettings.refuse(settings);
              RunSettings.delivery(settings);
              RunSettings.keepLiveRuns(settings);
              SegmentAccess.sending(settings.delivery());
              SourceAccess.check(settings);
              return RunSettings.account(settings, folder);
            })
        .ifPresent(account ->
            findings.add(Finding.ok("settings", "read; days begin in " + account.timezone())));
  }

  private void database(Optional<Reading.Valid> definition) {
    var campaign = definition.map(Reading.Valid::campaign);
    try (var pool = Application.look(settings, watch)) {
      var kind = DatabaseKind.of(pool);
      var product = DatabaseType.productOf(pool);
      var tables = Application.check(settings, pool, kind).findings();
      findings.add(Finding.ok("database", settings.database() + ", " + product));
      findings.addAll(tables);
      var schemaIsCurrent = tables.getFirst().state() == Finding.State.OK;
      suppressions(pool, schemaIsCurrent);
      if (schemaIsCurrent) {
        definition.ifPresent(said -> approval(pool, said));
      }
      var apart = settings.source().access();
      if (apart.isPresent()) {
        source(apart.get(), campaign, Finding.anyFailed(tables));
      } else {
        campaign(campaign, kind.source(pool), tables);
      }
      if (DatabaseUrl.isShared(settings.database().url())) {
        SharedFile.awaitOthers(pool, () -> false);
      }
    } catch (Complaint complaint) {
      findings.add(Finding.failed("database", complaint.reason()));
    } catch (Exception e) {
      findings.add(
          DatabaseFault.isAbsence(e) && DatabaseUrl.isMadeByH2(settings.database().url())
              ? absent(e)
              : Finding.failed(
                  "database", DatabaseFault.atACheck(settings.database(), e, watch.told())));
    }
  }

  /** Before the schema is up to date, the table may not be there. */
  private void suppressions(DataSource pool, boolean schemaIsCurrent) {
    var table = new Suppressions(new JdbcTemplate(pool));
    var list = new SuppressionList(RunSettings.account(settings, folder).suppressionList(), table);
    list.fault()
        .ifPresentOrElse(
            fault -> findings.add(Finding.failed("suppressed", fault)),
            () -> {
              var inFile =
                  list.file() == null
                      ? "no list is set"
                      : "%s in %s".formatted(counted(list.idsOfFile(), "id"), list.file());
              var inTable =
                  schemaIsCurrent
                      ? ", %s in the table %s"
                          .formatted(counted(table.count(), "id"), Suppressions.TABLE)
                      : "";
              findings.add(Finding.ok("suppressed", inFile + inTable));
            });
  }

  private void approval(DataSource pool, Reading.Valid said) {
    if (RunSettings.account(settings, folder).approvalRequired()) {
      findings.add(
          new ApprovalFinding(Approvals.in(pool))
              .of(said.campaign().id(), DefinitionDigest.of(said.texts())));
    }
  }

  private void campaign(Optional<Campaign> campaign, SourceDatabase source, List<Finding> tables)
      throws SQLException {
    var schemaIsCurrent = tables.getFirst().state() == Finding.State.OK;
    if (campaign.isPresent() && !Finding.anyFailed(tables)) {
      if (schemaIsCurrent) {
        audience(campaign.get(), source);
      } else {
        findings.add(
            Finding.warning(
                "audience",
                "how the database would find it can be said when Muster's tables are there and"
                    + " up to date",
                "check again after the next import or run, which sees to that"));
      }
      if (tables.stream().noneMatch(DatabaseCheck::tellsOfAbsence)) {
        data(campaign.get(), source);
      }
    }
  }

  /** What is said of a source that is another database than Muster's own. */
  private void source(Access access, Optional<Campaign> campaign, boolean anyFailed) {
    try {
      SourceAccess.check(settings);
    } catch (Complaint complaint) {
      // It is said of the settings.
      return;
    }
    try (var pool = SourceAccess.look(settings, access, watch)) {
      var source = SourceAccess.behind(pool, settings, access);
      var found = new SourceDatabaseCheck(source).findings();
      findings.addAll(found);
      if (campaign.isPresent() && !anyFailed && !Finding.anyFailed(found)) {
        audience(campaign.get(), source);
        data(campaign.get(), source);
      }
    } catch (Complaint complaint) {
      findings.add(Finding.failed("source", complaint.reason()));
    } catch (Exception e) {
      findings.add(Finding.failed("source", DatabaseFault.atACheck(access, e, watch.told())));
    }
  }

  /** Of a database that the first import or run makes, if it can. */
  private Finding absent(Exception absence) {
    if (DatabaseUrl.mustExist(settings.database().url())) {
      return Finding.failed(
          "database", DatabaseFault.complaint(settings.database(), absence).reason());
    }
    try {
      if (DatabaseUrl.isFileOfH2(settings.database().url())) {
        SharedFile.tryToMake(settings.database().url());
      }
      return Finding.warning(
          "database",
          settings.database() + " is not there yet",
          "the first import or run makes it, or set MUSTER_DATABASE_URL");
    } catch (SQLException e) {
      return Finding.failed("database", DatabaseFault.complaint(settings.database(), e).reason());
    }
  }

  /** What a campaign's file says, if it is right. */
  private Optional<Reading.Valid> campaign(Path file) {
    var read = new CampaignFileCheck(settings.account().timezone()).read(file);
    findings.addAll(read.findings());
    return read.definition();
  }

  private void audience(Campaign campaign, SourceDatabase source) throws SQLException {
    var zone = settings.account().timezone();
    var faults = new QueryCheck(source, zone).faults(campaign, clock.instant());
    faults.forEach(fault -> findings.add(Finding.failed("audience", fault)));
    if (faults.isEmpty()) {
      findings.add(new CampaignCheck(source, zone, clock.instant()).finding(campaign));
    }
    if (campaign.who().isLive()) {
      findings.addAll(new LiveEventsCheck(source).findings());
    }
  }

  private void data(Campaign campaign, SourceDatabase source) throws SQLException {
    var templates = new TemplateLanguage(settings.account().timezone());
    findings.addAll(new DataCheck(SourceSample.of(source), templates).findings(campaign));
  }

  /** A run does without them. */
  private void alerts() throws InterruptedException {
    var access = right("alerts", () -> AlertAccess.of(settings, surroundings, clock));
    if (access.isPresent()) {
      findings.add(
          alerts("mail", "SPRING_MAIL_HOST", access.get().mail().map(mail -> (Messenger) mail)));
      findings.add(
          alerts(
              "webhook",
              "MUSTER_ALERTS_WEBHOOKURL",
              access.get().webhook().map(webhook -> (Messenger) webhook)));
    }
  }

  private static Finding alerts(String subject, String setting, Optional<Messenger> messenger)
      throws InterruptedException {
    if (messenger.isEmpty()) {
      return Finding.ok(subject, "off: %s is not set".formatted(setting));
    }
    var trouble = messenger.get().greet();
    return trouble.isEmpty()
        ? Finding.ok(subject, "answers")
        : Finding.warning(subject, trouble.get(), "alerts may not arrive; see " + setting);
  }

  private void receiver() throws InterruptedException {
    var endpoint =
        right(
            "receiver",
            () -> {
              SegmentAccess.requireJvmSettings();
              return SegmentAccess.endpoint(settings);
            });
    if (endpoint.isPresent()) {
      try (var probe = Probe.of(endpoint.get(), clock)) {
        receiver(endpoint.get(), probe);
      }
    }
  }

  private void receiver(Endpoint endpoint, Probe probe) throws InterruptedException {
    findings.addAll(
        new ReceiverCheck(endpoint, settings.segment().oauth().clientId() != null)
            .findings(probe.reach(), clock.instant()));
    var key = right("write key", () -> SegmentAccess.key(settings));
    if (key.isPresent()) {
      findings.addAll(new KeyCheck(endpoint, key.get()).findings(probe.key(key.get())));
      var oauth =
          right("oauth", () -> Optional.ofNullable(SegmentAccess.oauth(settings, endpoint)));
      if (oauth.isPresent()) {
        findings.add(token(oauth.get(), key.get(), probe));
      }
    }
  }

  private static Finding token(Optional<OAuth> oauth, WriteKey key, Probe probe)
      throws InterruptedException {
    return oauth.isEmpty()
        ? TokenCheck.notSetUp()
        : TokenCheck.finding(probe.token(oauth.get(), key));
  }

  /** A part of the settings, if it is right; otherwise what is wrong is a finding. */
  private <T> Optional<T> right(String subject, Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (Complaint complaint) {
      findings.add(Finding.failed(subject, complaint.reason()));
      return Optional.empty();
    }
  }
}
