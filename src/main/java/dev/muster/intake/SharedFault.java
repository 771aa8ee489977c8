package dev.muster.intake;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a file whose rows are all bad for one and the same reason, which is then the file's: it
 * is said once, and how to mend it, instead of each row being put aside.
 */
final class SharedFault {
  /** As many as may lack a key: a fault that none of them escapes is hardly that of one row. */
  static final int ROWS = NeededKeys.ROWS;

  /**
   * Rows of a file with fewer than {@link #ROWS} that are enough. Where there are fewer still, each
   * is put aside: somebody can look at all of them, and they may well be all the bad ones of
   * yesterday, which were put together.
   */
  static final int LEAST_ROWS = 20;

  /** What one reason has that differs from row to row. */
  private static final Pattern PLACE =
      Pattern.compile(
          ", near its character \\d+|; the file ends in this .*| \\(down to line \\d+\\)");

  private final List<String> texts;
  private final boolean csv;
  private final Sample sample = new Sample();
  private long rows;
  private @Nullable BadRow first;
  private boolean refuted;

  /**
   * @param texts the columns that hold a text
   * @param csv whether a header names the columns, instead of each row its own
   */
  SharedFault(List<String> texts, boolean csv) {
    this.texts = List.copyOf(texts);
    this.csv = csv;
  }

  /** Takes note of what stands in a row, before anything is taken out of it. */
  void row(Row row) {
    if (!refuted && row instanceof Row.Read(_, var values)) {
      sample.row(values);
    }
  }

  /** The row was good. */
  void good() {
    refuted = true;
  }

  /**
   * The row was bad.
   *
   * @throws UnreadableSource when it was the last that might have been good, or bad otherwise
   */
  void bad(BadRow why) {
    if (refuted) {
      return;
    }
    if (first == null) {
      first = why;
    }
    refuted = !kind(first).equals(kind(why));
    rows++;
    if (rows == ROWS) {
      refuse("each of its first " + rows + " rows", false);
      refuted = true;
    }
  }

  /**
   * There are no more rows.
   *
   * @throws UnreadableSource when all were bad for one reason, and they were not just a few
   */
  void end() {
    if (rows >= LEAST_ROWS) {
      refuse("each of its " + rows + " rows", true);
    }
  }

  private void refuse(String who, boolean whole) {
    var fault = first;
    if (refuted || fault == null) {
      return;
    }
    var remedy = new Remedy(sample, texts, whole);
    throw new UnreadableSource(
        "%s is bad for the same reason: %s; %s"
            .formatted(who, kind(fault), csv ? remedy.inCsv(fault) : remedy.inNdjson(fault)));
  }

  private static String kind(BadRow why) {
    return PLACE.matcher(why.reason()).replaceAll("");
  }
}
