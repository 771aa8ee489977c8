package dev.muster.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.muster.alert.LaunchAlerts;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.check.DatabaseCheck;
import dev.muster.check.Finding;
import dev.muster.check.QueryCheck;
import dev.muster.check.SourceCheck;
import dev.muster.check.SourceDatabaseCheck;
import dev.muster.goal.KeptBeforePruning;
import dev.muster.goal.Measuring;
import dev.muster.intake.Intake;
import dev.muster.message.TemplateLanguage;
import dev.muster.run.Abandonment;
import dev.muster.run.Account;
import dev.muster.run.Clocks;
import dev.muster.run.Endings;
import dev.muster.run.Milestones;
import dev.muster.run.Pruning;
import dev.muster.run.StopSignal;
import dev.muster.run.SuppressionList;
import dev.muster.run.job.BatchInfrastructure;
import dev.muster.source.MadeTables;
import dev.muster.source.SourceDatabase;
import dev.muster.store.Capabilities;
import dev.muster.store.Schema;
import dev.muster.store.Sessions;
import dev.muster.store.SharedFile;
import dev.muster.store.SourceTables;
import dev.muster.store.Store;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a command needs that works with the database: the settings, and a pool on a database that
 * has Muster's tables.
 */
public final class Application implements AutoCloseable {
  private static final Clocks CLOCKS = SystemClocks.real();

  private final Surroundings surroundings;
  private final Settings settings;
  private final HikariDataSource dataSource;
  private final DatabaseKind kind;
  private final Store store;
  private final LockWatch watch;
  private final String receiver;

  private StopSignal stop = new StopSignal();
  private @Nullable SourceDatabase source;
  private @Nullable HikariDataSource sourcePool;

  private Application(
      Surroundings surroundings,
      Settings settings,
      HikariDataSource dataSource,
      DatabaseKind kind,
      LockWatch watch,
      String receiver) {
    this.receiver = receiver;
    this.surroundings = surroundings;
    this.settings = settings;
    this.dataSource = dataSource;
    this.kind = kind;
    this.watch = watch;
    this.store =
        Store.in(dataSource, kind.type(), CLOCKS.real(), PoolConfig.worker(), surroundings.guard());
  }

  /**
   * Reads the settings, connects, and brings the schema up to date.
   *
   * @param overrides values that stand above those of files and environment, by full names
   * @throws Complaint when a setting is wrong or the database is not to be had
   */
  public static Application start(Surroundings surroundings, Map<String, Object> overrides) {
    var settings = read(surroundings, overrides);
    return opened(settings, () -> open(surroundings, settings, overrides, false));
  }

  /** The same for a command that works for long, and on which others are not to have to wait. */
  public static Application startToWork(Surroundings surroundings) {
    return startToWork(surroundings, Map.of(), false);
  }

  /** The same for one that works on runs, and needs more sessions than others. */
  public static Application startToRun(Surroundings surroundings, Map<String, Object> overrides) {
    return startToWork(surroundings, overrides, true);
  }

  private static Application startToWork(
      Surroundings surroundings, Map<String, Object> overrides, boolean toRun) {
    var settings = read(surroundings, overrides);
    if (!DatabaseUrl.isShared(settings.database().url())) {
      return opened(settings, () -> open(surroundings, settings, overrides, toRun));
    }
    return opened(
        settings,
        () -> {
          var config = PoolConfig.of(settings, "");
          try (var _ = SharedFile.seat(config.getJdbcUrl(), PoolConfig.login(config))) {
            return open(surroundings, settings, overrides, toRun);
          }
        });
  }

  private static Settings read(Surroundings surroundings, Map<String, Object> overrides) {
    var settings = SettingsReader.read(surroundings, overrides);
    SourceAccess.check(settings);
    return settings;
  }

  private static <T> T inTurn(HikariConfig config, Callable<T> opening) throws Exception {
    return SharedFile.opened(config.getJdbcUrl(), PoolConfig.login(config), opening);
  }

  private static Application opened(Settings settings, Callable<Application> opening) {
    return DatabaseFault.explained(
        settings.database(),
        DatabaseUrl.isShared(settings.database().url())
            ? () -> inTurn(PoolConfig.of(settings, ""), opening)
            : opening);
  }

