package dev.muster.web;

import dev.muster.gate.GuardAnswer;
import dev.muster.report.RunReport;
import dev.muster.store.RunState;
import dev.muster.store.RunStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an operator may do to a run from its page (looking.md, "Commands"). */
enum RunCommand {
  STOP("stop", "Stop"),
  RESTART("restart", "Restart"),
  ABANDON("abandon", "Abandon"),
  RETRY_REJECTED("retry-rejected", "Retry rejected"),
  OVERRIDE("override", "Override");

  private final String word;
  private final String label;

  RunCommand(String word, String label) {
    this.word = word;
    this.label = label;
  }

  /** The last word of its address. */
  String word() {
    return word;
  }

  /** What stands on its button. */
  String label() {
    return label;
  }

  /** The one with that {@link #word}. */
  static Optional<RunCommand> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }

  /** Whether a reason must be given. */
  boolean needsReason() {
    return this == ABANDON || this == OVERRIDE;
  }

  /** Whether one may be. */
  boolean takesReason() {
    return needsReason() || this == STOP;
  }

  /** Whether it sends messages, and so wants a key. */
  boolean sends() {
    return switch (this) {
      case RESTART, RETRY_REJECTED, OVERRIDE -> true;
      case STOP, ABANDON -> false;
    };
  }

  /** Whether users may be sent to twice by it, which has to be agreed to. */
  boolean mayDouble() {
    return this == RESTART || this == RETRY_REJECTED;
  }

  /** Why a run does not allow it now, or nothing. */
  Optional<String> refusal(RunRow row, RunReport report, Instant now) {
    return refusal(row, report.guards().answers(), now);
  }

  /**
   * The same.
   *
   * @param guards what they said of a run that was refused; of others nobody asks for it
   */
  Optional<String> refusal(RunRow row, List<GuardAnswer> guards, Instant now) {
    var status = row.run().status();
    var isGone = row.goneSince() != null;
    var isHeld = status == RunStatus.RUNNING && !isGone;
    return switch (this) {
      case STOP -> unless(isHeld, "nobody works on it");
      case RESTART ->
          isHeld
              ? Optional.of("its worker is at work")
              : unless(
                  isGone
                      || status == RunStatus.FAILED
                      || status == RunStatus.STOPPED
                      || (row.run().state() instanceof RunState.Waiting waiting
                          && !waiting.next().isAfter(now)),
                  status == RunStatus.WAITING ? "nobody is due yet" : "it is " + status.key());
      case ABANDON ->
          isHeld
              ? Optional.of("stop it first")
              : unless(isGone || status.unfinished(), "it is " + status.key());
      case RETRY_REJECTED ->
          status != RunStatus.COMPLETED
              ? Optional.of("it is " + row.status())
              : unless(row.rejected() > 0 && row.run().prunedAt() == null, "nobody is rejected");
      case OVERRIDE ->
          status != RunStatus.REFUSED
              ? Optional.of("it is " + row.status())
              : unless(
                  !GuardAnswer.noOverrideHelps(guards), "it wants to be approved: muster approve");
    };
  }

  private static Optional<String> unless(boolean allowed, String why) {
    return allowed ? Optional.empty() : Optional.of(why);
  }
}
