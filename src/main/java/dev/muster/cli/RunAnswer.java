package dev.muster.cli;

import dev.muster.report.JsonReport;
import dev.muster.report.RunReport;
import dev.muster.report.TextReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code muster run} says: as text, at once what there is to say; as JSON, all reports at the
 * end and nothing else on standard output.
 */
final class RunAnswer implements AutoCloseable {
  private final boolean json;
  private final PrintWriter out;
  private final PrintWriter err;
  private final List<RunReport> reports = new ArrayList<>();
  private final List<ExitCode> exitCodes = new ArrayList<>();
  private boolean closed;

  RunAnswer(boolean json, PrintWriter out, PrintWriter err) {
    this.json = json;
    this.out = out;
    this.err = err;
    LastResort.answering(this::close);
  }

  synchronized void add(Result result) {
    exitCodes.add(result.exitCode());
    result.faults().ifPresent(json ? err::println : out::println);
    result.report().filter(_ -> json || !result.forProgramsAlone()).ifPresent(this::add);
    out.flush();
    result.message().ifPresent(err::println);
    err.flush();
  }

  private void add(RunReport report) {
    if (json) {
      reports.add(report);
    } else {
      out.println(TextReport.of(report));
    }
  }

  /** What the program ends with. */
  synchronized ExitCode exitCode() {
    return ExitCode.worst(exitCodes);
  }

  @Override
  public synchronized void close() {
    if (json && !closed) {
      out.println(JsonReport.of(reports));
      out.flush();
    }
    closed = true;
  }
}
