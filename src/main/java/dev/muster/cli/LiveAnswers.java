package dev.muster.cli;

import dev.muster.launch.Answer;
import dev.muster.run.TakenUp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a launch has to tell programs of its live campaigns (live.md, "JSON"). */
final class LiveAnswers {
  private final List<Map<String, @Nullable Object>> campaigns = new ArrayList<>();
  private boolean isThere;

  /** Takes note of an answer, if it is of a live campaign. */
  void add(Answer answer) {
    if (answer instanceof Answer.MetLive) {
      isThere = true;
    } else if (answer instanceof Answer.TookUp(_, var taken)) {
      campaigns.add(tree(taken));
    }
  }

  /** Whether a published live campaign was launched: runs that only wait are then not reported. */
  boolean areThere() {
    return isThere;
  }

  /** {@code live}, if a published live campaign was launched. */
  Map<String, Object> tree() {
    return isThere ? Map.of("live", List.copyOf(campaigns)) : Map.of();
  }

  private static Map<String, @Nullable Object> tree(TakenUp taken) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("campaign", taken.campaign().value());
    tree.put("state", taken.state().key());
    tree.put("reason", taken.end() == null ? null : taken.end().key());
    tree.put("as_of", taken.asOf().toString());
    tree.put("start", text(taken.start()));
    tree.put("horizon", text(taken.horizon()));
    tree.put("run", text(taken.run()));
    tree.put("taken_up", taken.takenUp());
    tree.put("not_qualified", taken.others().notQualified());
    tree.put("too_late", taken.others().tooLate());
    tree.put("no_profile", taken.others().noProfile());
    tree.put("awaiting_profile", taken.awaitingProfile());
    return tree;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
