package dev.muster.report;

import dev.muster.gate.GuardAnswer;
import java.util.List;

/** What guards said, as text for a terminal 80 columns wide. */
public final class GuardLines {
  private GuardLines() {}

  /** A line each, without an end of it. */
  public static List<String> of(List<GuardAnswer> answers) {
    return answers.stream()
        .map(answer ->
            LabelledLine.of(
                answer.guard().key(),
                "%s, allows %s"
                    .formatted(
                        answer.holds() ? "holds" : "does not hold", answer.allowedInWords())))
        .toList();
  }
}
