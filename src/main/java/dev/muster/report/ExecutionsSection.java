package dev.muster.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The executions of a run, the first first. */
public record ExecutionsSection(Rows<Row> rows) {

  /**
   * One execution.
   *
   * @param took until its end, or until now
   * @param ended how, or {@code running}
   * @param place within the run's time
   */
  public record Row(
      int execution,
      Instant begun,
      Duration took,
      String ended,
      @Nullable String reason,
      @Nullable String worker,
      long messages,
      long requests,
      Picture place) {

    /** A sign beside how it ended, which says the same. */
    public String mark() {
      return switch (ended) {
        case "completed" -> "●";
        case "waiting", "running" -> "◐";
        case "stopped" -> "■";
        default -> "✕";
      };
    }

    Row and(Row more) {
      return new Row(
          execution,
          begun,
          took.plus(more.took),
          "",
          null,
          null,
          messages + more.messages,
          requests + more.requests,
          Picture.bar(List.of()));
    }
  }

  /** Those of a run; one that is worked on has gone on until now. */
  static ExecutionsSection of(List<ReportedExecution> executions, Instant now) {
    if (executions.isEmpty()) {
      return new ExecutionsSection(Rows.of(List.of(), Row::and));
    }
    var from = executions.getFirst().startedAt();
    var until =
        executions.stream()
            .map(execution -> execution.startedAt().plus(execution.took(now)))
            .max(Instant::compareTo)
            .orElseThrow();
    var whole = Math.max(Duration.between(from, until).toNanos(), 1);
    return new ExecutionsSection(
        Rows.of(
            executions.stream().map(execution -> row(execution, now, from, whole)).toList(),
            Row::and));
  }

  private static Row row(ReportedExecution execution, Instant now, Instant from, long whole) {
    var took = execution.took(now);
    var begins =
        Math.max((double) Duration.between(from, execution.startedAt()).toNanos() / whole, 0);
    var trouble =
        switch (execution.ended()) {
          case "crashed", "failed", "refused" -> Ink.SIGNAL;
          default -> Ink.ACCENT;
        };
    var share = Math.max((double) took.toNanos() / whole, 0.006);
    return new Row(
        execution.execution(),
        execution.startedAt(),
        took,
        execution.ended(),
        execution.reason(),
        execution.worker(),
        execution.messages(),
        execution.requests(),
        Picture.bar(
            List.of(
                new Picture.Rect(0, 100, 6, 2, Ink.PALE, false),
                Picture.piece(
                    Math.min(begins, 1 - Math.min(share, 1)), Math.min(share, 1), trouble))));
  }
}
