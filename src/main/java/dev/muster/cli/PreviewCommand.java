package dev.muster.cli;

import dev.muster.app.Application;
import dev.muster.app.Complaint;
import dev.muster.app.LookSession;
import dev.muster.campaign.RunId;
import dev.muster.look.FrozenRun;
import dev.muster.look.Preview;
import dev.muster.look.PreviewJson;
import dev.muster.look.PreviewText;
import dev.muster.run.StopSignal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster preview}: the very messages that a run would send. */
@Command(
    name = "preview",
    description =
        "Shows the very messages that a run of a campaign would send to some users, or why it would"
            + " send none; of a live campaign, for the latest trigger of each. Nothing is sent, and nothing is"
            + " written down. The answer has users' data"
            + " in it.",
    mixinStandardHelpOptions = true)
final class PreviewCommand implements Callable<Integer> {
  private static final int MOST = 100;
  private static final int USUAL = 3;

  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Mixin private Output output;

  @Mixin private LookedAtRun run;

  @Mixin private ClockOption clock;

  @Option(
      names = "--user",
      paramLabel = "ID",
      description = "A user to show, whether they would be sent to or not; several are possible.")
  private List<String> users = List.of();

  @Option(
      names = "--sample",
      paramLabel = "N",
      description =
          "How many others to show of those who would be sent to, as different from each other as"
              + " may be: 1 to 100 (default: 3 without --user).")
  private @Nullable Integer sample;

  private record Answer(RunId run, boolean live, List<Preview.Shown> users) {}

  @Override
  public Integer call() {
    if (sample != null && (sample < 1 || sample > MOST)) {
      throw Complaint.needsRemedy("--sample: expected 1 to %d, found %d".formatted(MOST, sample));
    }
    try (var application = muster.openToRun(Map.of())) {
      var answer = preview(application).orElseThrow(CutShort::looking);
      var out = spec.commandLine().getOut();
      out.print(
          output.json()
              ? PreviewJson.of(answer.run(), answer.users()) + "\n"
              : PreviewText.of(answer.run(), answer.live(), answer.users()));
      out.flush();
      return ExitCode.DONE.code();
    }
  }

  private Optional<Answer> preview(Application application) {
    try (var watch = Watch.onThisTerminal(Watch.Doing.COMPOSING)) {
      return LookSession.open(application, watch, new StopSignal(), clock.clocks())
          .look(run.file(), run.planned(), this::shown);
    }
  }

  private Answer shown(FrozenRun frozen) {
    var others = sample != null ? sample : users.isEmpty() ? USUAL : 0;
    return new Answer(
        frozen.run().id(),
        frozen.subject().isLive(),
        Preview.of(frozen, NamedUsers.of(users), others));
  }
}
