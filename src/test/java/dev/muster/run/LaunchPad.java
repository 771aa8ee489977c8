package dev.muster.run;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.alert.LaunchAlerts;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.campaign.Share;
import dev.muster.campaign.UserId;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Reading;
import dev.muster.gate.Verdict;
import dev.muster.goal.KeptBeforePruning;
import dev.muster.goal.Measuring;
import dev.muster.intake.Format;
import dev.muster.intake.Options;
import dev.muster.intake.Source;
import dev.muster.look.ApprovedEstimate;
import dev.muster.look.Approver;
import dev.muster.look.DryRun;
import dev.muster.look.SendingTerms;
import dev.muster.look.Subject;
import dev.muster.message.Packing;
import dev.muster.message.TemplateLanguage;
import dev.muster.run.job.BatchInfrastructure;
import dev.muster.run.job.BatchRunJob;
import dev.muster.run.job.Destination;
import dev.muster.sandbox.FaultScript;
import dev.muster.sandbox.Sandbox;
import dev.muster.schedule.FrequencyRule;
import dev.muster.segmentapi.Endpoint;
import dev.muster.segmentapi.Envelope;
import dev.muster.segmentapi.HttpSegmentApi;
import dev.muster.segmentapi.SendingSettings;
import dev.muster.segmentapi.WriteKey;
import dev.muster.source.SourceDatabase;
import dev.muster.store.Accounting;
import dev.muster.store.Position;
import dev.muster.store.Purpose;
import dev.muster.store.Rejections;
import dev.muster.store.Run;
import dev.muster.store.Store;
import dev.muster.store.Sums;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Everything that a launch needs: a new database, a sandbox, and campaign files in a folder. */
public final class LaunchPad implements AutoCloseable {
  private static final WriteKey KEY = WriteKey.of("a-write-key-of-the-tests");

  private final HikariDataSource dataSource;
  private final Database database;
  private final Path folder;
  private final Sandbox sandbox = Sandbox.start();

  private DataSource working;
  private DeliverySettings delivery = new DeliverySettings(4, 100, 4, 1_000_000);
  private SendingSettings sending =
      new SendingSettings(
          1000, 0, 3, Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(30), true);
  private Share systemControl = new Share(0);
  private @Nullable FrequencyRule frequencyCap;
  private @Nullable Path suppressionList;
  private boolean approvalRequired;
  private ZoneId zone = ZoneOffset.UTC;
  private RunProgress progress = new Unwatched();
  private Clock clock = Clock.systemUTC();
  private StopSignal stop = new StopSignal();
  private Purpose purpose = Purpose.REAL;
  private @Nullable Telling telling;
  private @Nullable LaunchAlerts alerts;

  public LaunchPad(Database database, Path folder) {
    this.database = database;
    this.folder = folder;
    this.dataSource = database.newDataSource();
    this.working = dataSource;
  }

  /** Has launches reach the database so. */
  public LaunchPad through(DataSource way) {
    working = way;
    return this;
  }

  public LaunchPad delivering(DeliverySettings settings) {
    delivery = settings;
    return this;
  }

  public LaunchPad sending(SendingSettings settings) {
    sending = settings;
    return this;
  }

  public LaunchPad holdingBack(Share share) {
    systemControl = share;
    return this;
  }

  /** Reaches nobody more often than that, in the account's zone. */
  public LaunchPad atMost(int messages, int days) {
    frequencyCap = new FrequencyRule(messages, days, zone);
    return this;
  }

  /** Sends nothing to those on a list. */
  public LaunchPad sparing(Path list) {
    suppressionList = list;
    return this;
  }

  /** Runs nothing that nobody has approved. */
  LaunchPad approved() {
    approvalRequired = true;
    return this;
  }

  /** Approves a campaign's file for a planned time. */
  ApprovedEstimate approve(Path file, Instant plannedAt, String by) {
    return new Approver(dryRun(), clock)
        .approve(subject(file, plannedAt, plannedAt), by)
        .orElseThrow();
  }

  /** Sets the zone of the account. */
  public LaunchPad in(ZoneId account) {
    zone = account;
    return this;
  }

