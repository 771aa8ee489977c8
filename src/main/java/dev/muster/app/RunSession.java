package dev.muster.app;

import dev.muster.alert.LaunchAlerts;
import dev.muster.campaign.RunId;
import dev.muster.launch.Answer;
import dev.muster.launch.CampaignRuns;
import dev.muster.launch.LaunchProgress;
import dev.muster.launch.LaunchRequest;
import dev.muster.launch.LaunchedFile;
import dev.muster.launch.OldRuns;
import dev.muster.launch.OwnersTold;
import dev.muster.launch.Stage;
import dev.muster.message.Packing;
import dev.muster.run.Approving;
import dev.muster.run.Clocks;
import dev.muster.run.Consent;
import dev.muster.run.Endings;
import dev.muster.run.LivePruning;
import dev.muster.run.Reopening;
import dev.muster.run.RunLauncher;
import dev.muster.run.RunPlanner;
import dev.muster.run.RunWorker;
import dev.muster.run.SourcePlace;
import dev.muster.run.StopSignal;
import dev.muster.run.TakingUp;
import dev.muster.run.Unforeseen;
import dev.muster.run.job.BatchRunJob;
import dev.muster.run.job.Destination;
import dev.muster.source.SourceUnasked;
import dev.muster.store.Causes;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that runs need while a command works on them, wired together. */
public final class RunSession implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RunSession.class);

  private final Access database;
  private final Access source;
  private final CampaignRuns runs;
  private final StopSignal stop;
  private final LaunchAlerts alerts;

  private RunSession(
      Access database, Access source, CampaignRuns runs, StopSignal stop, LaunchAlerts alerts) {
    this.alerts = alerts;
    this.stop = stop;
    this.database = database;
    this.source = source;
    this.runs = runs;
  }

  /**
   * Wires a session that goes by the real clock, and that nobody asks to end but by a signal.
   *
   * @throws Complaint when a setting that runs need is wrong or missing
   */
  public static RunSession open(Application application, LaunchProgress progress) {
    return open(application, progress, new StopSignal(), SystemClocks.real());
  }

  /**
   * Wires a session.
   *
   * @param stop is given when the process is asked to end
   * @throws Complaint when a setting that runs need is wrong or missing
   */
  public static RunSession open(
      Application application, LaunchProgress progress, StopSignal stop, Clocks clocks) {
    var settings = application.settings();
    UnbuiltSettings.refuse(settings);
    var alerts = application.alerts(clocks);
    application.forWriting();
    application.requireSuppressionList();
    var access = SegmentAccess.of(settings);
    application.endOn(stop);
    var reader = application.reader();
    var store = application.store();
    var batch = application.batch();
    var account = application.account();
    var approving = new Approving(store, account.approvalRequired());
    var delivery = RunSettings.delivery(settings);
    var keepLiveRuns = RunSettings.keepLiveRuns(settings);
    var job =
        new BatchRunJob(
            batch,
            application.source(),
            store,
            account,
            new Destination(
                () -> access.open(clocks),
                new Packing(access.envelope().bytes()),
                access.fingerprint()),
            delivery,
            stop,
            progress,
            clocks);
    var endings = new Endings(store, batch.record(), batch.transaction(), alerts.witness());
    var planner =
        new RunPlanner(store, application.source(), account, delivery, clocks, batch.transaction());
    var launcher =
        new RunLauncher(
            store,
            reader,
            approving,
            new SourcePlace(store.runs(), application.source().place()),
            planner,
            new RunWorker(store, batch.record(), job, endings, delivery, progress, clocks),
            new Reopening(store, batch.record(), batch.transaction()),
            settings.lockWait(),
            stop,
            clocks);
    return new RunSession(
        settings.database(),
        application.sourceAccess(),
        new CampaignRuns(
            store,
            application.sourceCheck(),
            reader,
            launcher,
            approving,
            new TakingUp(
                store,
                application.source(),
                account,
                clocks,
                planner,
                endings,
                settings.lockWait(),
                stop,
                batch.transaction()),
            new OldRuns(
                new LivePruning(
                    store, batch.record(), batch.transaction(), reader, account, clocks.program()),
                keepLiveRuns,
                clocks.purpose(),
                stop,
                clocks.program()),
            endings,
            telling(alerts),
            stop,
            new Stage(clocks.purpose(), SegmentAccess.endpoint(settings).isLoopback()),
            progress,
            settings.account().timezone(),
            clocks.program()),
        stop,
        alerts);
  }

  private static OwnersTold telling(LaunchAlerts alerts) {
    return new OwnersTold() {
      @Override
      public void ofWhatIsNew() {
        alerts.send();
      }

      @Override
      public void of(RunId run) {
        alerts.sendBeforeReport(run);
      }
    };
  }

  /**
   * Launches one file, and says what became of it and of each of its runs as it happens; also when
   * the database fails meanwhile.
   */
  public void launch(LaunchedFile file, LaunchRequest request, Consumer<Answer> answers)
      throws InterruptedException {
    // What was under way of another has ended.
    stop.stopNothingElse();
    try {
      runs.launch(file, request, answers);
    } catch (RuntimeException e) {
      answers.accept(failed(file.toString(), e));
    }
  }

  /** What is not the database's fault is ours: it must not keep other campaigns from their runs. */
  private Answer failed(String what, RuntimeException e) {
    if (stop.given() && DatabaseFault.isCancellation(e)) {
      return new Answer.NotBegun(what);
    }
    if (e instanceof Complaint complaint) {
      return new Answer.Failed(what, complaint.reason(), complaint.passing());
    }
    if (DatabaseFault.isOne(e)) {
      var complaint = DatabaseFault.complaint(isOfTheSource(e) ? source : database, e);
      return new Answer.Failed(what, complaint.reason(), complaint.passing());
    }
    var unforeseen = new Unforeseen(e);
    log.error("{}: {}", what, unforeseen.trace());
    return new Answer.Failed(what, "failed: " + unforeseen.line(), true);
  }

  private static boolean isOfTheSource(RuntimeException e) {
    return Causes.of(e).anyMatch(SourceUnasked.class::isInstance);
  }

  /** Says which unfinished runs none of the launched files is about. */
  public void tellOfLeftOut(List<LaunchedFile> files, Consumer<Answer> answers) {
    runs.tellOfLeftOut(files, answers);
  }

  /** Takes up an unfinished run as it was planned, whatever its campaign's file says now. */
  public void restart(RunId run, Consent consent, Consumer<Answer> answers)
      throws InterruptedException {
    tell(run, () -> runs.restart(run, consent), answers);
  }

  /** Sends again what the Segment API rejected of a run. */
  public void retryRejected(RunId run, Consent consent, Consumer<Answer> answers)
      throws InterruptedException {
    tell(run, () -> runs.retryRejected(run, consent), answers);
  }

  /** Sends what is left of all launches' alerts; asked to end, it leaves that to the next one. */
  @Override
  public void close() {
    alerts.sendLeft(() -> !stop.given());
  }

  private interface Work {
    Answer perform() throws InterruptedException;
  }

  private void tell(RunId run, Work work, Consumer<Answer> answers) throws InterruptedException {
    stop.stopNothingElse();
    try {
      answers.accept(work.perform());
    } catch (RuntimeException e) {
      answers.accept(failed(run.toString(), e));
    }
  }
}
