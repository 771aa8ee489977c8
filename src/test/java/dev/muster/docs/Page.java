package dev.muster.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation, in Markdown as GitHub reads it.
 *
 * @param path from the project's root
 */
public record Page(String path, String text) {
  private static final String FENCE = "```";
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern NEITHER_WORD_NOR_DASH = Pattern.compile("[^\\p{L}\\p{N}_\\- ]");

  /** A fenced block: what stands behind its fence, and its lines. */
  public record Block(String language, List<String> lines) {}

  /**
   * A table.
   *
   * @param heading the nearest one above
   * @param rows their cells, without the header's
   */
  public record Table(String heading, List<String> header, List<List<String>> rows) {

    /** What is written as code in a column, one piece a row. */
    public List<String> codes(int column) {
      return rows.stream().flatMap(row -> Page.codes(row.get(column)).stream().limit(1)).toList();
    }
  }

  /** The page at a path from the project's root. */
  public static Page at(String path) {
    try {
      return new Page(path, Files.readString(Path.of(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All pages. */
  public static List<Page> all() {
    try (var files = Files.list(Path.of("docs"))) {
      return Stream.concat(
              Stream.of("README.md", "CONTRIBUTING.md"),
              files.map(Path::toString).filter(file -> file.endsWith(".md")).sorted())
          .map(Page::at)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fenced blocks, in order. */
  public List<Block> blocks() {
    var blocks = new ArrayList<Block>();
    var parts = ("\n" + text).split("\n" + FENCE, -1);
    for (var i = 1; i < parts.length; i += 2) {
      var lines = parts[i].split("\n", -1);
      blocks.add(new Block(lines[0], List.of(lines).subList(1, lines.length)));
    }
    return List.copyOf(blocks);
  }

  /** The lines that stand in no fenced block. */
  public List<String> prose() {
    var prose = new ArrayList<String>();
    var fenced = false;
    for (var line : text.split("\n", -1)) {
      if (line.startsWith(FENCE)) {
        fenced = !fenced;
      } else if (!fenced) {
        prose.add(line);
      }
    }
    return List.copyOf(prose);
  }

  /** Where links lead, as they are written. */
  public List<String> links() {
    return prose().stream()
        .flatMap(line -> LINK.matcher(line).results())
        .map(found -> found.group(1))
        .toList();
  }

  /** The names by which links lead to headings. */
  public List<String> anchors() {
    return prose().stream()
        .filter(Page::isHeading)
        .map(Page::heading)
        .map(heading ->
            NEITHER_WORD_NOR_DASH
                .matcher(heading.toLowerCase(Locale.ROOT))
                .replaceAll("")
                .replace(' ', '-'))
        .toList();
  }

  /** The tables, in order. */
  public List<Table> tables() {
    var tables = new ArrayList<Table>();
    var heading = "";
    var rows = new ArrayList<List<String>>();
    for (var line : prose()) {
      if (line.startsWith("|")) {
        rows.add(cells(line));
      } else if (!rows.isEmpty()) {
        tables.add(new Table(heading, rows.getFirst(), List.copyOf(rows.subList(2, rows.size()))));
        rows.clear();
      }
      if (isHeading(line)) {
        heading = heading(line);
      }
    }
    return List.copyOf(tables);
  }

  /** The only table below a heading. */
  public Table table(String heading) {
    var found = tables().stream().filter(table -> table.heading().equals(heading)).toList();
    if (found.size() != 1) {
      throw new AssertionError(path + " has " + found.size() + " tables below: " + heading);
    }
    return found.getFirst();
  }

  /** What is written as code in a text. */
  public static List<String> codes(String text) {
    return CODE.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static boolean isHeading(String line) {
    return line.startsWith("#");
  }

  private static String heading(String line) {
    return line.replaceFirst("^#+ ", "").replace("`", "");
  }

  private static List<String> cells(String row) {
    return Arrays.stream(row.replaceAll("^\\||\\|$", "").split("\\|", -1))
        .map(String::strip)
        .toList();
  }

  @Override
  public String toString() {
    return path;
  }
}