  public LaunchPad clock(Clock of) {
    clock = of;
    return this;
  }

  /** Has runs planned for that. */
  public LaunchPad planning(Purpose what) {
    purpose = what;
    return this;
  }

  /** How owners are told of runs. */
  public interface Telling {
    LaunchAlerts by(Store store, TransactionTemplate transaction, Clocks clocks);
  }

  /** Has owners told of how runs end; each launch has {@link #alerts} of its own. */
  public LaunchPad telling(Telling how) {
    telling = how;
    return this;
  }

  /** Those of the latest launch; they are written down, and not sent yet. */
  public LaunchAlerts alerts() {
    return Objects.requireNonNull(alerts);
  }

  LaunchPad watchedBy(RunProgress watcher, StopSignal signal) {
    progress = watcher;
    stop = signal;
    return this;
  }

  public LaunchPad faults(String script) {
    sandbox.faults(FaultScript.read(script));
    return this;
  }

  public LaunchPad noFaults() {
    sandbox.faults(FaultScript.NONE);
    return this;
  }

  /** What runs are planned for. */
  public Purpose purpose() {
    return purpose;
  }

  /** Imports profiles from NDJSON lines. */
  public LaunchPad profiles(String ndjson) throws Exception {
    database.intake(dataSource).profiles(source(ndjson), Options.defaults());
    return this;
  }

  /** Imports profiles with ids u1 to uN, of even number on the plan "pro". */
  public LaunchPad profiles(int count) throws Exception {
    var rows = new StringBuilder();
    for (var i = 1; i <= count; i++) {
      rows.append(
          "{\"user_id\": \"u%d\", \"email\": \"u%d@example.com\", \"plan\": \"%s\"}%n"
              .formatted(i, i, i % 2 == 0 ? "pro" : "free"));
    }
    return profiles(rows.toString());
  }

  public LaunchPad events(String ndjson) throws Exception {
    database.intake(dataSource).events(source(ndjson), Options.defaults());
    return this;
  }

