package dev.muster.run;

import dev.muster.campaign.RunId;
import dev.muster.gate.GuardAnswer;
import java.util.List;

/**
 * That guards have refused a run.
 *
 * @param answers what they said; none where nobody kept it
 */
public record Refusal(RunId run, List<GuardAnswer> answers) {
  public Refusal {
    answers = List.copyOf(answers);
  }

  /**
   * What has the run go on all the same, with the commands.
   *
   * @param receiver the option by which they are given the receiver, with a blank before it, or
   *     nothing
   */
  public String remedy(String receiver) {
    var failing = answers.stream().filter(answer -> !answer.holds()).toList();
    var override = "'muster restart %s --override REASON%s' sends to them".formatted(run, receiver);
    if (failing.stream().allMatch(answer -> answer.guard().mayBeOverridden())) {
      return "if that many are meant, " + override;
    }
    return "if that many are meant, 'muster approve FILE --by NAME' says so, "
        + (failing.stream().anyMatch(answer -> answer.guard().mayBeOverridden())
            ? "and then " + override
            : "and the next launch goes on");
  }
}
