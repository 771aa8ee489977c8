package dev.muster.report;

import dev.muster.run.Figures;
import dev.muster.schedule.Forecast;
import dev.muster.store.MemberWindows.OpeningZone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * When the users of a run are due.
 *
 * @param rows in order of time; none where all are due at once, and of a pruned run
 * @param chart how many there are over time, those left outlined; null without rows
 * @param zoneUnknown how many live in no zone that is known, or null where it does not matter
 * @param forecast when it ends, or null
 */
public record OpeningsSection(
    Rows<Row> rows, @Nullable Picture chart, @Nullable Long zoneUnknown, @Nullable Words forecast) {
  private static final int COLUMNS = 60;
  private static final int ZONES = 3;
  private static final double BASE = 96;

  /**
   * A time at which users are due.
   *
   * @param zones their names, the fullest first
   * @param left how many have no end yet
   */
  public record Row(Instant due, String zones, long users, long left, @Nullable Instant expires) {
    Row and(Row more) {
      return new Row(due, "", users + more.users, left + more.left, null);
    }
  }

  /** That of a run. */
  static OpeningsSection of(RunDetail detail, Shown shown) {
    var openings = detail.run().openings();
    var rows =
        openings.times().stream()
            .map(opening ->
                new Row(
                    opening.dueAt(),
                    names(detail.zones(opening)),
                    opening.users(),
                    opening.left(),
                    opening.expiresAt()))
            .toList();
    return new OpeningsSection(
        Rows.of(rows, Row::and),
        rows.isEmpty() ? null : chart(rows, shown),
        openings.withoutZone(),
        openings.forecast() == null ? null : forecast(openings.forecast()));
  }

  private static String names(List<OpeningZone> zones) {
    var shown =
        zones.stream()
            .limit(ZONES)
            .map(zone -> zone.zone() == null ? "unknown" : zone.zone())
            .collect(Collectors.joining(", "));
    return zones.size() <= ZONES ? shown : shown + " and " + (zones.size() - ZONES) + " more";
  }

  private static Words forecast(Forecast forecast) {
    return forecast.missing() == 0
        ? Words.of(
            "At the pace of the settings it ends about {}; nobody misses a cut-off.",
            forecast.endsAt())
        : Words.of(
            "At the pace of the settings it ends about {}; {} will miss their cut-off.",
            forecast.endsAt(),
            forecast.missing());
  }

  private static Picture chart(List<Row> rows, Shown shown) {
    var from = rows.getFirst().due();
    var until = rows.getLast().due();
    var users = new long[COLUMNS];
    var left = new long[COLUMNS];
    for (var row : rows) {
      var column = column(from, until, row.due());
      users[column] += row.users();
      left[column] += row.left();
    }
    var most = java.util.Arrays.stream(users).max().orElseThrow();
    var width = 100.0 / COLUMNS;
    var rects = new ArrayList<Picture.Rect>();
    for (var i = 0; i < COLUMNS; i++) {
      if (users[i] > 0) {
        var served = height(users[i] - left[i], most);
        var open = height(left[i], most);
        rects.add(
            new Picture.Rect(i * width, width * 0.8, BASE - served, served, Ink.ACCENT, false));
        rects.add(
            new Picture.Rect(
                i * width, width * 0.8, BASE - served - open, open, Ink.SOFT, left[i] > 0));
      }
    }
    var labels = new ArrayList<Picture.Label>();
    labels.add(new Picture.Label(0, 112, "start", shown.words(from)));
    if (!from.equals(until)) {
      labels.add(new Picture.Label(100, 112, "end", shown.words(until)));
    }
    return new Picture(
        "chart",
        116,
        "%s from %s to %s; %s at the fullest; %s still to come."
            .formatted(
                Figures.counted(rows.size(), "opening"),
                shown.words(from),
                shown.words(until),
                Figures.users(rows.stream().mapToLong(Row::users).max().orElseThrow()),
                Figures.users(rows.stream().mapToLong(Row::left).sum())),
        rects.stream().filter(rect -> rect.height() > 0).toList(),
        labels,
        null);
  }

  private static double height(long part, long most) {
    return part == 0 ? 0 : Math.max(1, 84.0 * part / most);
  }

  private static int column(Instant from, Instant until, Instant at) {
    var all = Duration.between(from, until).toNanos();
    return all == 0
        ? 0
        : (int) ((COLUMNS - 1) * ((double) Duration.between(from, at).toNanos() / all));
  }
}
