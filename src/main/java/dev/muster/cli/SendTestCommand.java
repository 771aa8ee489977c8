package dev.muster.cli;

import dev.muster.app.Application;
import dev.muster.app.Complaint;
import dev.muster.app.LookSession;
import dev.muster.app.SystemClocks;
import dev.muster.look.TestJson;
import dev.muster.look.TestSending;
import dev.muster.look.TestText;
import dev.muster.run.StopSignal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster send-test}: a campaign's messages to people who test them. */
@Command(
    name = "send-test",
    description =
        "Sends a campaign's messages to some users, marked as tests, whatever its audience and its"
            + " gates say of them; not to those who have opted out. Of a live campaign, for the latest trigger of each."
            + " Nothing is written down, and every"
            + " test has new message ids.",
    mixinStandardHelpOptions = true)
final class SendTestCommand implements Callable<Integer> {
  private static final int MOST = 100;

  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Mixin private Output output;

  @Mixin private LookedAtRun run;

  @Option(
      names = "--user",
      paramLabel = "ID",
      required = true,
      description = "A user to send to; up to 100 of them.")
  private List<String> users;

  @Mixin private ReceiverOption receiver;

  @Override
  public Integer call() {
    if (users.size() > MOST) {
      throw Complaint.needsRemedy(
          "--user: expected up to %d users, found %d".formatted(MOST, users.size()));
    }
    try (var application = muster.openToRun(receiver.overrides())) {
      var tests =
          send(application)
              .orElseThrow(() ->
                  new CutShort(
                      "asked to stop before all tests were answered; some may have arrived"));
      var out = spec.commandLine().getOut();
      out.print(output.json() ? TestJson.of(tests) + "\n" : TestText.of(tests));
      out.flush();
      return (tests.allAccepted() ? ExitCode.DONE : ExitCode.INCOMPLETE).code();
    }
  }

  private Optional<TestSending.Tests> send(Application application) {
    try (var watch = Watch.onThisTerminal(Watch.Doing.COMPOSING)) {
      return LookSession.open(application, watch, new StopSignal(), SystemClocks.real())
          .sendTest(run.file(), run.planned(), NamedUsers.of(users));
    }
  }
}
