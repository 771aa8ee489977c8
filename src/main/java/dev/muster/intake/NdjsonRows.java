package dev.muster.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One JSON object a line; empty lines do not count. */
final class NdjsonRows implements RowReader {
  private final RowWindow window;
  private long line;
  private int length;
  private int behind;

  /**
   * @throws UnreadableSource when there is nothing at all
   */
  NdjsonRows(InputStream input) throws IOException {
    window = new RowWindow(input);
    if (window.at(0) < 0) {
      throw new UnreadableSource("is empty: expected one JSON object a line");
    }
  }

  @Override
  public List<String> columns() {
    return List.of();
  }

  @Override
  public @Nullable Row next() throws IOException {
    do {
      if (!read()) {
        return null;
      }
    } while (blank());
    try {
      return new Row.Read(line, JsonColumn.row(window.text(0, length)));
    } catch (BadRow e) {
      return new Row.Malformed(line, fault(e));
    }
  }

  private String fault(BadRow why) throws IOException {
    if (why.reason().equals(JsonColumn.MORE_THAN_ONE)) {
      return "more than one JSON value in a line, expected one JSON object a line: make them with"
          + " jq -c .";
    }
    var cut = window.at(length) < 0 && why.reason().startsWith("broken JSON");
    return why.reason() + (cut ? "; the file ends in this line, was it cut off?" : "");
  }

  @Override
  public String raw() {
    return window.raw(length);
  }

  private boolean read() throws IOException {
    window.advance(length + behind);
    line++;
    length = 0;
    behind = 0;
    if (window.at(0) < 0) {
      return false;
    }
    try {
      int at = 0;
      for (int c = window.at(at); c >= 0 && c != '\n'; c = window.at(at)) {
        at++;
      }
      length = at;
      behind = window.at(at) < 0 ? 0 : 1;
      return true;
    } catch (RowWindow.RowTooLong e) {
      throw new UnreadableSource(
          "line %d: %s; expected one JSON object a line: if many stand in it, jq -c . makes a line of"
                  .formatted(line, e.getMessage())
              + " each, or jq -c '.[]' where they are one array",
          e);
    }
  }

  private boolean blank() throws IOException {
    for (int at = 0; at < length; at++) {
      var c = window.at(at);
      if (c != ' ' && c != '\t' && c != '\r') {
        return false;
      }
    }
    return true;
  }
}
