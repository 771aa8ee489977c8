package dev.muster.cli;

import dev.muster.app.Application;
import dev.muster.app.CampaignPaths;
import dev.muster.app.Complaint;
import dev.muster.app.RunSession;
import dev.muster.app.SystemClocks;
import dev.muster.campaign.DurationText;
import dev.muster.launch.Answer;
import dev.muster.launch.LaunchRequest;
import dev.muster.launch.LaunchedFile;
import dev.muster.run.Consent;
import dev.muster.run.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster watch}: launches again and again, until the process is asked to end. */
@Command(
    name = "watch",
    description =
        "Launches campaigns again and again in one process, until it is asked to end: live ones"
            + " without a scheduler.",
    mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Mixin private Output output;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Campaign files, or folders of them, read anew for each launch. Campaigns that are"
              + " planned 'at: launch' are not begun.")
  private List<Path> paths;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      defaultValue = "10s",
      description =
          "From one launch's beginning to the next's, 1s to 1h (default: ${DEFAULT-VALUE}); one"
              + " that takes longer is followed at once.")
  private String every;

  @Mixin private ReceiverOption receiver;

  @Override
  public Integer call() throws Exception {
    var pause = every();
    requirePaths();
    muster.warnOfNearSettings();
    var stop = new StopSignal();
    var answers =
        new WatchAnswers(
            output, receiver.written(), spec.commandLine().getOut(), spec.commandLine().getErr());
    Application application = null;
    try {
      while (!stop.given()) {
        var since = System.nanoTime();
        try {
          if (application == null) {
            application = muster.openToRun(receiver.overrides());
          }
          launch(application, stop, answers);
        } catch (Complaint complaint) {
          if (!complaint.passing() && answers.launches() == 0) {
            throw complaint;
          }
          answers.add(new Answer.Failed("watch", complaint.reason(), complaint.passing()));
        }
        answers.launched();
        if (application != null) {
          touch(application.settings().watch().touch());
        }
        var left = pause.minusNanos(System.nanoTime() - since);
        if (left.isPositive() && stop.await(left)) {
          break;
        }
      }
    } finally {
      if (application != null) {
        application.close();
      }
    }
    return answers.wasCutShort() ? ExitCode.STOPPED.code() : ExitCode.DONE.code();
  }

  private void launch(Application application, StopSignal stop, WatchAnswers answers)
      throws InterruptedException {
    var files = CampaignPaths.files(paths);
    var ambiguous = CampaignPaths.oneIdInSeveral(files.stream().map(LaunchedFile::path).toList());
    ambiguous.values().forEach(fault -> answers.add(new Answer.Invalid(List.of(fault))));
    var request = new LaunchRequest(null, null, Consent.NONE);
    try (var session = RunSession.open(application, answers, stop, SystemClocks.real())) {
      for (var file : files) {
        if (stop.given()) {
          return;
        }
        if (!ambiguous.containsKey(file.path())) {
          session.launch(new LaunchedFile(file.path(), false), request, answers::add);
        }
      }
    }
  }

  /** What goes away later is waited for; what was never there is misspelt. */
  private void requirePaths() {
    for (var path : paths) {
      if (!Files.exists(path)) {
        throw Complaint.needsRemedy(
            "%s: expected a campaign file, or a folder of them, found neither".formatted(path));
      }
    }
  }

  /** Whoever looks whether this lives goes by the file's age. */
  private void touch(@Nullable String name) {
    if (name == null || name.isBlank()) {
      return;
    }
    try {
      Files.writeString(muster.file(name), "");
    } catch (IOException e) {
      throw Complaint.needsRemedy(
          "MUSTER_WATCH_TOUCH: expected a file that can be written, found %s: %s"
              .formatted(name, e.getMessage()));
    }
  }

  private Duration every() {
    var read = DurationText.read(every).orElse(null);
    if (read == null || read.compareTo(SHORTEST) < 0 || read.compareTo(LONGEST) > 0) {
      throw Complaint.needsRemedy(
          "--every: expected %s, from 1s to 1h, found '%s'"
              .formatted(DurationText.EXPECTED, every));
    }
    return read;
  }
}
