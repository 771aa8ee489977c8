package dev.muster.intake;

import dev.muster.campaign.WhiteSpace;
import dev.muster.campaign.file.CsvNull;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * CSV as RFC 4180 has it: commas, quotes doubled inside quotes, line breaks allowed there; lines
 * end with LF, CRLF or CR; empty lines do not count. A cell {@code \N} is empty, and Excel's first
 * line {@code sep=,} is left out.
 *
 * <p>Not a library's reader because a row that is not well-formed must not end the reading: it is
 * put aside as it stands in the file, and the next one is read.
 */
final class CsvRows implements RowReader {
  private static final Pattern SEPARATOR = Pattern.compile("\"?sep=(.)\"?");

  private final RowWindow window;
  private List<String> columns = List.of();
  private final List<String> cells = new ArrayList<>();
  private long line = 1;
  private long linesInRow;
  private int length;
  private int behind;
  private @Nullable String fault;

  /**
   * @throws UnreadableSource when the first row does not name the columns
   */
  CsvRows(InputStream input) throws IOException {
    window = new RowWindow(input);
    columns = header();
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public @Nullable Row next() throws IOException {
    if (!read()) {
      return null;
    }
    if (fault != null) {
      return new Row.Malformed(line, fault);
    }
    if (cells.size() != columns.size()) {
      var last = window.at(length) < 0 ? "; the file ends in this row, was it cut off?" : "";
      return new Row.Malformed(
          line,
          "%d cells, but the header has %d columns%s"
              .formatted(cells.size(), columns.size(), last));
    }
    Map<String, Value> values = LinkedHashMap.newLinkedHashMap(cells.size());
    for (int i = 0; i < cells.size(); i++) {
      values.put(columns.get(i), new Value.Cell(CsvNull.isCell(cells.get(i)) ? "" : cells.get(i)));
    }
    return new Row.Read(line, values);
  }

  @Override
  public String raw() {
    return window.raw(length);
  }

  private List<String> header() throws IOException {
    if (!read() || (skipsSeparator() && !read())) {
      throw new UnreadableSource("is empty: a first line with the names of the columns is missing");
    }
    if (fault != null) {
      throw new UnreadableSource("the header (line %d) is broken: %s".formatted(line, fault));
    }
    cells.replaceAll(WhiteSpace::strip);
    var seen = new HashMap<String, Integer>();
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i).isEmpty()) {
        throw nameless(i);
      }
      var before = seen.put(cells.get(i), i + 1);
      if (before != null) {
        throw new UnreadableSource(
            "columns %d and %d have the same name in the header".formatted(before, i + 1));
      }
    }
    if (cells.size() == 1 && cells.getFirst().matches(".*[;\t|].*")) {
      throw new UnreadableSource(
          "the header is one column with ; or tab or | in it: expected commas between the columns");
    }
    return List.copyOf(cells);
  }

  /** Whether the row is Excel's, which says what stands between the columns. */
  private boolean skipsSeparator() {
    var separator = SEPARATOR.matcher(raw());
    if (!separator.matches()) {
      return false;
    }
    if (!separator.group(1).equals(",")) {
      throw new UnreadableSource(
          "its first line says that %s stands between the columns, expected commas: write it with"
                  .formatted(separator.group(1).equals("\t") ? "tab" : separator.group(1))
              + " commas, and without that line");
    }
    return true;
  }

  private UnreadableSource nameless(int index) {
    var last = cells.subList(index, cells.size()).stream().allMatch(String::isEmpty);
    return new UnreadableSource(
        last
            ? "column %d has no name in the header, which ends in a comma: name it, or take the"
                    .formatted(index + 1)
                + " last comma out of every line"
            : "column %d has no name in the header: name it there".formatted(index + 1));
  }

  /** Reads the next row that is not empty into the fields; false when there is none. */
  private boolean read() throws IOException {
    do {
      window.advance(length + behind);
      line += linesInRow;
      length = 0;
      behind = 0;
      linesInRow = 0;
      if (window.at(0) < 0) {
        return false;
      }
      try {
        row();
      } catch (RowWindow.RowTooLong e) {
        throw new UnreadableSource(
            "line %d: %s; is a quote left open there?".formatted(line, e.getMessage()), e);
      }
    } while (length == 0);
    return true;
  }

  private void row() throws IOException {
    cells.clear();
    fault = null;
    int at = cell(0);
    while (window.at(at) == ',') {
      at = cell(at + 1);
    }
    length = at;
    var end = window.at(at);
    if (end >= 0) {
      behind = end == '\r' && window.at(at + 1) == '\n' ? 2 : 1;
      linesInRow++;
    }
  }

  /** Reads the cell that begins there; returns where it ends: a comma, a line's end, or nothing. */
  private int cell(int from) throws IOException {
    if (window.at(from) == '"') {
      return quoted(from + 1);
    }
    var at = unquoted(from);
    add(from, at, false);
    return at;
  }

  private int unquoted(int from) throws IOException {
    int at = from;
    for (int c = window.at(at); c >= 0 && c != ',' && c != '\n' && c != '\r'; c = window.at(at)) {
      at++;
    }
    return at;
  }

  private int quoted(int from) throws IOException {
    int at = from;
    var doubled = false;
    for (int c = window.at(at); ; c = window.at(++at)) {
      if (c == '"') {
        if (window.at(at + 1) != '"') {
          break;
        }
        doubled = true;
        at++;
      } else if (c == '\n' || (c == '\r' && window.at(at + 1) != '\n')) {
        linesInRow++;
      } else if (c < 0) {
        blame(
            "the file ends inside the quotes of this row (down to line %d): it was cut off, or a"
                + " quote is missing",
            line + linesInRow);
        return at;
      }
    }
    add(from, at, doubled);
    var end = unquoted(at + 1);
    if (end > at + 1) {
      blame("characters behind the closing quote of cell %d", cells.size());
    }
    return end;
  }

  private void add(int from, int to, boolean doubled) {
    var cell = cells.size();
    try {
      var text = window.text(from, to - from);
      cells.add(doubled ? text.replace("\"\"", "\"") : text);
    } catch (BadRow e) {
      cells.add("");
      var name = cell < columns.size() ? columns.get(cell) : "cell " + (cell + 1);
      blame("%s: " + e.reason(), name);
    }
  }

  private void blame(String reason, Object argument) {
    if (fault == null) {
      fault = String.format(Locale.ROOT, reason, argument);
    }
  }
}
