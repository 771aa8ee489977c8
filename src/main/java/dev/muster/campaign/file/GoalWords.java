package dev.muster.campaign.file;

import dev.muster.campaign.Goal;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A goal in words that a database keeps: as a campaign file may have it, so that it is read as
 * such, whatever has become of the program since.
 */
public final class GoalWords {
  private static final JsonMapper PLAIN =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private GoalWords() {}

  /** Those of a goal, a JSON object; null for none. */
  public static @Nullable String of(@Nullable Goal goal) {
    if (goal == null) {
      return null;
    }
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("event", goal.event());
    if (!goal.asWritten().isEmpty()) {
      tree.put("where", goal.asWritten());
    }
    tree.put("within", goal.within().toString());
    if (goal.value() != null) {
      tree.put("value", goal.value());
    }
    return PLAIN.writeValueAsString(tree);
  }

  /** What they say; nothing where this version of Muster cannot read them. */
  public static Optional<Goal> read(String words) {
    var faults = new FoundFaults("goal");
    try {
      var goal = GoalGrammar.goal(Spot.root(faults, "goal", YamlParser.parse(words)));
      return faults.all().isEmpty() ? goal : Optional.empty();
    } catch (Unreadable e) {
      return Optional.empty();
    }
  }

  /** Whether they say the same as a goal, however that is written; null is none. */
  public static boolean say(@Nullable String words, @Nullable Goal goal) {
    if (words == null) {
      return goal == null;
    }
    return goal != null && read(words).filter(goal::meansTheSameAs).isPresent();
  }
}