  private static Application open(
      Surroundings surroundings, Settings settings, Map<String, Object> overrides, boolean toRun)
      throws SQLException, InterruptedException {
    var watch = new LockWatch();
    var dataSource = PoolConfig.open(PoolConfig.of(settings, ""), watch);
    try {
      var kind = DatabaseKind.of(dataSource);
      if (toRun) {
        refuse(settings, Sessions.lacking(dataSource, kind.type()));
      }
      if (!isUpToDate(dataSource, kind)) {
        // What passes by itself is for the next launch to find gone.
        refuse(settings, passing(Capabilities.ofDatabase(dataSource, kind.type())));
        refuseUnfit(settings, check(settings, dataSource, kind));
        Schema.migrate(dataSource, kind.type(), tables(settings, dataSource, kind));
      }
      return new Application(
          surroundings, settings, dataSource, kind, watch, ReceiverOverride.written(overrides));
    } catch (SQLException | RuntimeException e) {
      BoundedClose.of("The database", dataSource::close);
      throw e;
    }
  }

  private static boolean isUpToDate(DataSource dataSource, DatabaseKind kind) {
    try {
      return !Sessions.isOneAllThereIs(dataSource, kind.type())
          && Schema.state(dataSource, kind.type()).isCurrent();
    } catch (SQLException | RuntimeException e) {
      // Such as for a right that is missing: what is asked next says it better.
      return false;
    }
  }

  /** Says what {@code muster check} says, instead of what a migration would fail with. */
  private static void refuseUnfit(Settings settings, DatabaseCheck check) throws SQLException {
    var faults = check.faultsBeforeMigration();
    if (!faults.isEmpty()) {
      throw Complaint.needsRemedy(
          "database %s: %s"
              .formatted(
                  settings.database().place(),
                  faults.stream().map(Finding::line).collect(Collectors.joining("; "))));
    }
  }

  /**
   * Refuses a database that cannot take what is written, for commands that write much.
   *
   * @throws Complaint with the remedy
   */
  public void forWriting() {
    refuse(
        settings,
        DatabaseFault.told(
            settings.database(), () -> Capabilities.ofDatabase(dataSource, kind.type())));
  }

  private static List<Capabilities.Fault> passing(List<Capabilities.Fault> faults) {
    return faults.stream().filter(Capabilities.Fault::passing).toList();
  }

  private static void refuse(Settings settings, List<Capabilities.Fault> faults) {
    for (var fault : faults) {
      throw Complaint.of(
          fault.passing(),
          "database %s: %s; %s"
              .formatted(settings.database().place(), fault.found(), fault.remedy()));
    }
  }

  /**
   * Connects to a database as it is: nothing is made in it, nor is a new one.
   *
   * @param watch looks what its sessions wait for
   * @throws Complaint when the URL is of no database that Muster knows
   * @throws Exception what the pool or the driver says
   */
  static HikariDataSource look(Settings settings, LockWatch watch) throws Exception {
    var config = PoolConfig.toLook(PoolConfig.of(settings, PoolConfig.MUST_EXIST));
    Callable<HikariDataSource> opening = () -> PoolConfig.open(config, watch);
    return DatabaseUrl.isShared(settings.database().url())
        ? inTurn(config, opening)
        : opening.call();
  }

  /** Whether the database answers, and has this program's schema. */
  public boolean isReady() {
    return isUpToDate(dataSource, kind);
  }

  /** What {@code muster check} finds, which may take some seconds. */
  public List<Finding> findings() throws InterruptedException {
    return Readiness.findings(() -> settings, surroundings, null);
  }

  /** The settings that it was started with. */
  public Settings settings() {
    return settings;
  }

  /** Its pool; closed with it. */
  public HikariDataSource dataSource() {
    return dataSource;
  }

  /**
   * Where profiles and events are; another database than Muster's own is opened when it is asked
   * for first.
   *
   * @throws Complaint when that is not to be had
   */
  public synchronized SourceDatabase source() {
    if (source == null) {
      source = settings.source().access().map(this::apart).orElseGet(() -> kind.source(dataSource));
    }
    return source;
  }

  private SourceDatabase apart(Access access) {
    return DatabaseFault.explained(
        access,
        () -> {
          sourcePool = SourceAccess.open(settings, access, watch);
          return SourceAccess.behind(sourcePool, settings, access);
        });
  }

  /** How the database of profiles and events is told of. */
  public Access sourceAccess() {
    return settings.source().access().orElse(settings.database());
  }

  /** Imports files. */
  public Intake intake() {
    return new Intake(kind.source(dataSource), kind.tables());
  }

  /** What is to be asked of the databases before a run, or before one is looked at. */
  SourceCheck sourceCheck() {
    return new SourceCheck(
        check(settings, dataSource, kind),
        fault -> DatabaseFault.complaint(settings.database(), fault).reason(),
        checkApart(),
        new QueryCheck(source(), settings.account().timezone()));
  }

