package dev.muster.cli;

import dev.muster.app.Application;
import dev.muster.app.Complaint;
import dev.muster.app.LookSession;
import dev.muster.app.SystemClocks;
import dev.muster.look.Diff;
import dev.muster.look.DiffJson;
import dev.muster.look.DiffText;
import dev.muster.look.Diffing;
import dev.muster.run.Figures;
import dev.muster.run.StopSignal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster diff}: who comes in and who goes out when a campaign is changed. */
@Command(
    name = "diff",
    description =
        "Says what a change of a campaign does: what changed in the file, both audiences with the"
            + " data of now, who enters and who leaves, and by which condition; of live campaigns, the triggers of 24 hours are compared. Nothing is"
            + " sent, and"
            + " nothing is written down. Ends with 4 where they are not the same users.",
    mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {
  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Mixin private Output output;

  @Parameters(
      arity = "1..*",
      paramLabel = "CAMPAIGN",
      description = "The old campaign file and the new one; with --against, the new one alone.")
  private List<Path> files;

  @Option(
      names = "--against",
      paramLabel = "RUN",
      description = "The old one is what this run was planned with; it is looked at for its time.")
  private @Nullable String against;

  @Option(
      names = "--planned",
      paramLabel = "INSTANT",
      description =
          "The planned time of the new one for which both are looked at (default: the next one; of a"
              + " campaign that is planned 'at: launch' this minute).")
  private @Nullable Instant planned;

  @Option(
      names = "--ids",
      description = "Also names five users at most of those who enter, and who leave.")
  private boolean ids;

  @Override
  public Integer call() {
    refuseWrongUsage();
    try (var application = muster.openToRun(Map.of())) {
      var diff = diff(application).orElseThrow(CutShort::looking);
      var out = spec.commandLine().getOut();
      out.print(
          output.json()
              ? DiffJson.of(diff) + "\n"
              : DiffText.of(
                  against == null ? files.getFirst().toString() : against,
                  files.getLast().toString(),
                  diff));
      out.flush();
      return (diff.sameUsers() ? ExitCode.DONE : ExitCode.INCOMPLETE).code();
    }
  }

  private void refuseWrongUsage() {
    if (against == null && files.size() != 2) {
      throw Complaint.needsRemedy(
          "expected two campaign files, or one and --against RUN; found "
              + Figures.counted(files.size(), "file"));
    }
    if (against != null && files.size() != 1) {
      throw Complaint.needsRemedy(
          "--against: expected one campaign file beside it, which is held against the run; found "
              + Figures.counted(files.size(), "file"));
    }
    if (against != null && planned != null) {
      throw Complaint.needsRemedy(
          "--planned: expected it without --against, which is for the run's own time");
    }
  }

  private Optional<Diff> diff(Application application) {
    try (var watch = Watch.onThisTerminal(Watch.Doing.COMPOSING)) {
      var session = LookSession.open(application, watch, new StopSignal(), SystemClocks.real());
      var named = ids ? Diffing.MOST_IDS : 0;
      return against == null
          ? session.diff(files.getFirst(), files.getLast(), planned, named)
          : session.diff(RunParameter.named(against, application.store()), files.getFirst(), named);
    }
  }
}
