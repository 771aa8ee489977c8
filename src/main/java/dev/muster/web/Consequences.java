package dev.muster.web;

import dev.muster.gate.GuardAnswer;
import dev.muster.report.Words;
import java.util.stream.Collectors;

/** What a command will do, with its numbers. */
record Consequences(CommandPages.Case found) {

  Words words() {
    var row = found.row();
    return switch (found.command()) {
      case STOP ->
          Words.of(
              "Its worker{} ends at its next checkpoint: {} {} sent to, {} {} to come, by the next"
                  + " launch.",
              found.worker().isEmpty() ? "" : ", " + found.worker() + ",",
              row.accepted(),
              row.accepted() == 1 ? "user was" : "users were",
              row.toCome(),
              row.toCome() == 1 ? "is" : "are");
      case RESTART ->
          Words.of(
              "{} {} will be sent to, {} who were sent to already will not again.{}",
              row.toCome(),
              row.toCome() == 1 ? "user" : "users",
              row.accepted(),
              doubts());
      case ABANDON ->
          Words.of(
              "{} {} never will be sent to; it cannot be taken back.",
              row.toCome(),
              row.toCome() == 1 ? "user" : "users");
      case RETRY_REJECTED ->
          Words.of(
              "{} {} whom the Segment API rejected will be sent to again, from the profiles as"
                  + " they are now.",
              row.rejected(),
              row.rejected() == 1 ? "user" : "users");
      case OVERRIDE ->
          Words.of(
              "{} {}. {} Overridden, all but the control groups will be sent to at once.",
              row.qualified(),
              row.qualified() == 1 ? "user qualifies" : "users qualify",
              guards());
    };
  }

  private Words doubts() {
    var doubt = found.report().inDoubt();
    return doubt == null
        ? Words.of("")
        : Words.of(
            " At most {} may have been sent to before the crash, which nobody knows: after 24 hours"
                + " they could get it twice, and that has to be agreed to.",
            doubt.users());
  }

  /** Each that refuses, with its range, and what earlier runs had. */
  private String guards() {
    return GuardAnswer.refusing(found.report().guards().answers(), false).stream()
        .map(answer -> "%s allows %s.".formatted(answer.guard().setBy(), answer.allowedInWords()))
        .collect(Collectors.joining(" "));
  }
}
