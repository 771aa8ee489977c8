package dev.muster.cli;

import static dev.muster.run.Figures.counted;

import dev.muster.launch.Answer;
import dev.muster.run.Figures;
import dev.muster.run.TakenUp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The live campaigns of a folder of which a launch has nothing new to tell: in one line. */
final class QuietCampaigns {
  private final Map<TakenUp.State, Integer> campaigns = new EnumMap<>(TakenUp.State.class);
  private int waiting;
  private @Nullable Instant next;

  /** Whether nothing has happened but that the campaign was looked at. */
  static boolean isQuiet(TakenUp taken) {
    return taken.isEmpty() && taken.state() != TakenUp.State.HELD;
  }

  /** Takes note of an answer, if it is of that kind. */
  void add(Answer answer) {
    switch (answer) {
      case Answer.TookUp(var file, var taken) when !file.named() && isQuiet(taken) ->
          campaigns.merge(taken.state(), 1, Integer::sum);
      case Answer.MetLive(var file, var runs, var opening) when !file.named() && runs > 0 -> {
        waiting += runs;
        next = next == null || (opening != null && opening.isBefore(next)) ? opening : next;
      }
      default -> {}
    }
  }

  /** The line; nothing where there is nothing to tell. */
  Optional<String> line() {
    var parts = new ArrayList<String>();
    campaigns.forEach((state, number) -> parts.add(words(state).formatted(number)));
    if (waiting > 0 && next != null) {
      parts.add(
          "%s for a later opening, the first at %s"
              .formatted(
                  counted(waiting, "run") + (waiting == 1 ? " waits" : " wait"),
                  Figures.second(next)));
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of("live campaigns: " + String.join("; ", List.copyOf(parts)));
  }

  private static String words(TakenUp.State state) {
    return switch (state) {
      case LIVE -> "nothing new of %d";
      case NOT_YET -> "%d not yet live";
      case ENDED -> "%d ended";
      case HELD -> "%d held";
    };
  }
}
