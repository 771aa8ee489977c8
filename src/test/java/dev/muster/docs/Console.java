package dev.muster.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** What a page shows of a terminal: commands, and what each has printed. */
public final class Console {
  /** Stands for lines that a page leaves out. */
  public static final String LEFT_OUT = "…";

  private static final String PROMPT = "$ ";

  /** What a machine's speed, its clock and its versions decide. */
  private static final Pattern VOLATILE =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z"
              + "|[A-Z][a-z]{2} \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d [-+]\\d\\d:\\d\\d"
              + "|\\b\\d+ h \\d+ min *|\\b\\d+ min \\d+ s *"
              + "|\\b\\d[\\d,]*(\\.\\d+)? (ms|s|messages/s|k?B on the wire|k?B of JSON)(?!\\w) *"
              + "|\"messageId\" ?: ?\"[-0-9a-f]+\""
              + "|(?<=\"version\": \")[^\"]+"
              + "|(?<=127\\.0\\.0\\.1:)\\d+"
              + "|(?<=, H2 )[\\d.]+"
              + "|(?<= version )\\d+"
              + "|(?<=data of )\\w+");

  private Console() {}

  /**
   * A command.
   *
   * @param printed the lines below it, up to the next one
   */
  public record Command(String line, List<String> printed) {

    /**
     * Whether this is what a page has it print.
     *
     * @param settling leaves out of both what is another one elsewhere or later
     */
    public Pattern expected(UnaryOperator<String> settling) {
      var pattern = new StringBuilder();
      var shown = new StringBuilder();
      for (var each : printed) {
        if (each.equals(LEFT_OUT)) {
          pattern.append(Pattern.quote(settling.apply(shown.toString()))).append("(?s:.*)");
          shown.setLength(0);
        } else {
          shown.append(each).append('\n');
        }
      }
      return Pattern.compile(pattern + Pattern.quote(settling.apply(shown.toString())));
    }

    /** Whether the page leaves out some of it. */
    public boolean shortened() {
      return printed.contains(LEFT_OUT);
    }
  }

  /** The commands of a page, in order. */
  public static List<Command> commands(Page page) {
    var commands = new ArrayList<Command>();
    for (var block : page.blocks()) {
      if (!block.language().equals("console")) {
        continue;
      }
      for (var line : block.lines()) {
        if (line.startsWith(PROMPT)) {
          commands.add(new Command(line.substring(PROMPT.length()), new ArrayList<>()));
        } else {
          commands.getLast().printed().add(line);
        }
      }
    }
    return List.copyOf(commands);
  }

  /** A text without what is another one elsewhere or later. */
  public static String settled(String text) {
    return VOLATILE.matcher(text.replace("file:./", "file:")).replaceAll("*");
  }

  /** A text without numbers and bars, which are others where the data are of the moment. */
  public static String shape(String text) {
    return text.replaceAll("\\d[\\d.,]*", "0").replaceAll("[█ ]+", " ");
  }

  /** The page's text in which a command prints something else. */
  public static String rewritten(String page, Command command, String printed) {
    var prompt = PROMPT + command.line() + "\n";
    var begin = page.indexOf(prompt) + prompt.length();
    var end =
        begin + String.join("", command.printed().stream().map(l -> l + "\n").toList()).length();
    return page.substring(0, begin) + printed + page.substring(end);
  }
}
