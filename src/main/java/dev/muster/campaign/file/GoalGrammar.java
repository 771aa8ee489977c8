package dev.muster.campaign.file;

import dev.muster.campaign.Goal;
import dev.muster.campaign.ValueTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code goal}: what counts as a conversion. */
final class GoalGrammar {
  private GoalGrammar() {}

  static Optional<Goal> goal(Spot spot) {
    var fields =
        spot.fields(
            "a map such as { event: Charged, within: 7d }",
            List.of("event", "where", "within", "value"));
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    var goal = fields.get();
    var event =
        goal.need("event", "what a converted user does")
            .flatMap(s -> s.text("the name of an event"));
    var where = goal.find("where");
    Map<String, ValueTest> tests = where.map(TestGrammar::byName).orElseGet(Map::of);
    Map<String, @Nullable Object> asWritten =
        where.map(tree -> Tree.asWritten(tree.value())).orElseGet(Map::of);
    var within =
        goal.need("within", "the time after being sent").flatMap(TimeGrammar::durationAsWritten);
    var value = goal.find("value").flatMap(s -> s.text("the name of a property"));
    return event.isEmpty() || within.isEmpty()
        ? Optional.empty()
        : Optional.of(new Goal(event.get(), tests, asWritten, within.get(), value.orElse(null)));
  }
}
