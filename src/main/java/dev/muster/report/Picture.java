package dev.muster.report;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A picture of rectangles: percent across, pixels down, so that its text keeps its size on a phone.
 *
 * @param css its class, or empty
 * @param height in pixels
 * @param title what it says, with its numbers; null where the row that it stands in has them
 * @param line a dotted line across, at this height from above in pixels, or null
 */
public record Picture(
    String css,
    int height,
    @Nullable String title,
    List<Rect> rects,
    List<Label> labels,
    @Nullable Double line) {
  /** What is there at all is seen. */
  private static final double LEAST = 0.25;

  /** The height of a bar in a row. */
  private static final int ROW = 14;

  public Picture {
    rects = List.copyOf(rects);
    labels = List.copyOf(labels);
  }

  /** One rectangle. */
  public record Rect(double x, double width, double y, double height, Ink fill, boolean outlined) {

    /** The value of an attribute. */
    public static String percent(double number) {
      return String.format(Locale.ROOT, "%.2f%%", number);
    }

    /** The value of an attribute. */
    public static String pixels(double number) {
      return String.format(Locale.ROOT, "%.1f", number);
    }
  }

  /**
   * Text below the picture.
   *
   * @param anchor {@code start}, {@code middle} or {@code end}
   */
  public record Label(double x, int y, String anchor, String text) {}

  /** A bar within a row, which has its numbers. */
  static Picture bar(List<Rect> rects) {
    return new Picture("", ROW, null, rects, List.of(), null);
  }

  /** A piece of a bar. */
  static Rect piece(double from, double share, Ink fill) {
    return new Rect(100 * from, width(share), 2, 10, fill, fill == Ink.SOFT);
  }

  /** A share of 0 to 1 in percent, so that something is never nothing. */
  static double width(double share) {
    return share == 0 ? 0 : Math.max(LEAST, 100 * share);
  }
}
