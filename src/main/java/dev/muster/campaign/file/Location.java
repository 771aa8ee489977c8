package dev.muster.campaign.file;

import java.util.Comparator;

/** A place in a text: line and column, both counted from 1, columns in code points. */
record Location(int line, int column) implements Comparable<Location> {
  static final Location START = new Location(1, 1);
  private static final Comparator<Location> ORDER =
      Comparator.comparingInt(Location::line).thenComparingInt(Location::column);

  /** The place of the character at the index. */
  static Location of(String text, int index) {
    var line = 1;
    var lineStart = 0;
    for (var i = 0; i < index; i++) {
      var c = text.charAt(i);
      if (c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1))) {
        line++;
        lineStart = i + 1;
      }
    }
    return new Location(line, text.codePointCount(lineStart, index) + 1);
  }

  @Override
  public int compareTo(Location other) {
    return ORDER.compare(this, other);
  }
}
