package dev.muster.cli;

import dev.muster.campaign.RunId;
import dev.muster.campaign.Share;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.check.DatabaseCheck;
import dev.muster.check.QueryCheck;
import dev.muster.message.Packing;
import dev.muster.message.TemplateLanguage;
import dev.muster.run.Account;
import dev.muster.run.Clocks;
import dev.muster.run.Consent;
import dev.muster.run.DeliverySettings;
import dev.muster.run.Reopening;
import dev.muster.run.RunLauncher;
import dev.muster.run.RunPlanner;
import dev.muster.run.RunWorker;
import dev.muster.run.StopSignal;
import dev.muster.run.Unforeseen;
import dev.muster.run.job.BatchInfrastructure;
import dev.muster.run.job.BatchRunJob;
import dev.muster.run.job.Destination;
import dev.muster.store.Occasion;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that runs need while a command works on them, wired together. */
final class RunSession implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RunSession.class);

  private final Settings.Database database;
  private final Watch watch;
  private final CampaignRuns runs;

  private RunSession(Settings.Database database, Watch watch, CampaignRuns runs) {
    this.database = database;
    this.watch = watch;
    this.runs = runs;
  }

  /**
   * Wires a session.
   *
   * @param receiver the option by which it was given its receiver, with a blank before it, or
   *     nothing
   * @throws Complaint when a setting that runs need is wrong or missing
   */
  static RunSession open(Application application, String receiver) {
    return open(application, receiver, new StopSignal(), Clock.systemUTC(), Occasion.REAL);
  }

  /**
   * Wires a session.
   *
   * @param receiver the option by which it was given its receiver, with a blank before it, or
   *     nothing
   * @param stop is given when the process is asked to end
   * @param clock the program's
   * @param occasion what runs are planned for under that clock
   * @throws Complaint when a setting that runs need is wrong or missing
   */
  static RunSession open(
      Application application, String receiver, StopSignal stop, Clock clock, Occasion occasion) {
    var settings = application.settings();
    Unbuilt.refuse(settings);
    application.forWriting();
    var access = SegmentAccess.of(settings);
    var watch = Watch.onThisTerminal();
    application.endOn(stop);
    var reader = new CampaignReader(new TemplateLanguage(settings.account().timezone()));
    var store = application.store();
    var batch = BatchInfrastructure.on(application.dataSource());
    var account = account(settings);
    var delivery = delivery(settings);
    var clocks = new Clocks(Clock.systemUTC(), clock);
    var job =
        new BatchRunJob(
            batch,
            application.dataSource(),
            application.databaseType(),
            store,
            account,
            new Destination(
                () -> access.open(clock),
                new Packing(access.envelope().bytes()),
                access.fingerprint()),
            delivery,
            stop,
            watch,
            clocks);
    var launcher =
        new RunLauncher(
            store,
            reader,
            new RunPlanner(store, account, delivery, clock, occasion, batch.transaction()),
            new RunWorker(store, batch.record(), job, batch.transaction(), delivery, watch, clocks),
            new Reopening(store, batch.record(), batch.transaction()),
            settings.lockWait(),
            stop,
            clocks);
    return new RunSession(
        settings.database(),
        watch,
        new CampaignRuns(
            store,
            new SourceCheck(
                new DatabaseCheck(application.dataSource(), application.databaseType()),
                new QueryCheck(
                    application.dataSource(),
                    application.databaseType(),
                    settings.account().timezone()),
                settings.database()),
            reader,
            launcher,
            stop,
            new Stage(occasion, SegmentAccess.endpoint(settings).isLoopback(), receiver),
            watch,
            settings.account().timezone(),
            clock));
  }

  /**
   * How a run works through its members.
   *
   * @throws Complaint when a setting is wrong
   */
  static DeliverySettings delivery(Settings settings) {
    try {
      return settings.delivery().forRuns();
    } catch (IllegalArgumentException e) {
      throw new Complaint(ExitCode.WRONG, String.valueOf(e.getMessage()));
    }
  }

  /**
   * What holds for all campaigns.
   *
   * @throws Complaint when a setting is wrong
   */
  static Account account(Settings settings) {
    return new Account(
        settings.account().timezone(),
        SettingFault.expecting(
            "muster.account.system-control-percent",
            "0 to 100 with one decimal at most",
            settings.account().systemControlPercent(),
            Share::ofPercent));
  }

  /**
   * Launches one file, and says what became of it and of each of its runs as it happens; also when
   * the database fails meanwhile.
   */
  void launch(CampaignPaths.File file, LaunchRequest request, Consumer<Result> results)
      throws InterruptedException {
    try {
      runs.launch(file, request, results);
    } catch (RuntimeException e) {
      results.accept(failed(file.path().toString(), e));
    }
  }

  /** What is not the database's fault is ours: it must not keep other campaigns from their runs. */
  private Result failed(String what, RuntimeException e) {
    if (e instanceof Complaint complaint) {
      return Result.of(complaint.exitCode(), what + ": " + complaint.reason());
    }
    if (DatabaseFault.isOne(e)) {
      var complaint = DatabaseFault.complaint(database, e);
      return Result.of(complaint.exitCode(), what + ": " + complaint.reason());
    }
    var unforeseen = new Unforeseen(e);
    log.error("{}: {}", what, unforeseen.trace());
    return Result.of(ExitCode.FAILED, what + ": failed: " + unforeseen.line());
  }

  /** Says which unfinished runs none of the launched files is about. */
  void tellOfLeftOut(List<CampaignPaths.File> files, Consumer<Result> results) {
    runs.tellOfLeftOut(files, results);
  }

  /** Takes up an unfinished run as it was planned, whatever its campaign's file says now. */
  void restart(RunId run, Consent consent, Consumer<Result> results) throws InterruptedException {
    tell(run, () -> runs.restart(run, consent), results);
  }

  /** Sends again what the Segment API rejected of a run. */
  void retryRejected(RunId run, Consent consent, Consumer<Result> results)
      throws InterruptedException {
    tell(run, () -> runs.retryRejected(run, consent), results);
  }

  private interface Work {
    Result perform() throws InterruptedException;
  }

  private void tell(RunId run, Work work, Consumer<Result> results) throws InterruptedException {
    try {
      results.accept(work.perform());
    } catch (RuntimeException e) {
      results.accept(failed(run.toString(), e));
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
