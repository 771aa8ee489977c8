package dev.muster.report;

import dev.muster.gate.Verdict;
import dev.muster.run.Figures;
import dev.muster.store.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a page on a run begins with.
 *
 * @param name the campaign's; its id where the definition is not there
 * @param status in words: of whom nobody works on, it says so
 * @param prunedAt since when only sums are left, or null
 * @param empty whether nobody qualified
 * @param strip all who qualified, by what has become of them
 */
public record HeadSection(
    String name,
    String run,
    String status,
    boolean rehearsal,
    @Nullable Instant prunedAt,
    Words sentence,
    Picture strip,
    boolean empty) {

  /** That of a run. */
  static HeadSection of(RunDetail detail) {
    var run = detail.run();
    return new HeadSection(
        detail.name() == null ? run.run().campaign().value() : detail.name(),
        run.run().toString(),
        run.statusInWords(),
        run.rehearsal(),
        detail.prunedAt(),
        new Sentence(run, detail.live()).words(),
        strip(run),
        run.qualified() == 0);
  }

  /** A sign beside the status, which says the same. */
  public String mark() {
    return switch (status) {
      case "completed" -> "●";
      case "waiting", "running", "held" -> "◐";
      case "stopped" -> "■";
      default -> "✕";
    };
  }

  private static Picture strip(RunReport run) {
    var sent = run.users(Verdict.ACCEPTED);
    var open = run.users(Verdict.WAITING) + run.users(Verdict.PENDING);
    var bad = run.users(Verdict.REJECTED) + run.users(Verdict.INVALID);
    var whole = run.qualified();
    if (whole == 0) {
      return picture(
          "Of all who qualified: nobody.",
          List.of(new Picture.Rect(0, 100, 0.5, 13, Ink.PALE, true)));
    }
    var kept = Math.max(0, whole - sent - open - bad);
    var rects = new ArrayList<Picture.Rect>();
    var from = 0.0;
    from = add(rects, from, sent, whole, Ink.ACCENT);
    from = add(rects, from, open, whole, Ink.SOFT);
    from = add(rects, from, bad, whole, Ink.SIGNAL);
    add(rects, from, kept, whole, run.status().is(RunStatus.REFUSED) ? Ink.SIGNAL : Ink.KEPT);
    return picture(
        String.format(
            Locale.ROOT,
            "Of all %s who qualified: sent %s, still to come %s, not sendable %s, kept back %s.",
            Figures.count(whole),
            Figures.count(sent),
            Figures.count(open),
            Figures.count(bad),
            Figures.count(kept)),
        rects);
  }

  private static double add(
      List<Picture.Rect> rects, double from, long part, long whole, Ink fill) {
    var width = Math.min(Picture.width((double) part / whole), 100 - from);
    if (part > 0) {
      rects.add(new Picture.Rect(from, width, 0.5, 13, fill, fill == Ink.SOFT));
    }
    return from + width;
  }

  private static Picture picture(String title, List<Picture.Rect> rects) {
    return new Picture("strip", 14, title, rects, List.of(), null);
  }
}