  private static Source source(String ndjson) {
    return Source.stream(
        "test", Format.NDJSON, new ByteArrayInputStream(ndjson.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Writes a campaign file; {@code campaign}, {@code name}, {@code owner}, {@code status} are
   * added.
   */
  public Path campaign(String id, String rest) throws Exception {
    return file(
        id + ".yaml",
        """
        campaign: %s
        name: Campaign %s
        owner: growth@example.com
        status: published
        """
                .formatted(id, id)
            + rest);
  }

  public Path file(String name, String text) throws Exception {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  public RunEnd launch(Path campaign, Instant planned) throws Exception {
    return launch(campaign, planned, null);
  }

  public RunEnd launch(Path campaign, Instant planned, @Nullable String override) throws Exception {
    var reader = new CampaignReader(new TemplateLanguage(ZoneOffset.UTC));
    var files = CampaignFiles.onDisk(campaign);
    return switch (reader.read(files)) {
      case Reading.Invalid invalid -> throw new AssertionError(invalid.faults().toString());
      case Reading.Valid valid ->
          launcher(reader)
              .launch(
                  new RunId(valid.campaign().id(), planned),
                  valid,
                  files,
                  new Consent(override, false, true));
    };
  }

  /** The run of the campaign "all" for a planned time. */
  public RunId id(Instant planned) {
    return new RunId(new CampaignId("all"), planned);
  }

  public RunEnd retryRejected(Instant planned) throws Exception {
    return retryRejected(planned, Consent.NONE);
  }

  RunEnd retryRejected(Instant planned, Consent consent) throws Exception {
    return launcher(new CampaignReader(new TemplateLanguage(ZoneOffset.UTC)))
        .retryRejected(id(planned), consent);
  }

  /** Takes up a run as it was planned, without its file. */
  public RunEnd resume(RunId run) throws Exception {
    return launcher(new CampaignReader(new TemplateLanguage(ZoneOffset.UTC)))
        .resume(run, Consent.NONE);
  }

  /** Ends a run for good. */
  public RunEnd abandon(RunId run, String reason) throws Exception {
    var batch = BatchInfrastructure.on(working);
    return new Abandonment(
            batch.record(),
            new Endings(store(), batch.record(), batch.transaction(), RunWitness.NONE),
            Duration.ZERO,
            new Clocks(Clock.systemUTC(), Clock.systemUTC(), Purpose.REAL))
        .abandon(run, reason);
  }

  /** Launches a live campaign: what has triggered is taken up, and its run worked on. */
  public TakenUp takeUp(Path campaign) throws Exception {
    var reader = new CampaignReader(new TemplateLanguage(ZoneOffset.UTC));
    var files = CampaignFiles.onDisk(campaign);
    return switch (reader.read(files)) {
      case Reading.Invalid invalid -> throw new AssertionError(invalid.faults().toString());
      case Reading.Valid valid -> {
        var taken = takingUp().take(valid, files);
        if (taken.run() != null) {
          launcher(reader).resume(taken.run(), Consent.NONE);
        }
        yield taken;
      }
    };
  }

  /** The same after its unfinished runs, as far as their openings have come. */
  public TakenUp launchLive(Path campaign) throws Exception {
    for (var run : store().runs().list(null)) {
      if (run.status().unfinished() && !run.waits(clock.instant())) {
        resume(run.id());
      }
    }
    return takeUp(campaign);
  }

  /** A launch finds a live campaign stopped. */
  public void pause(String campaign) {
    takingUp().pause(new CampaignId(campaign));
  }

  private TakingUp takingUp() {
    var clocks = new Clocks(Clock.systemUTC(), clock, purpose);
    var store = Store.in(working, database.databaseType(), Clock.systemUTC(), "this test");
    var transaction = new TransactionTemplate(new JdbcTransactionManager(working));
    return new TakingUp(
        store,
        database.source(working),
        account(),
        clocks,
        new RunPlanner(store, database.source(working), account(), delivery, clocks, transaction),
        new Endings(
            store, BatchInfrastructure.on(working).record(), transaction, witness(store, clocks)),
        Duration.ofMillis(100),
        stop,
        transaction);
  }

  private RunLauncher launcher(CampaignReader reader) {
    var envelope = Envelope.of(KEY);
    var store = Store.in(working, database.databaseType(), Clock.systemUTC(), "this test");
    var batch = BatchInfrastructure.on(working);
    var account = account();
    var clocks = new Clocks(Clock.systemUTC(), clock, purpose);
    var job =
        new BatchRunJob(
            batch,
            database.source(working),
            store,
            account,
            new Destination(
                () ->
                    HttpSegmentApi.open(
                        Endpoint.of(sandbox.uri().toString()),
                        envelope,
                        null,
                        sending,
                        Clock.systemUTC(),
                        clock),
                new Packing(envelope.bytes()),
                KEY.fingerprint()),
            delivery,
            stop,
            progress,
            clocks);
    return new RunLauncher(
        store,
        reader,
        new Approving(store, approvalRequired),
        new SourcePlace(store.runs(), null),
        new RunPlanner(
            store, database.source(working), account, delivery, clocks, batch.transaction()),
        new RunWorker(
            store,
            batch.record(),
            job,
            new Endings(store, batch.record(), batch.transaction(), witness(store, clocks)),
            delivery,
            progress,
            clocks),
        new Reopening(store, batch.record(), batch.transaction()),
        Duration.ofMillis(100),
        stop,
        clocks);
  }

  private RunWitness witness(Store store, Clocks clocks) {
    if (telling == null) {
      return RunWitness.NONE;
    }
    alerts = telling.by(store, transaction(working), clocks);
    return alerts.witness();
  }

  /** Another launch, which has begun nothing yet. */
  public RunWitness launched() {
    return witness(
        Store.in(working, database.databaseType(), Clock.systemUTC(), "this test"),
        new Clocks(Clock.systemUTC(), clock, purpose));
  }

  /** Transactions of the database. */
  public static TransactionTemplate transaction(DataSource way) {
    return new TransactionTemplate(new JdbcTransactionManager(way));
  }

  /** The account as it is set up. */
  Account account() {
    return new Account(zone, systemControl, frequencyCap, suppressionList, approvalRequired);
  }

  /** Looks at runs that there are not. */
  public DryRun dryRun() {
    return new DryRun(
        store(),
        source(),
        account(),
        delivery,
        new SendingTerms(
            Envelope.of(KEY),
            KEY.fingerprint(),
            SendingSettings.mostMessagesInARequest(sending.eventsPerSecond()),
            sending.requestsPerSecond(),
            sending.eventsPerSecond()),
        purpose,
        new TransactionTemplate(new JdbcTransactionManager(dataSource)),
        progress,
        stop);
  }

  /** The run of a campaign's file, begun at a moment. */
  public Subject subject(Path campaign, Instant planned, Instant moment) {
    var files = CampaignFiles.onDisk(campaign);
    return switch (new CampaignReader(new TemplateLanguage(ZoneOffset.UTC)).read(files)) {
      case Reading.Invalid invalid -> throw new AssertionError(invalid.faults().toString());
      case Reading.Valid valid -> new Subject(valid, files, planned, moment);
    };
  }

  public Store store() {
    return Store.in(dataSource, database.databaseType(), Clock.systemUTC(), "this test");
  }

  BatchInfrastructure batch() {
    return BatchInfrastructure.on(dataSource);
  }

  public Run run(Instant planned) {
    return store().runs().get(id(planned));
  }

  public Run run(RunEnd end) {
    return store().runs().get(end.run());
  }

  public Accounting accounting(RunEnd end) {
    return Accounting.of(store(), run(end));
  }

  Sums sums(RunEnd end) {
    return Sums.of(store(), end.run());
  }

  long users(RunEnd end, Verdict verdict) {
    return accounting(end).count(verdict);
  }

  /** Why users of a run were not sent to, or refused. */
  Map<String, Rejections.Rejection> rejections(RunEnd end) throws Exception {
    try (var connection = dataSource.getConnection();
        var statement =
            connection.prepareStatement("select * from muster_rejection where run_id = ?")) {
      statement.setLong(1, run(end).key().value());
      try (var rows = statement.executeQuery()) {
        var rejections = new HashMap<String, Rejections.Rejection>();
        while (rows.next()) {
          rejections.put(
              rows.getString("user_id"),
              new Rejections.Rejection(
                  rows.getInt("execution"),
                  new Position(rows.getLong("position")),
                  new UserId(rows.getString("user_id")),
                  rows.getString("code"),
                  rows.getString("reason")));
        }
        return rejections;
      }
    }
  }

  public Sandbox sandbox() {
    return sandbox;
  }

  /** The user ids of all messages that the sandbox stored, sorted. */
  public List<String> storedUsers() {
    return sandbox.events().stream()
        .map(event -> event.message().path("userId").asString())
        .sorted()
        .toList();
  }

  /** Measures goals, of events before a moment. */
  public Measuring measuring(Instant now) {
    return new Measuring(
        store(), this::source, new CampaignReader(new TemplateLanguage(zone)), zone, now);
  }

  /** Prunes runs, and keeps what their goals came to. */
  public Pruning pruning(Clock of) {
    return new Pruning(
        store(),
        batch().record(),
        batch().transaction(),
        new CampaignReader(new TemplateLanguage(ZoneOffset.UTC)),
        account(),
        new KeptBeforePruning(measuring(of.instant())),
        of);
  }

  /** Prunes live campaigns' runs, as launches do. */
  LivePruning livePruning() {
    var batch = BatchInfrastructure.on(working);
    return new LivePruning(
        Store.in(working, database.databaseType(), Clock.systemUTC(), "this test"),
        batch.record(),
        batch.transaction(),
        new CampaignReader(new TemplateLanguage(zone)),
        account(),
        clock);
  }

  /** Where profiles and events are. */
  public SourceDatabase source() {
    return database.source(dataSource);
  }

  public HikariDataSource dataSource() {
    return dataSource;
  }

  @Override
  public void close() {
    sandbox.close();
    dataSource.close();
  }

  /** Nobody looks. */
  static class Unwatched implements RunProgress {}
}
