package dev.muster.cli;

import dev.muster.report.RunReport;
import java.util.List;
import java.util.Optional;

/**
 * An answer, or a part of it, in words.
 *
 * @param report the run's report, where there is a run
 * @param faults what is wrong with the file, a line each
 * @param message what else there is to say, in one line
 * @param forProgramsAlone whether people are told of the report in another line
 */
record Told(
    Optional<RunReport> report,
    Optional<String> faults,
    Optional<String> message,
    boolean forProgramsAlone) {

  private Told(Optional<RunReport> report, Optional<String> faults, Optional<String> message) {
    this(report, faults, message, false);
  }

  /** One of many reports, of which people are told at once. */
  static Told oneOfMany(RunReport report) {
    return new Told(Optional.of(report), Optional.empty(), Optional.empty(), true);
  }

  static Told of(RunReport report) {
    return new Told(Optional.of(report), Optional.empty(), Optional.empty());
  }

  static Told of(RunReport report, String message) {
    return new Told(Optional.of(report), Optional.empty(), Optional.of(message));
  }

  static Told of(String message) {
    return new Told(Optional.empty(), Optional.empty(), Optional.of(message));
  }

  static Told faults(List<String> faults) {
    return new Told(Optional.empty(), Optional.of(String.join("\n", faults)), Optional.empty());
  }
}