  private SourceCheck.@Nullable Apart checkApart() {
    return settings
        .source()
        .access()
        .map(access ->
            new SourceCheck.Apart(
                new SourceDatabaseCheck(source()),
                fault -> DatabaseFault.complaint(access, fault).reason()))
        .orElse(null);
  }

  /** What is asked of Muster's own database: of profiles and events only if they are there. */
  static DatabaseCheck check(Settings settings, DataSource dataSource, DatabaseKind kind) {
    return new DatabaseCheck(
        dataSource,
        kind.type(),
        settings.source().access().isPresent() ? null : kind.source(dataSource));
  }

  private static SourceTables tables(Settings settings, DataSource dataSource, DatabaseKind kind) {
    if (settings.source().access().isPresent()) {
      return SourceTables.NONE;
    }
    var made = new MadeTables(kind.source(dataSource));
    return SourceTables.of(made::make, made::addArrivals);
  }

  /** Muster's own tables, by the real clock. */
  public Store store() {
    return store;
  }

  /** Writes down what somebody does by this process. */
  public Auditing auditing() {
    return new Auditing(store.audit(), settings, CLOCKS.real());
  }

  /** Sets up Spring Batch's tables, and what works with them; few commands need it. */
  public BatchInfrastructure batch() {
    return BatchInfrastructure.on(dataSource);
  }

  /**
   * What holds for all campaigns.
   *
   * @throws Complaint when a setting is wrong
   */
  public Account account() {
    return RunSettings.account(settings, surroundings.folder());
  }

  /**
   * Has the list of those who are sent nothing be one: it never counts as empty.
   *
   * @throws Complaint when it cannot be read
   */
  void requireSuppressionList() {
    SuppressionList.of(account(), store)
        .fault()
        .ifPresent(fault -> {
          throw Complaint.needsRemedy(fault);
        });
  }

  /** Transactions of Muster's own database. */
  public TransactionTemplate transaction() {
    return new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /** Reads campaigns' files, and the definitions that runs have frozen. */
  public CampaignReader reader() {
    return new CampaignReader(new TemplateLanguage(settings.account().timezone()));
  }

  /** How far runs have come. */
  public Milestones milestones() {
    return new Milestones(store, batch().record());
  }

  /**
   * What a launch tells owners of campaigns.
   *
   * @throws Complaint when a setting is wrong
   */
  public LaunchAlerts alerts(Clocks clocks) {
    return AlertAccess.of(settings, surroundings, clocks.real())
        .launch(store, transaction(), receiver, clocks);
  }

  /** What a launch by the real clock tells them. */
  public LaunchAlerts alerts() {
    return alerts(CLOCKS);
  }

  /**
   * Ends runs for good.
   *
   * @param alerts where it is written down who is told of that
   */
  public Abandonment abandonment(LaunchAlerts alerts) {
    var batch = batch();
    return new Abandonment(
        batch.record(),
        new Endings(store, batch.record(), batch.transaction(), alerts.witness()),
        settings.lockWait(),
        CLOCKS);
  }

  /** Removes what nobody asks for any more. */
  public Pruning pruning() {
    var batch = batch();
    var now = CLOCKS.program().instant();
    return new Pruning(
        store,
        batch.record(),
        batch.transaction(),
        reader(),
        account(),
        new KeptBeforePruning(measuring(now)),
        CLOCKS.program());
  }

  /**
   * Measures goals.
   *
   * @param now no event then or later is seen
   */
  Measuring measuring(Instant now) {
    return new Measuring(store, this::askableSource, reader(), settings.account().timezone(), now);
  }

  private SourceDatabase askableSource() {
    sourceCheck()
        .fault()
        .ifPresent(fault -> {
          throw Complaint.needsRemedy(fault);
        });
    return source();
  }

  /** Has a signal given when the end is asked for; {@link #close} waits for nobody then. */
  public void endOn(StopSignal signal) {
    surroundings.signals().accept(signal);
    signal.otherwise(watch::endWaits);
    stop = signal;
  }

  @Override
  public void close() {
    var pool = sourcePool;
    if (pool != null) {
      BoundedClose.of("The source", pool::close);
    }
    if (DatabaseUrl.isShared(settings.database().url())) {
      SharedFile.awaitOthers(dataSource, () -> stop.given());
    }
    BoundedClose.of("The database", dataSource::close);
  }
}
