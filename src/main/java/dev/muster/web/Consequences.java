package dev.muster.web;

import dev.muster.gate.GuardAnswer;
import dev.muster.report.Shown;
import java.util.stream.Collectors;

/** What a command will do, with its numbers. */
record Consequences(Shown shown, CommandPages.Case found) {

  Words words() {
    var row = found.row();
    var words = new Words(shown);
    return switch (found.command()) {
      case STOP ->
          words
              .text("Its worker ends at its next checkpoint: ")
              .strong(row.accepted())
              .text(row.accepted(), " user was sent to, ", " users were sent to, ")
              .strong(row.toCome())
              .text(" are to come, by the next launch.");
      case RESTART ->
          doubts(
              words
                  .strong(row.toCome())
                  .text(row.toCome(), " user will be sent to, ", " users will be sent to, ")
                  .strong(row.accepted())
                  .text(" who were sent to already will not again."));
      case ABANDON ->
          words
              .strong(row.toCome())
              .text(row.toCome(), " user never will be sent to", " users never will be sent to")
              .text("; it cannot be taken back.");
      case RETRY_REJECTED ->
          words
              .strong(row.rejected())
              .text(row.rejected(), " user whom", " users whom")
              .text(
                  " the Segment API rejected will be sent to again, from the profiles as they are"
                      + " now.");
      case OVERRIDE ->
          words
              .strong(row.qualified())
              .text(row.qualified(), " user qualifies. ", " users qualify. ")
              .text(guards())
              .text(" Overridden, all but the control groups will be sent to at once.");
    };
  }

  private Words doubts(Words words) {
    var doubt = found.report().inDoubt();
    return doubt == null
        ? words
        : words
            .text(" At most ")
            .strong(doubt.users())
            .text(
                " may have been sent to before the crash, which nobody knows: after 24 hours they"
                    + " could get it twice, and that has to be agreed to.");
  }

  /** Each that refuses, with its range, and what earlier runs had. */
  private String guards() {
    return GuardAnswer.refusing(found.report().guards().answers(), false).stream()
        .map(answer -> "%s allows %s.".formatted(answer.guard().setBy(), answer.allowedInWords()))
        .collect(Collectors.joining(" "));
  }
}
