package dev.muster.cli;

import static dev.muster.run.Figures.counted;

import dev.muster.launch.LaunchedFile;
import dev.muster.run.TakenUp;
import java.util.ArrayList;
import java.util.List;

/** What a launch of a live campaign has taken up, in words. */
final class TakenUpText {
  private TakenUpText() {}

  /** What is told; nothing where a live campaign had nothing new. */
  static List<Told> of(LaunchedFile file, TakenUp taken) {
    return switch (taken.state()) {
      case HELD ->
          List.of(
              Told.of(
                  file
                      + ": another launch is taking triggers up, and was waited for in vain; the"
                      + " next one goes on"));
      case NOT_YET -> List.of(Told.of("%s: begins at %s".formatted(file, taken.start())));
      case ENDED -> List.of(Told.of(file + ": " + ended(taken) + counts(taken)));
      case LIVE -> List.of(Told.of("%s: live%s".formatted(file, counts(taken))));
    };
  }

  private static String ended(TakenUp taken) {
    return switch (taken.end()) {
      case null -> "has ended";
      case CAP -> "has ended: all places of its cap are given";
      case UNTIL -> "has ended: its until has passed";
    };
  }

  private static String counts(TakenUp taken) {
    var said = new ArrayList<String>();
    said.add(counted(taken.takenUp(), "trigger") + " taken up");
    if (taken.others().notQualified() > 0) {
      said.add(taken.others().notQualified() + " not qualified");
    }
    var late = taken.others().tooLate();
    if (late != null && late > 0) {
      said.add(late + " too late (late)");
    }
    if (taken.others().noProfile() > 0) {
      said.add(taken.others().noProfile() + " without a profile");
    }
    if (taken.awaitingProfile() > 0) {
      said.add(taken.awaitingProfile() + " waiting for a profile");
    }
    return "; " + String.join(", ", said);
  }
}
