package dev.muster.web;

import dev.muster.report.Ink;
import dev.muster.report.Picture;
import dev.muster.report.Picture.Label;
import dev.muster.report.Picture.Rect;
import dev.muster.run.Figures;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is to come along a line of time: planned times above it, openings below, as deep as they
 * have users.
 *
 * @param rows what is to come from {@code now} on
 * @param now where the line begins
 * @param length of the line
 * @param zone the account's
 */
record ComingPicture(List<ComingRow> rows, Instant now, Duration length, ZoneId zone) {
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

  private static final int HEIGHT = 76;
  private static final int LINE = 30;
  private static final double MARK = 1.2;
  private static final double MARK_HEIGHT = 8;
  private static final double LEAST_DEPTH = 2;
  private static final double MOST_DEPTH = 24;
  private static final int PARTS = 4;

  ComingPicture {
    rows = List.copyOf(rows);
  }

  Picture picture() {
    var most =
        rows.stream()
            .map(ComingRow::users)
            .filter(Objects::nonNull)
            .mapToLong(Long::longValue)
            .max()
            .orElse(1);
    return new Picture(
        "chart",
        HEIGHT,
        title(most),
        Stream.concat(axis(), rows.stream().map(row -> mark(row, most))).toList(),
        IntStream.rangeClosed(0, PARTS).mapToObj(this::label).toList(),
        null);
  }

  private String title(long most) {
    var openings = (int) rows.stream().filter(row -> row.users() != null).count();
    return "%s and %s in the next %d hours%s."
        .formatted(
            Figures.counted(rows.size() - openings, "planned run"),
            Figures.counted(openings, "opening"),
            length.toHours(),
            openings == 0 ? "" : "; %s at the most".formatted(Figures.users(most)));
  }

  private static Stream<Rect> axis() {
    return Stream.of(new Rect(0, 100, LINE, 1, Ink.LINE, false));
  }

  private Rect mark(ComingRow row, long most) {
    var share = (double) Duration.between(now, row.at()).toMillis() / length.toMillis();
    var x = share * (100 - MARK);
    var users = row.users();
    return users == null
        ? new Rect(x, MARK, LINE - MARK_HEIGHT - 2, MARK_HEIGHT, Ink.ACCENT, false)
        : new Rect(x, MARK, LINE + 1, depth(users, most), Ink.SOFT, true);
  }

  private static double depth(long users, long most) {
    return Math.max(LEAST_DEPTH, MOST_DEPTH * users / most);
  }

  private Label label(int part) {
    var at = now.plus(length.dividedBy(PARTS).multipliedBy(part)).atZone(zone);
    return new Label(
        100.0 * part / PARTS,
        HEIGHT - 4,
        part == 0 ? "start" : part == PARTS ? "end" : "middle",
        part == 0 ? "now" : HOUR.format(at));
  }
}
