package dev.muster.audience;

import dev.muster.campaign.Condition;
import dev.muster.campaign.ConstantProperty;
import java.util.List;
import java.util.stream.Collectors;

/** Conditions in words, without a word on any user. */
final class ConditionWords {
  private static final int MOST_PARTS = 3;

  private ConditionWords() {}

  /** The whole of a condition, such as {@code plan is "pro"}. */
  static String of(Condition condition) {
    return switch (condition) {
      case Condition.All all when all.same() != null || all.inOrder() -> group(all);
      case Condition.All all -> joined("all of these", all.conditions());
      case Condition.Any any -> joined("at least one of these", any.conditions());
      case Condition.None none -> joined("none of these", none.conditions());
      case Condition.Segment segment -> "segment " + segment.id();
      case Condition.Did did -> EventWords.did(did);
      case Condition.DidNot didNot -> EventWords.didNot(didNot);
      case Condition.Profile profile ->
          profile.tests().entrySet().stream()
              .map(test -> test.getKey() + " " + TestWords.asked(test.getValue()))
              .collect(Collectors.joining(" and "));
      case Condition.Listed listed -> "in " + listed.file();
      case Condition.Sql query -> "found by " + query.file();
      case Condition.Everyone _ -> "everyone";
    };
  }

  private static String group(Condition.All all) {
    var same = all.same();
    return joined(
        same == null ? "all of these, in this order" : together(same, all.inOrder()),
        all.conditions());
  }

  /** What a group with a constant property asks for: {@code for one product, all of these}. */
  static String together(ConstantProperty same, boolean inOrder) {
    var values = DidStep.isAtLeastOnce(same.values()) ? "one" : TestWords.wanted(same.values());
    return "for %s %s, all of these%s"
        .formatted(values, EventWords.property(same), inOrder ? ", in this order" : "");
  }

  private static String joined(String what, List<Condition> parts) {
    return what
        + parts.stream()
            .limit(MOST_PARTS)
            .map(ConditionWords::part)
            .collect(Collectors.joining("; ", ": ", parts.size() > MOST_PARTS ? "; …" : ""));
  }

  /** Such that it is seen where it ends. */
  private static String part(Condition condition) {
    return switch (condition) {
      case Condition.All _, Condition.Any _, Condition.None _ -> "(" + of(condition) + ")";
      case Condition.Segment _,
          Condition.Did _,
          Condition.DidNot _,
          Condition.Profile _,
          Condition.Listed _,
          Condition.Sql _,
          Condition.Everyone _ ->
          of(condition);
    };
  }
}
