package dev.muster.campaign.file;

import java.util.Comparator;

/** A place in a text: line and column, both counted from 1, columns in code points. */
record Position(int line, int column) implements Comparable<Position> {
  static final Position START = new Position(1, 1);
  private static final Comparator<Position> ORDER =
      Comparator.comparingInt(Position::line).thenComparingInt(Position::column);

  /** The place of the character at the index. */
  static Position of(String text, int index) {
    var line = 1;
    var lineStart = 0;
    for (var i = 0; i < index; i++) {
      var c = text.charAt(i);
      if (c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1))) {
        line++;
        lineStart = i + 1;
      }
    }
    return new Position(line, text.codePointCount(lineStart, index) + 1);
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }
}
