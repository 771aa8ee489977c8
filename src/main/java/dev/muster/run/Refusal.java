package dev.muster.run;

import dev.muster.campaign.RunId;
import dev.muster.gate.GuardAnswer;
import java.util.List;

/**
 * That guards have refused a run.
 *
 * @param refusing those that did; none where nobody kept it
 */
public record Refusal(RunId run, List<GuardAnswer> refusing) {
  /** What is said of an override that lets a run pass nothing. */
  static final String USELESS_OVERRIDE =
      "--override is of no use, and is not kept: what refused the run was the approval alone, which"
          + " nothing but another one changes";

  public Refusal {
    refusing = List.copyOf(refusing);
  }

  /**
   * What has the run go on all the same, with the commands.
   *
   * @param receiver the option by which they are given the receiver, with a blank before it, or
   *     nothing
   */
  public String remedy(String receiver) {
    var override = "'muster restart %s --override REASON%s' sends to them".formatted(run, receiver);
    if (refusing.stream().allMatch(answer -> answer.guard().mayBeOverridden())) {
      return "if that many are meant, " + override;
    }
    return "if that many are meant, 'muster approve FILE --by NAME' says so, "
        + (refusing.stream().anyMatch(answer -> answer.guard().mayBeOverridden())
            ? "and then " + override
            : "and the next launch goes on");
  }
}
