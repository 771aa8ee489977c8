package dev.muster.cli;

import dev.muster.app.Application;
import dev.muster.app.Clocks;
import dev.muster.app.Complaint;
import dev.muster.app.DatabaseFault;
import dev.muster.app.RunSettings;
import dev.muster.app.SegmentAccess;
import dev.muster.app.Settings;
import dev.muster.app.UnbuiltSettings;
import dev.muster.campaign.RunId;
import dev.muster.check.DatabaseCheck;
import dev.muster.check.QueryCheck;
import dev.muster.check.SourceCheck;
import dev.muster.message.Packing;
import dev.muster.run.Consent;
import dev.muster.run.RunLauncher;
import dev.muster.run.StopSignal;
import dev.muster.run.Unforeseen;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that runs need while a command works on them, wired together. */
public final class RunSession implements AutoCloseable {
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
    return open(application, receiver, new StopSignal(), Clocks.ofThisMachine());
  }

  /**
   * Wires a session.
   *
   * @param receiver the option by which it was given its receiver, with a blank before it, or
   *     nothing
   * @param stop is given when the process is asked to end
   * @throws Complaint when a setting that runs need is wrong or missing
   */
  static RunSession open(Application application, String receiver, StopSignal stop, Clocks clocks) {
    var settings = application.settings();
    UnbuiltSettings.refuse(settings);
    application.forWriting();
    var access = SegmentAccess.of(settings);
    var watch = Watch.onThisTerminal();
    application.endOn(stop);
    var reader = application.reader();
    var launcher =
        new RunLauncher(
            new RunLauncher.Setup(
                application.dataSource(),
                application.databaseType(),
                application.store(),
                application.batch(),
                reader,
                () -> access.open(clocks),
                new Packing(access.envelope().bytes()),
                access.fingerprint(),
                RunSettings.account(settings),
                RunSettings.delivery(settings),
                settings.lockWait(),
                stop,
                watch,
                clocks.program(),
                clocks.occasion()));
    return new RunSession(
        settings.database(),
        watch,
        new CampaignRuns(
            application.store(),
            new SourceCheck(
                new DatabaseCheck(application.dataSource(), application.databaseType()),
                new QueryCheck(
                    application.dataSource(),
                    application.databaseType(),
                    settings.account().timezone()),
                fault -> DatabaseFault.complaint(settings.database(), fault).reason()),
            reader,
            launcher,
            stop,
            new Stage(clocks.occasion(), SegmentAccess.endpoint(settings).isLoopback(), receiver),
            watch,
            settings.account().timezone(),
            clocks.program()));
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
      return Result.of(ExitCode.of(complaint), what + ": " + complaint.reason());
    }
    if (DatabaseFault.isOne(e)) {
      var complaint = DatabaseFault.complaint(database, e);
      return Result.of(ExitCode.of(complaint), what + ": " + complaint.reason());
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
