package dev.muster.audience;

import dev.muster.campaign.Condition;
import dev.muster.campaign.ValueTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Parts of conditions that are conditions, too. */
final class Conditions {
  private Conditions() {}

  /**
   * The parts of a group.
   *
   * @param together those on events, which have to do with each other
   * @param others those that only stand beside them
   */
  record Parts(Condition.All together, List<Condition> others) {
    Parts {
      others = List.copyOf(others);
    }
  }

  static Parts parts(Condition.All group) {
    var together = new ArrayList<Condition>();
    var others = new ArrayList<Condition>();
    for (var condition : group.conditions()) {
      switch (condition) {
        case Condition.Did _, Condition.DidNot _ -> together.add(condition);
        case Condition.All _,
            Condition.Any _,
            Condition.None _,
            Condition.Profile _,
            Condition.Segment _,
            Condition.Listed _,
            Condition.Sql _,
            Condition.Everyone _ ->
            others.add(condition);
      }
    }
    return new Parts(new Condition.All(together, group.same(), group.inOrder()), others);
  }

  /** One test of a profile by itself. */
  static Condition.Profile test(Map.Entry<String, ValueTest> test) {
    return new Condition.Profile(Map.of(test.getKey(), test.getValue()));
  }
}
