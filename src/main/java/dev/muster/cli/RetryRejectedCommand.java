package dev.muster.cli;

import dev.muster.app.MetricsPush;
import dev.muster.app.RunSession;
import dev.muster.gate.Verdict;
import dev.muster.launch.Answer;
import dev.muster.report.RunReport;
import dev.muster.run.Consent;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster retry-rejected}: sends again what the Segment API rejected. */
@Command(
    name = "retry-rejected",
    description = {
      "Sends again what the Segment API rejected of a completed run, with the same message ids, from"
          + " the profiles as they are now. 'muster show RUN --rejections' lists those users."
    },
    mixinStandardHelpOptions = true)
final class RetryRejectedCommand implements Callable<Integer> {
  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Mixin private Output output;

  @Mixin private RunParameter run;

  @Option(
      names = "--accept-duplicates",
      description =
          "Sends although some users may be sent to twice: where a user gets several messages, some"
              + " may have been accepted more than 24 hours ago.")
  private boolean acceptDuplicates;

  @Mixin private SourceMovedOption source;

  @Mixin private ReceiverOption receiver;

  @Override
  public Integer call() throws Exception {
    muster.warnOfNearSettings();
    try (var application = muster.openToRun(receiver.overrides());
        var watch = Watch.onThisTerminal(Watch.Doing.DELIVERING);
        var metrics = MetricsPush.of(application, watch);
        var answer =
            new RunAnswer(
                output,
                receiver.written(),
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
        var session = RunSession.open(application, metrics)) {
      var id = run.in(application.store()).id();
      return Audited.perform(
              application.auditing().begin("retry-rejected", id.campaign(), id, null),
              () -> {
                retry(session, application.store(), answer);
                return answer.outcome();
              })
          .code();
    }
  }

  private void retry(RunSession session, Store store, RunAnswer answer)
      throws InterruptedException {
    var stored = run.in(store);
    var report = RunReport.of(store, stored);
    if (stored.status() == RunStatus.COMPLETED && report.users(Verdict.REJECTED) == 0) {
      // It may have been pruned whole just now: then it had some.
      run.in(store);
      answer.add(new Answer.NobodyRejected(report));
    } else {
      session.retryRejected(
          stored.id(), new Consent(null, acceptDuplicates, false, source.moved()), answer::add);
    }
  }
}
