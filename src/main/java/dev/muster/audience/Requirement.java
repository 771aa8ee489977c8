package dev.muster.audience;

import dev.muster.campaign.Condition;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the conditions that an audience asks for one after the other: who does not meet it is out,
 * whatever the others are.
 *
 * @param condition what has to hold, or must not
 * @param excluded whether it must not
 */
record Requirement(Condition condition, boolean excluded) {

  /** All that an audience asks for, in the order in which explanations tell of it. */
  static List<Requirement> of(Condition audience) {
    return switch (audience) {
      case Condition.All all when all.same() != null || all.inOrder() -> ofGroup(all);
      case Condition.All all -> ofEach(all.conditions());
      case Condition.Any any when any.conditions().size() == 1 -> ofEach(any.conditions());
      case Condition.Segment segment -> of(segment.audience());
      case Condition.None none ->
          none.conditions().stream().map(each -> new Requirement(each, true)).toList();
      case Condition.Profile profile ->
          profile.tests().entrySet().stream()
              .map(test -> new Requirement(Conditions.test(test), false))
              .toList();
      case Condition.Any _,
          Condition.Did _,
          Condition.DidNot _,
          Condition.Listed _,
          Condition.Sql _,
          Condition.Everyone _ ->
          List.of(new Requirement(audience, false));
    };
  }

  private static List<Requirement> ofEach(List<Condition> conditions) {
    return conditions.stream().map(Requirement::of).flatMap(List::stream).toList();
  }

  /** The conditions on events stand together, and the others behind them. */
  private static List<Requirement> ofGroup(Condition.All all) {
    var parts = Conditions.parts(all);
    var requirements = new ArrayList<Requirement>();
    requirements.add(new Requirement(parts.together(), false));
    requirements.addAll(ofEach(parts.others()));
    return requirements;
  }

  /** In the words in which explanations say it. */
  String said() {
    return (excluded ? "excluded: " : "") + ConditionWords.of(condition);
  }
}
