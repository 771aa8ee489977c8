package dev.muster.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters of a hand-written query: {@code :name}, save in quotes, quoted names, dollar
 * quotes, comments, and after a second colon, which makes it a cast.
 */
public final class SqlParameters {
  private static final Pattern TOKEN =
      Pattern.compile(
          """
          --[^\\n\\r]*+
          |(?<escaped>[eE]')
          |'[^']*+'?+
          |"[^"]*+"?+
          |\\$(?<tag>[A-Za-z_\\x80-\\uFFFF][\\w\\x80-\\uFFFF]*+|)\\$.*?(?:\\$\\k<tag>\\$|\\z)
          |::\\s*+
          |:(?<name>[A-Za-z_]\\w*+)
          |(?<comment>/\\*)
          |[\\w$\\x80-\\uFFFF]++
          """,
          Pattern.COMMENTS | Pattern.DOTALL);

  private SqlParameters() {}

  /**
   * One place at which a parameter stands.
   *
   * @param name without the colon
   * @param start the colon's index in the query
   * @param end the index after the name
   */
  public record Place(String name, int start, int end) {}

  /** Every place of a parameter, in the query's order. */
  public static List<Place> in(String query) {
    var places = new ArrayList<Place>();
    scan(
        query,
        (token, end) -> {
          var name = token.group("name");
          if (name != null) {
            places.add(new Place(name, token.start(), end));
          }
        });
    return List.copyOf(places);
  }

  /**
   * The query with a blank for every character of a comment, and a quote for every character of
   * what stands in quotes.
   */
  public static String withoutQuotes(String query) {
    var code = new StringBuilder(query);
    scan(
        query,
        (token, end) -> {
          var filler =
              switch (query.charAt(token.start())) {
                case '-', '/' -> " ";
                case '\'', '"' -> "'";
                case '$' -> token.group("tag") == null ? "" : "'";
                default -> token.group("escaped") == null ? "" : "'";
              };
          if (!filler.isEmpty()) {
            code.replace(token.start(), end, filler.repeat(end - token.start()));
          }
        });
    return code.toString();
  }

  private static void scan(String query, ObjIntConsumer<Matcher> token) {
    var matcher = TOKEN.matcher(query);
    for (var from = 0; from < query.length() && matcher.find(from); ) {
      from = matcher.end();
      if (matcher.group("comment") != null) {
        from = endOfComment(query, from);
      } else if (matcher.group("escaped") != null) {
        from = endOfEscaped(query, from);
      }
      token.accept(matcher, from);
    }
  }

  /** Text such as {@code E'it\\'s'}, in which a backslash takes the quote's meaning. */
  private static int endOfEscaped(String query, int from) {
    var i = from;
    while (i < query.length() && query.charAt(i) != '\'') {
      i += query.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i + 1, query.length());
  }

  /** Comments nest, as they do in PostgreSQL and H2. */
  private static int endOfComment(String query, int from) {
    var depth = 1;
    var i = from;
    while (i < query.length() && depth > 0) {
      if (query.startsWith("/*", i)) {
        depth++;
        i += 2;
      } else if (query.startsWith("*/", i)) {
        depth--;
        i += 2;
      } else {
        i++;
      }
    }
    return Math.min(i, query.length());
  }
}
