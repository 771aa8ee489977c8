package dev.muster.gate;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a guard says of a number of users.
 *
 * @param allowed the numbers that it lets pass
 * @param usual what {@link Guard#CHANGE_AT_MOST} goes by; null of the others
 * @param qualified how many users qualified
 */
public record GuardAnswer(
    Guard guard, CountRange allowed, @Nullable UsualCount usual, long qualified) {

  public GuardAnswer {
    if ((usual != null) != (guard == Guard.CHANGE_AT_MOST)) {
      throw new IllegalArgumentException(guard + " goes by " + usual);
    }
  }

  /** Whether it lets the run pass. */
  public boolean holds() {
    return allowed.contains(qualified);
  }

  /** The first that does not hold. */
  public static Optional<GuardAnswer> firstThatFails(List<GuardAnswer> answers) {
    return answers.stream().filter(answer -> !answer.holds()).findFirst();
  }

  /** The number and the range, in a sentence: of one that does not hold, why the run is refused. */
  public String inWords() {
    return "%s, and %s allows %s"
        .formatted(
            qualified == 1 ? "1 user qualifies" : "%,d users qualify".formatted(qualified),
            guard.setBy(),
            switch (guard) {
              case ABORT_ABOVE -> "%,d".formatted(allowed.most());
              case BETWEEN, CHANGE_AT_MOST -> allowedInWords();
            });
  }

  /** The range, and what it comes from. */
  public String allowedInWords() {
    if (usual != null && usual.median() == null) {
      return "any number, as no earlier run is completed";
    }
    var range = "%,d to %,d".formatted(allowed.least(), allowed.most());
    return usual == null ? range : range + " (" + usual.inWords() + ")";
  }
}
