package dev.muster.report;

import dev.muster.audience.Explained;
import dev.muster.gate.Gate;
import dev.muster.report.GateAnswer.Outcome;
import dev.muster.run.Figures;

/** The first gate: whether the user qualified then, and does now. */
final class AudienceAnswer {
  private AudienceAnswer() {}

  /**
   * The answer.
   *
   * @param member whether the run found the user
   * @param settled whether the run has found all its users
   */
  static GateAnswer of(boolean member, boolean settled, Explained now) {
    var inputs = new Inputs();
    inputs.with("qualified_then", (member || settled) ? member : null);
    inputs.with("qualifies_now", qualifies(now));
    switch (now) {
      case Explained.NoProfile none -> {
        inputs.with("profile", false);
        inputs.with("events", none.events());
      }
      case Explained.WithProfile profile -> {
        inputs.with("profile", true);
        inputs.with("opted_out", profile.optedOut());
      }
    }
    inputs.with("failure", qualifies(now) ? null : failure(now));
    if (member) {
      return new GateAnswer(
          Gate.AUDIENCE,
          Outcome.PASSED,
          qualifies(now)
              ? "qualified"
              : "qualified when the run was made; would not now: " + failure(now),
          inputs.all());
    }
    return new GateAnswer(
        Gate.AUDIENCE, settled ? Outcome.KEPT : Outcome.OPEN, outside(settled, now), inputs.all());
  }

  private static String outside(boolean settled, Explained now) {
    if (!settled) {
      return "the run has not come as far as to send; as the data are now, the user "
          + (qualifies(now) ? "qualifies" : "does not qualify");
    }
    return qualifies(now)
        ? "did not qualify when the run was made; would now, since profile or events have changed"
        : "did not qualify";
  }

  static boolean qualifies(Explained now) {
    return switch (now) {
      case Explained.NoProfile _ -> false;
      case Explained.WithProfile profile -> profile.qualifies();
    };
  }

  /** Why a user does not qualify now. */
  static String failure(Explained now) {
    return switch (now) {
      case Explained.NoProfile none -> withoutProfile(none.events());
      case Explained.WithProfile profile ->
          profile.optedOut() ? "the profile has opted out" : profile.conditions().failure();
    };
  }

  private static String withoutProfile(long events) {
    if (events == 0) {
      return "no profile and no event of that id";
    }
    return events == 1
        ? "no profile of that id; 1 event of it is kept and counts for no one"
        : "no profile of that id; %s events of it are kept and count for no one"
            .formatted(Figures.count(events));
  }
}
