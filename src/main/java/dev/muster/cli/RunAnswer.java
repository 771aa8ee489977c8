package dev.muster.cli;

import dev.muster.campaign.RunId;
import dev.muster.launch.Answer;
import dev.muster.log.WorkedOn;
import dev.muster.report.JsonReport;
import dev.muster.report.Printable;
import dev.muster.report.RunReport;
import dev.muster.report.TextReport;
import dev.muster.run.RunEnd;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What {@code muster run} says: as text, at once what there is to say; as JSON, all reports at the
 * end, with an error where something has none, and nothing else on standard output.
 */
final class RunAnswer implements AutoCloseable {
  private final Output output;
  private final AnswerText text;
  private final boolean json;
  private final PrintWriter out;
  private final PrintWriter err;
  private final List<RunReport> reports = new ArrayList<>();
  private final List<ExitCode> exitCodes = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final List<String> undone = new ArrayList<>();
  private final LiveAnswers live = new LiveAnswers();
  private final QuietCampaigns quiet = new QuietCampaigns();
  private final Set<RunId> waiting = new HashSet<>();
  private boolean complete;
  private boolean closed;

  /**
   * Nothing yet.
   *
   * @param receiver the option by which the command was given its receiver, with a blank before it,
   *     or nothing
   */
  RunAnswer(Output output, String receiver, PrintWriter out, PrintWriter err) {
    this.text = new AnswerText(receiver);
    this.output = output;
    this.json = output.json();
    this.out = out;
    this.err = err;
    LastResort.answering(this::closeInHaste);
  }

  synchronized void add(Answer answer) {
    var exitCode = ExitCode.of(answer);
    exitCodes.add(exitCode);
    live.add(answer);
    quiet.add(answer);
    if (answer instanceof Answer.Waits(var report)) {
      waiting.add(report.run());
    } else if (answer instanceof Answer.Launched(_, var report, _)) {
      waiting.remove(report.run());
    }
    for (var told : text.of(answer)) {
      if (exitCode != ExitCode.DONE || leavesUndone(answer)) {
        Stream.of(told.faults(), told.message()).flatMap(Optional::stream).forEach(undone::add);
      }
      add(told, exitCode);
    }
  }

  /** Of what ends well, that for which nothing was done. */
  private static boolean leavesUndone(Answer answer) {
    return answer instanceof Answer.NobodyRejected
        || answer instanceof Answer.Launched(RunEnd.Held _, _, _);
  }

  /** What the audit says of the command, when all was said. */
  Audited.Outcome outcome() {
    var exitCode = exitCode();
    return undone.isEmpty()
        ? Audited.Outcome.done(exitCode)
        : Audited.Outcome.said(exitCode, String.join("\n", undone));
  }

  private void add(Told told, ExitCode exitCode) {
    if (exitCode != ExitCode.DONE && told.report().isEmpty()) {
      Stream.of(told.faults(), told.message()).flatMap(Optional::stream).forEach(complaints::add);
    }
    told.faults().map(Printable::lines).ifPresent(json ? err::println : out::println);
    told.report().filter(_ -> json || !told.forProgramsAlone()).ifPresent(this::add);
    out.flush();
    told.message().map(Printable::lines).ifPresent(said -> say(said, told));
    err.flush();
  }

  private void say(String said, Told told) {
    if (told.report().isEmpty()) {
      err.println(said);
      return;
    }
    var report = told.report().get();
    try (var _ = WorkedOn.execution(report.run(), report.executions())) {
      err.println(said);
    }
  }

  /** What there is no report of; a report says by itself how its run ended. */
  private Map<String, Object> error() {
    return complaints.isEmpty()
        ? Map.of()
        : JsonError.of(String.join("\n", complaints), ExitCode.worst(exitCodes)).tree();
  }

  private void add(RunReport report) {
    if (json) {
      reports.add(report);
    } else {
      out.println(TextReport.of(report));
    }
  }

  /** What the program ends with, when all was said. */
  synchronized ExitCode exitCode() {
    complete = true;
    quiet.line().ifPresent(err::println);
    err.flush();
    return ExitCode.worst(exitCodes);
  }

  /** Where live campaigns are launched, runs that only wait are no news. */
  private List<RunReport> reported() {
    return live.areThere()
        ? reports.stream().filter(report -> !waiting.contains(report.run())).toList()
        : reports;
  }

  /** The process ends without waiting for what is still to be said. */
  private synchronized void closeInHaste(ExitCode exitCode, String why) {
    exitCodes.add(exitCode);
    complaints.add(why);
    complete = true;
    close();
  }

  /** Where something unforeseen came before there was anything to say, it is the answer. */
  @Override
  public synchronized void close() {
    if (json && !closed && (complete || !reports.isEmpty())) {
      output.noteAnswered();
      var beside = new LinkedHashMap<>(live.tree());
      beside.putAll(error());
      out.println(JsonReport.of(reported(), beside));
      out.flush();
    }
    closed = true;
  }
}
