package dev.muster.intake;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Text that is written in something else than its name says, by its first lines. */
final class Writing {
  /** Bytes that are looked at. */
  static final int LENGTH = 4 << 10;

  private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\r|\n");
  private static final Pattern BETWEEN_COLUMNS = Pattern.compile("[,;\t|]");
  private static final Pattern COLUMN =
      Pattern.compile("\\s*\"?\\s*[\\p{L}_][\\p{L}\\d_ .-]*\"?\\s*");

  private Writing() {}

  /**
   * Refuses what is not of this format, as far as its beginning tells.
   *
   * @param needed the names that every row needs
   * @throws UnreadableSource that says what it is, and what to do
   */
  static void require(Format format, byte[] head, List<String> needed) {
    if (isUtf16(head)) {
      throw new UnreadableSource("is UTF-16, expected UTF-8");
    }
    var lines = lines(head);
    if (lines.isEmpty()) {
      return;
    }
    var first = lines.getFirst();
    if (first.startsWith("<")) {
      throw new UnreadableSource(
          "is an HTML or XML page, expected %s: was it fetched without a login?".formatted(format));
    }
    if (first.startsWith("--") || first.startsWith("/*")) {
      throw new UnreadableSource(
          "is an SQL script, expected %s: run it in a database, and export the rows from there"
              .formatted(format));
    }
    switch (format) {
      case CSV -> requireCsv(lines);
      case NDJSON -> requireNdjson(lines, needed);
    }
  }

  private static void requireCsv(List<String> lines) {
    var first = lines.getFirst();
    if (isArray(lines)) {
      throw new UnreadableSource(
          "is JSON, expected CSV: if it is one array, make a line of each row with jq -c '.[]', and"
              + " import that with --format ndjson");
    }
    if (first.startsWith("{")) {
      throw new UnreadableSource("is NDJSON, expected CSV: import it with --format ndjson");
    }
  }

  private static void requireNdjson(List<String> lines, List<String> needed) {
    var first = lines.getFirst();
    if (first.startsWith("[")) {
      requireObjects(lines, needed);
      throw new UnreadableSource(
          "is one JSON array, expected one JSON object a line: make them with jq -c '.[]'");
    }
    if (first.startsWith("{")) {
      if (lines.size() > 1 && !lines.get(1).startsWith("{") && open(first) > 0) {
        throw new UnreadableSource(
            "is JSON over many lines, expected one JSON object a line: make them with jq -c .");
      }
      return;
    }
    if (isHeader(first) && (lines.size() < 2 || !lines.get(1).startsWith("{"))) {
      throw new UnreadableSource(
          "is CSV, expected one JSON object a line: import it with --format csv");
    }
  }

  /** Refuses lists of values, which name none of them. */
  private static void requireObjects(List<String> lines, List<String> needed) {
    var behind = lines.getFirst().substring(1).strip();
    var element = behind.isEmpty() && lines.size() > 1 ? lines.get(1) : behind;
    if (element.isEmpty() || element.startsWith("{") || element.startsWith("]")) {
      return;
    }
    var nested = element.startsWith("[");
    throw new UnreadableSource(
        "%s, expected one JSON object a line: give each value its name, as by jq -c '%s%s', with the"
                .formatted(
                    nested ? "is one JSON array of lists of values" : "has lists of values",
                    nested ? ".[] | " : "",
                    named(needed))
            + " places where they stand");
  }

  private static String named(List<String> needed) {
    return IntStream.range(0, needed.size())
        .mapToObj(place -> "%s: .[%d]".formatted(needed.get(place), place))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static boolean isHeader(String line) {
    return BETWEEN_COLUMNS.matcher(line).find()
        ? BETWEEN_COLUMNS.splitAsStream(line).allMatch(COLUMN.asMatchPredicate())
        : line.equals("user_id");
  }

  /** Whether it is an array of JSON rather than a column's name in brackets. */
  private static boolean isArray(List<String> lines) {
    var first = lines.getFirst();
    if (!first.startsWith("[")) {
      return false;
    }
    var behind = first.substring(1).strip();
    return behind.startsWith("{") || behind.isEmpty();
  }

  /** How many braces a line leaves open. */
  private static int open(String line) {
    int open = 0;
    var quoted = false;
    for (int i = 0; i < line.length(); i++) {
      switch (line.charAt(i)) {
        case '\\' -> i++;
        case '"' -> quoted = !quoted;
        case '{' -> open += quoted ? 0 : 1;
        case '}' -> open -= quoted ? 0 : 1;
        default -> {}
      }
    }
    return open;
  }

  /** The first lines that hold something, the last of which may be cut off. */
  private static List<String> lines(byte[] head) {
    return LINE_BREAK
        .splitAsStream(new String(head, StandardCharsets.UTF_8))
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static boolean isUtf16(byte[] head) {
    return head.length > 3 && ((head[0] == 0 && head[2] == 0) || (head[1] == 0 && head[3] == 0));
  }
}
