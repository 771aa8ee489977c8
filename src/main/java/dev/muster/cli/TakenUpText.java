package dev.muster.cli;

import static dev.muster.run.Figures.count;
import static dev.muster.run.Figures.counted;

import dev.muster.launch.LaunchedFile;
import dev.muster.run.Figures;
import dev.muster.run.TakenUp;
import dev.muster.store.LiveCampaigns.End;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a launch of a live campaign has taken up, in words. Of a folder only news are told: of its
 * other campaigns {@link QuietCampaigns} speaks once.
 */
final class TakenUpText {
  private TakenUpText() {}

  /** That runs wait; nothing where none does. */
  static List<Told> waiting(LaunchedFile file, int waiting, @Nullable Instant next) {
    return waiting == 0 || next == null || !file.named()
        ? List.of()
        : List.of(
            Told.of(
                "%s: %s for a later opening, the first at %s"
                    .formatted(
                        file,
                        counted(waiting, "run") + (waiting == 1 ? " waits" : " wait"),
                        Figures.second(next))));
  }

  /** What is told of it. */
  static List<Told> of(LaunchedFile file, TakenUp taken) {
    if (QuietCampaigns.isQuiet(taken)) {
      return file.named() ? List.of(Told.of(file + ": " + state(taken))) : List.of();
    }
    var told = new ArrayList<Told>();
    if (taken.state() == TakenUp.State.HELD) {
      told.add(
          Told.of(
              file
                  + ": held: another launch is taking its triggers up, and was waited for in vain;"
                  + " what it leaves, the next one takes up"));
      return told;
    }
    told.add(Told.of(file + ": " + news(taken)));
    var late = taken.others().tooLate();
    if (late != null && late > 0) {
      told.add(
          Told.of(
              "%s: late: %s arrived too late and came to nothing; 'who.live.late' says how late it may be"
                  .formatted(file, counted(late, "trigger"))));
    }
    if (taken.state() == TakenUp.State.ENDED) {
      told.add(Told.of(file + ": " + state(taken)));
    }
    return told;
  }

  private static String state(TakenUp taken) {
    return switch (taken.state()) {
      case LIVE ->
          taken.awaitingProfile() == 0
              ? "live, nothing new"
              : "live, nothing new; " + awaiting(taken);
      case NOT_YET -> "not yet live, begins at " + taken.start();
      case ENDED -> "has ended: " + why(taken.end());
      case HELD -> "held";
    };
  }

  private static String why(@Nullable End end) {
    return switch (end) {
      case null -> "it takes nothing up any more";
      case CAP -> "all places of its cap are given";
      case UNTIL -> "its 'until' has passed";
    };
  }

  private static String news(TakenUp taken) {
    var said = new ArrayList<String>();
    if (taken.takenUp() > 0) {
      said.add(
          "%s taken up%s%s"
              .formatted(
                  counted(taken.takenUp(), "trigger"),
                  taken.others().notQualified() == 0
                      ? ""
                      : ", %s of them not qualified"
                          .formatted(count(taken.others().notQualified())),
                  taken.run() == null ? "" : ": " + taken.run()));
    } else {
      said.add("no trigger taken up");
    }
    if (taken.others().noProfile() > 0) {
      said.add(counted(taken.others().noProfile(), "trigger") + " given up for want of a profile");
    }
    if (taken.awaitingProfile() > 0) {
      said.add(awaiting(taken));
    }
    return String.join("; ", said);
  }

  private static String awaiting(TakenUp taken) {
    return counted(taken.awaitingProfile(), "trigger")
        + (taken.awaitingProfile() == 1 ? " waits" : " wait")
        + " for a profile";
  }
}
