package dev.muster.goal;

import dev.muster.campaign.Goal;
import dev.muster.store.KeptGoals;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A goal as it is shown: as it was written.
 *
 * @param where its tests, a JSON object; or null for none
 * @param within such as {@code 7d}
 */
public record ShownGoal(
    String event, @Nullable String where, String within, @Nullable String value) {
  private static final JsonMapper PLAIN =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  static ShownGoal of(Goal goal) {
    return new ShownGoal(
        goal.event(),
        goal.asWritten().isEmpty() ? null : PLAIN.writeValueAsString(goal.asWritten()),
        goal.within().toString(),
        goal.value());
  }

  static ShownGoal of(KeptGoals.AsWritten kept) {
    return new ShownGoal(kept.event(), kept.tests(), kept.within(), kept.value());
  }

  KeptGoals.AsWritten toKeep() {
    return new KeptGoals.AsWritten(event, where, within, value);
  }
}
