package dev.muster.gate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a guard says of a number of users.
 *
 * @param allowed the numbers that it lets pass
 * @param usual what {@link Guard#CHANGE_AT_MOST} goes by; null of the others
 * @param approval what {@link Guard#APPROVAL} goes by; null without one, and of the others
 * @param qualified how many users qualified
 */
public record GuardAnswer(
    Guard guard,
    CountRange allowed,
    @Nullable UsualCount usual,
    @Nullable Approval approval,
    long qualified) {

  public GuardAnswer {
    if ((usual != null) != (guard == Guard.CHANGE_AT_MOST)) {
      throw new IllegalArgumentException(guard + " goes by " + usual);
    }
    if (approval != null && guard != Guard.APPROVAL) {
      throw new IllegalArgumentException(guard + " goes by " + approval);
    }
  }

  /** One of a guard that goes by its campaign alone. */
  static GuardAnswer of(Guard guard, CountRange allowed, long qualified) {
    return new GuardAnswer(guard, allowed, null, null, qualified);
  }

  /** Whether it lets nothing pass, since no approval holds. */
  public boolean lacksApproval() {
    return guard == Guard.APPROVAL && approval == null;
  }

  /** Whether it lets the run pass. */
  public boolean holds() {
    return allowed.contains(qualified);
  }

  /**
   * Those that refuse a run: which do not hold, and are not overridden.
   *
   * @param overridden whether an operator has said why the run may pass
   */
  public static List<GuardAnswer> refusing(List<GuardAnswer> answers, boolean overridden) {
    return answers.stream()
        .filter(answer -> !answer.holds())
        .filter(answer -> !overridden || !answer.guard().mayBeOverridden())
        .toList();
  }

  /** Whether some refuse a run, and an override lets it pass none of these. */
  public static boolean noOverrideHelps(List<GuardAnswer> answers) {
    var refusing = refusing(answers, false);
    return !refusing.isEmpty()
        && refusing.stream().noneMatch(answer -> answer.guard().mayBeOverridden());
  }

  /** The number and the range, in a sentence: of one that does not hold, why the run is refused. */
  public String inWords() {
    return "%s, and %s allows %s"
        .formatted(
            qualified == 1 ? "1 user qualifies" : "%,d users qualify".formatted(qualified),
            guard.setBy(),
            switch (guard) {
              case ABORT_ABOVE -> "%,d".formatted(allowed.most());
              case BETWEEN, CHANGE_AT_MOST, APPROVAL -> allowedInWords();
            });
  }

  /** The range, and what it comes from. */
  public String allowedInWords() {
    if (usual != null && usual.median() == null) {
      return "any number, as no earlier run is completed";
    }
    if (lacksApproval()) {
      return "none, as no approval holds for what the campaign says";
    }
    if (approval != null && allowed.equals(CountRange.ANY)) {
      return "any number, as %s has approved what the campaign says".formatted(approval.by());
    }
    return "%,d to %,d%s".formatted(allowed.least(), allowed.most(), origin());
  }

  private String origin() {
    if (approval != null) {
      return " (%,d approved by %s)".formatted(approval.users(), approval.by());
    }
    return usual == null ? "" : " (" + usual.inWords() + ")";
  }
}
