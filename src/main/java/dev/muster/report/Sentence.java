package dev.muster.report;

import dev.muster.gate.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a run, in one sentence (looking.md of the contract gives it, word by word).
 *
 * @param isLive whether it is of a live campaign: triggers end there, not users
 */
record Sentence(RunReport run, boolean isLive) {

  /** The sentence. */
  Words words() {
    return switch (run.status()) {
      // A launch found another worker on it.
      case ReportStatus.Held _ -> counted(running());
      case ReportStatus.Stored(var status) ->
          switch (status) {
            case REFUSED ->
                Words.of("Refused: {}. Nobody was sent anything.", clause(run.reason()));
            case MISSED -> Words.of("Missed: {}.", clause(run.reason()));
            case COMPLETED -> counted(Words.of("Sent to {}.", sentTo()));
            case WAITING -> counted(waiting());
            case RUNNING -> run.goneSince() == null ? counted(running()) : gone();
            case STOPPED -> stopped("Stopped: ");
            case FAILED -> failed();
            case ABANDONED -> abandoned();
          };
    };
  }

  private Words waiting() {
    return run.nextWindowAt() == null
        ? Words.of("Sent to {} so far; {} more are due.", sentTo(), toCome())
        : Words.of(
            "Sent to {} so far; {} more are due from {} on.",
            sentTo(),
            toCome(),
            run.nextWindowAt());
  }

  private Words running() {
    return isKnown()
        ? Words.of("Running: sent to {} so far, {} to come.", sentTo(), toCome())
        : Words.of("Running: the audience is being found; nothing has been sent.");
  }

  private Words gone() {
    return stopped("Its worker is gone: ");
  }

  private Words stopped(String first) {
    return isKnown()
        ? counted(
            Words.of(
                first + "sent to {}; {} are still to be sent to, by the next launch.",
                sentTo(),
                toCome()))
        : Words.of(first + "the audience was not known yet; nothing has been sent.");
  }

  private Words failed() {
    var reason = run.reason();
    if (!isKnown()) {
      return reason == null
          ? Words.of("Failed before the audience was known.")
          : Words.of("Failed before the audience was known: {}.", clause(reason));
    }
    var why = reason == null ? "" : " " + (unsendable() == 0 ? reason : clause(reason) + ".");
    return counted(
        Words.of("Failed: sent to {}; {} are still to be sent to.{}", sentTo(), toCome(), why));
  }

  private Words abandoned() {
    var why = run.reason() == null ? "" : " Reason: " + clause(run.reason()) + ".";
    return isKnown()
        ? counted(Words.of("Abandoned: sent to {}; {} never will be.{}", sentTo(), toCome(), why))
        : Words.of("Abandoned before the audience was known; nothing was sent.{}", why);
  }

  /** Of nobody there is nothing to be counted. */
  private Words counted(Words words) {
    if (isKnown() && run.qualified() == 0) {
      return Words.of("Nobody qualified; nothing was sent.");
    }
    return unsendable() == 0
        ? words
        : words.and(Words.of(" {} could not be sent to.", unsendable()));
  }

  private Words sentTo() {
    var qualified = run.qualified();
    var accepted = run.users(Verdict.ACCEPTED);
    var who =
        isLive
            ? (qualified == 1 ? "trigger that" : "triggers that")
            : (qualified == 1 ? "user who" : "users who");
    return Words.of(
        "{} of the {} {} qualified ({})",
        accepted,
        qualified,
        who,
        Shown.share(accepted, qualified));
  }

  private boolean isKnown() {
    return run.audience().qualified() != null;
  }

  private long toCome() {
    return run.users(Verdict.WAITING) + run.users(Verdict.PENDING);
  }

  private long unsendable() {
    return run.users(Verdict.REJECTED) + run.users(Verdict.INVALID);
  }

  /** Without the full stop that follows it. */
  private static String clause(@Nullable String reason) {
    var text = reason == null ? "no reason is known" : reason.strip();
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
