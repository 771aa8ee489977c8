package dev.muster.cli;

import dev.muster.app.MetricsPush;
import dev.muster.app.RunSession;
import dev.muster.run.Consent;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster restart}: goes on with a run that failed, stopped, or whose worker died. */
@Command(
    name = "restart",
    description = {
      "Goes on with a run that failed, was stopped, or whose worker died, as it was planned: its"
          + " campaign's file is not needed. A finished run shows its report."
    },
    mixinStandardHelpOptions = true)
final class RestartCommand implements Callable<Integer> {
  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Mixin private Output output;

  @Mixin private RunParameter run;

  @Option(
      names = "--accept-duplicates",
      description =
          "Goes on although some users may be sent to twice: more than 24 hours after a crash, the"
              + " Segment API does not know their messages again.")
  private boolean acceptDuplicates;

  @Option(
      names = "--override",
      paramLabel = "REASON",
      description =
          "Lets a run pass its guards ('who.cap.abort_above', 'who.expect'), also one that was"
              + " refused; the reason is kept with the run.")
  private @Nullable String override;

  @Mixin private SourceMovedOption source;

  @Mixin private ReceiverOption receiver;

  @Override
  public Integer call() throws Exception {
    muster.warnOfNearSettings();
    ReasonOption.check("--override", override);
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
      var consent = new Consent(override, acceptDuplicates, false, source.moved());
      return Audited.perform(
              application.auditing().begin("restart", id.campaign(), id, override),
              () -> {
                session.restart(id, consent, answer::add);
                return answer.outcome();
              })
          .code();
    }
  }
}
