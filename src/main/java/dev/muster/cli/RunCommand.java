package dev.muster.cli;

import dev.muster.app.Application;
import dev.muster.app.Auditing;
import dev.muster.app.CampaignPaths;
import dev.muster.app.Complaint;
import dev.muster.app.MetricsPush;
import dev.muster.app.Rehearsal;
import dev.muster.app.RunSession;
import dev.muster.app.Settings;
import dev.muster.app.SystemClocks;
import dev.muster.launch.Answer;
import dev.muster.launch.AwaitedRuns;
import dev.muster.launch.CronJobTime;
import dev.muster.launch.LaunchRequest;
import dev.muster.launch.LaunchedFile;
import dev.muster.launch.OverriddenRun;
import dev.muster.launch.RepeatedLaunch;
import dev.muster.run.Consent;
import dev.muster.run.Figures;
import dev.muster.run.StopSignal;
import dev.muster.store.Purpose;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster run}: unfinished runs first, then what is due. */
@Command(
    name = "run",
    description = "Runs campaigns: unfinished runs first, then what is due now.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Mixin private Output output;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Campaign files, or folders of them: all that is due. A campaign that is planned 'at:"
              + " launch' starts only when its file is named.")
  private List<Path> paths;

  @Option(
      names = "--planned",
      paramLabel = "INSTANT",
      description =
          "The planned time, such as 2026-12-07T14:00:00Z; two launches for one time are one run. A"
              + " campaign with planned times must have it among them.")
  private @Nullable Instant planned;

  @Option(
      names = "--wait",
      description =
          "Stays until the last window of the runs' users, instead of ending 'waiting'. What"
              + " becomes due meanwhile is another launch's.")
  private boolean wait;

  @Option(
      names = "--clock",
      paramLabel = "INSTANT",
      description =
          "Rehearses another moment: the program's clock starts there. Only towards a sandbox or"
              + " another receiver on this machine. Runs that are planned so are marked as"
              + " rehearsals: 'again' of other runs does not ask for whom they reached; for a"
              + " rehearsal, it asks for all.")
  private @Nullable Instant clock;

  @Option(
      names = "--override",
      paramLabel = "REASON",
      description =
          "Lets a run pass its guards ('who.cap.abort_above', 'who.expect'): the campaign's latest,"
              + " which must have been refused, or the one that --planned names, which may be new."
              + " The reason is kept with the run.")
  private @Nullable String override;

  @Option(
      names = "--accept-duplicates",
      description =
          "Goes on with a run although some users may be sent to twice: more than 24 hours after a"
              + " crash, the Segment API does not know their messages again.")
  private boolean acceptDuplicates;

  @Option(
      names = "--yes",
      description =
          "Begins a new run of an 'at: launch' campaign without asking, also within an hour of one"
              + " that reached somebody.")
  private boolean yes;

  @Mixin private SourceMovedOption source;

  @Mixin private ReceiverOption receiver;

  @Override
  public Integer call() throws Exception {
    checkOverride();
    var consent = new Consent(override, acceptDuplicates, planned != null, source.moved());
    var clocks = SystemClocks.startingAt(clock);
    var time = clocks.program();
    checkPlanned(time.instant());
    muster.warnOfNearSettings();
    Rehearsal.check(clock, muster.settings(receiver.overrides()));
    var files = CampaignPaths.files(paths);
    var out = spec.commandLine().getOut();
    var err = spec.commandLine().getErr();
    var stop = new StopSignal();
    try (var application = muster.openToRun(receiver.overrides());
        var watch = Watch.onThisTerminal(Watch.Doing.DELIVERING);
        var metrics = MetricsPush.of(application, watch);
        var answer = new RunAnswer(output, receiver.written(), out, err);
        var session = RunSession.open(application, metrics, stop, clocks)) {
      var request =
          new LaunchRequest(
              planned,
              scheduled(application.settings(), time),
              consent,
              confirmation(Confirmation.here(yes, err, stop)));
      var rows = rows(files, application, clocks.purpose());
      return Audited.perform(
              rows,
              () -> {
                launch(files, session, request, stop, time, each -> add(each, rows, answer));
                return answer.outcome();
              })
          .code();
    }
  }

  private static void add(Answer each, List<Auditing.Begun> rows, RunAnswer answer) {
    if (each instanceof Answer.Launched(_, var report, _)) {
      rows.forEach(row -> row.nameRun(report.run()));
    }
    answer.add(each);
  }

  private void launch(
      List<LaunchedFile> files,
      RunSession session,
      LaunchRequest request,
      StopSignal stop,
      Clock time,
      Consumer<Answer> answer)
      throws InterruptedException {
    var awaited = new AwaitedRuns(session::restart, stop, time, answer);
    var ambiguous = CampaignPaths.oneIdInSeveral(files.stream().map(LaunchedFile::path).toList());
    ambiguous.values().forEach(fault -> answer.accept(new Answer.Invalid(List.of(fault))));
    for (var file : files) {
      if (!ambiguous.containsKey(file.path())) {
        session.launch(file, request, wait ? awaited::add : answer);
      }
    }
    if (paths.stream().anyMatch(Files::isDirectory)) {
      session.tellOfLeftOut(files, answer);
    }
    awaited.await(request);
  }

  /** Only who lets a run pass its guards intervenes; the page says itself what it begins. */
  private List<Auditing.Begun> rows(
      List<LaunchedFile> files, Application application, Purpose purpose) {
    var auditing = application.auditing();
    if (auditing.isGivenItsRow()) {
      return List.of(auditing.begin("run", null, null, null));
    }
    return override == null
        ? List.of()
        : files.stream()
            .flatMap(file -> OverriddenRun.of(file, planned, application.store(), purpose).stream())
            .map(of -> auditing.begin("run", of.campaign(), of.run().orElse(null), override))
            .toList();
  }

  private static Predicate<RepeatedLaunch> confirmation(Confirmation confirmation) {
    return repeated ->
        confirmation.given(
            "%s: %s %s %s ago, and this is another run of its campaign, which sends to all whom 'again' does not keep"
                .formatted(
                    repeated.run(),
                    repeated.recent(),
                    repeated.accepted() == 0
                        ? "may have reached users"
                        : "reached " + Figures.users(repeated.accepted()),
                    Figures.duration(repeated.ago())),
            "Begin it all the same?");
  }

  private void checkOverride() {
    ReasonOption.check("--override", override);
    if (override != null && paths.stream().anyMatch(Files::isDirectory)) {
      throw Complaint.needsRemedy(
          "--override: expected the campaign's file, found a folder of them");
    }
  }

  private void checkPlanned(Instant now) {
    if (planned != null && planned.isAfter(now)) {
      throw Complaint.needsRemedy(
          "--planned: expected a time that has come, found "
              + planned
              + (clock == null ? "; --clock rehearses another moment" : ", later than --clock"));
    }
  }

  /** A rehearsal is not what the CronJob was to start; a time that was given comes first. */
  private @Nullable Instant scheduled(Settings settings, Clock time) {
    return clock == null && planned == null
        ? CronJobTime.lookedForIn(settings.job().name(), time.instant())
        : null;
  }
}
