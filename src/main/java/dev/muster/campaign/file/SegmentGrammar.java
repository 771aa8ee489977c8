package dev.muster.campaign.file;

import dev.muster.campaign.Condition;
import java.util.List;

/** A saved segment: its id, what people call it, and its condition. */
final class SegmentGrammar {
  private SegmentGrammar() {}

  static Condition segment(Spot root, String id, ConditionGrammar conditions) {
    WellFormed.check(root);
    var fields =
        root.fields(
            "a map of keys such as segment: employees", List.of("segment", "name", "audience"));
    if (fields.isEmpty()) {
      return new Condition.Everyone();
    }
    fields
        .get()
        .need("segment", "the segment's id")
        .ifPresent(spot ->
            spot.text("the segment's id")
                .filter(written -> !written.equals(id))
                .ifPresent(written -> spot.expected(id + ", the file's name without its ending")));
    fields.get().need("name", "what people call it").ifPresent(name -> name.text("a name"));
    return fields
        .get()
        .need("audience", "a condition")
        .map(conditions::condition)
        .orElseGet(Condition.Everyone::new);
  }
}
