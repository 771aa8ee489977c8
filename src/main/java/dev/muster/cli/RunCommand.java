package dev.muster.cli;

import dev.muster.run.Consent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code muster run}: unfinished runs first, then what is due. */
@Command(
    name = "run",
    description = "Runs campaigns: unfinished runs first, then what is due now.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private Output output;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Campaign files, or folders of them. A campaign that is planned 'at: launch' starts only"
              + " when its file is named.")
  private List<Path> paths;

  @Option(
      names = "--planned",
      paramLabel = "INSTANT",
      description =
          "The planned time, such as 2026-12-07T14:00:00Z; two launches for one time are one run.")
  private @Nullable Instant planned;

  @Option(
      names = "--override",
      paramLabel = "REASON",
      description = "Lets a run pass its safety limit; the reason is kept with the run.")
  private @Nullable String override;

  @Option(
      names = "--accept-duplicates",
      description =
          "Goes on with a run although some users may be sent to twice: more than 24 hours after a"
              + " crash, the Segment API does not know their messages again.")
  private boolean acceptDuplicates;

  @Mixin private ReceiverOption receiver;

  @Override
  public Integer call() throws Exception {
    checkOverride();
    var request = new LaunchRequest(planned(), new Consent(override, acceptDuplicates));
    var files = CampaignPaths.files(paths);
    var out = spec.commandLine().getOut();
    var err = spec.commandLine().getErr();
    try (var application = Application.start(receiver.overrides());
        var session = RunSession.open(application);
        var answer = new RunAnswer(output.json(), out, err)) {
      for (var file : files) {
        session.launch(file, request, answer::add);
      }
      return answer.exitCode().code();
    }
  }

  private void checkOverride() {
    LaunchRequest.checkReason("--override", override);
    if (override != null && paths.stream().anyMatch(Files::isDirectory)) {
      throw new Complaint(
          ExitCode.WRONG, "--override: expected the campaign's file, found a folder of them");
    }
  }

  private @Nullable Instant planned() {
    if (planned != null && planned.isAfter(Instant.now())) {
      throw new Complaint(
          ExitCode.WRONG, "--planned: expected a time that has come, found " + planned);
    }
    return planned;
  }
}
