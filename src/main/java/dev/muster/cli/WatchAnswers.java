package dev.muster.cli;

import static dev.muster.run.Figures.counted;

import dev.muster.campaign.RunId;
import dev.muster.launch.Answer;
import dev.muster.launch.LaunchProgress;
import dev.muster.log.StandardError;
import dev.muster.log.WorkedOn;
import dev.muster.report.EndLine;
import dev.muster.report.JsonReport;
import dev.muster.report.Printable;
import dev.muster.report.RunReport;
import dev.muster.run.TakenUp;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What {@code muster watch} says: a line when something happens, and never twice in a row what
 * stays as it is. On a terminal, a last line that is written over tells what is watched.
 */
final class WatchAnswers implements LaunchProgress {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  /** What fails again and again tells each time for how long it was tried. */
  private static final Pattern SPAN = Pattern.compile("\\b\\d[\\d.,]* (ms|s|min|h)\\b");

  private final AnswerText text;
  private final boolean json;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean hasLastLine;
  private final String since = now();
  private final List<RunReport> reports = new ArrayList<>();
  private final LaunchProgress events = EventWatch.whereCollected();

  private Set<String> saidBefore = Set.of();
  private Set<String> said = new HashSet<>();
  private LiveAnswers documents = new LiveAnswers();
  private boolean hasNews;
  private int waiting;
  private String lastTriggers = "no trigger yet";
  private long launches;
  private long live;
  private boolean cutShort;

  WatchAnswers(Output output, String receiver, PrintWriter out, PrintWriter err) {
    this.text = new AnswerText(receiver);
    this.json = output.json();
    this.out = out;
    this.err = err;
    this.hasLastLine = !json && !StandardError.isJson() && Terminal.interactive();
    if (json) {
      output.noteAnswered();
    }
  }

  private static String now() {
    return ZonedDateTime.now(ZoneId.systemDefault()).format(TIME);
  }

  /** How many launches there were. */
  long launches() {
    return launches;
  }

  /** Whether a run was stopped at a checkpoint. */
  boolean wasCutShort() {
    return cutShort;
  }

  synchronized void add(Answer answer) {
    cutShort |= ExitCode.of(answer) == ExitCode.STOPPED && !(answer instanceof Answer.NotBegun);
    documents.add(answer);
    switch (answer) {
      case Answer.TookUp(_, var taken) -> add(taken);
      case Answer.MetLive(_, var runs, _) -> waiting += runs;
      case Answer.Waits _ -> {
        waiting++;
        return;
      }
      default -> {}
    }
    if (answer instanceof Answer.TookUp(_, var taken)
        && taken.isEmpty()
        && taken.state() == TakenUp.State.LIVE) {
      return;
    }
    for (var told : text.of(answer)) {
      Stream.of(told.faults(), told.message())
          .flatMap(Optional::stream)
          .map(Printable::lines)
          .forEach(said -> about(told, () -> say(said)));
    }
    if (answer instanceof Answer.Launched(_, var report, _)) {
      reports.add(report);
      hasNews = true;
    }
  }

  private static void about(Told told, Runnable saying) {
    if (told.report().isEmpty()) {
      saying.run();
      return;
    }
    var report = told.report().get();
    try (var _ = WorkedOn.execution(report.run(), report.executions())) {
      saying.run();
    }
  }

  private void add(TakenUp taken) {
    live++;
    if (!taken.isEmpty()) {
      hasNews = true;
      lastTriggers = "last triggers at " + now();
    }
  }

  /** Says what was not said by the launch before. */
  private void say(String what) {
    var stays = SPAN.matcher(what).replaceAll("");
    said.add(stays);
    if (!saidBefore.contains(stays)) {
      print(what);
    }
  }

  private void print(String line) {
    clearLastLine();
    err.println(StandardError.isJson() ? line : now() + "  " + line);
    err.flush();
  }

  private void clearLastLine() {
    if (hasLastLine) {
      err.print("\r\u001b[K");
    }
  }

  /** A launch is over. */
  synchronized void launched() {
    launches++;
    saidBefore = said;
    said = new HashSet<>();
    if (json && hasNews) {
      out.println(JsonReport.line(reports, documents.tree()));
      out.flush();
    }
    reports.clear();
    documents = new LiveAnswers();
    hasNews = false;
    if (hasLastLine) {
      clearLastLine();
      err.print(status());
      err.flush();
    }
    waiting = 0;
    live = 0;
  }

  private String status() {
    return "watching since %s: %d live, %s, %s, looked at %s"
        .formatted(
            since,
            live,
            lastTriggers,
            waiting == 0 ? "nothing waits" : counted(waiting, "run") + " waiting",
            now());
  }

  @Override
  public void begins(RunId run) {
    events.begins(run);
  }

  @Override
  public void delivers(RunId run, long users) {
    events.delivers(run, users);
  }

  @Override
  public void delivered(RunId run, long users) {
    events.delivered(run, users);
  }

  @Override
  public synchronized void ended(RunReport report, Duration took) {
    events.ended(report, took);
    if (!json && !StandardError.isJson()) {
      say("%s: %s".formatted(report.run(), EndLine.of(report, took)));
    }
  }
}
