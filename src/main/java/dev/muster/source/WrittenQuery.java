package dev.muster.source;

import dev.muster.campaign.SqlParameters;
import dev.muster.campaign.WhiteSpace;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A query as a person would write it: its values in their places, indented by its parentheses. The
 * database that it is for takes it as it stands, and finds the same.
 */
record WrittenQuery(Query query, Product product) {
  private static final String INDENT = "  ";
  private static final DateTimeFormatter AFTER_THE_YEAR =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  @Override
  public String toString() {
    return indented(withValues());
  }

  private String withValues() {
    var text = query.text();
    var code = SqlParameters.withoutQuotes(text);
    var values = query.parameters().iterator();
    var written = new StringBuilder();
    for (var i = 0; i < text.length(); i++) {
      if (code.charAt(i) != '?') {
        written.append(text.charAt(i));
      } else if (code.startsWith("??", i)) {
        // The driver's way to write an operator of PostgreSQL's.
        written.append('?');
        i++;
      } else {
        written.append(literal(values.next()));
      }
    }
    return written.toString();
  }

  private String literal(Object value) {
    return switch (value) {
      case String text -> quoted(text);
      case Query.Untyped(var text) -> quoted(text);
      case Integer number -> number(number.toString());
      case Long number -> number(number.toString());
      case BigDecimal number -> number(digits(number));
      case Boolean bool -> bool.toString();
      case Instant instant ->
          "timestamp with time zone '%s'"
              .formatted(time(instant.atOffset(ZoneOffset.UTC).toLocalDateTime(), "+00"));
      case LocalDateTime local -> "timestamp '%s'".formatted(time(local, ""));
      case List<?> texts ->
          texts.stream()
              .map(text -> quoted(text.toString()))
              .collect(Collectors.joining(", ", "cast(array[", "] as varchar array)"));
      default ->
          throw new IllegalArgumentException("a parameter of " + value.getClass() + " has no text");
    };
  }

  private static String digits(BigDecimal number) {
    return Math.abs(number.scale()) < 100 ? number.toPlainString() : number.toString();
  }

  /** A sign behind another one would begin a comment. */
  private static String number(String digits) {
    return digits.startsWith("-") ? "(" + digits + ")" : digits;
  }

  private String time(LocalDateTime time, String zone) {
    var beforeChrist = time.getYear() <= 0 && product.countsYearsBeforeChrist();
    return String.format(
        Locale.ROOT,
        "%04d-%s%s%s",
        beforeChrist ? 1 - time.getYear() : time.getYear(),
        time.format(AFTER_THE_YEAR),
        zone,
        beforeChrist ? " BC" : "");
  }

  /** In the form for characters that cannot be seen where there are such. */
  private static String quoted(String text) {
    var escaped = text.replace("'", "''");
    return text.codePoints().anyMatch(WrittenQuery::isInvisible)
        ? escaped
            .replace("\\", "\\\\")
            .codePoints()
            .mapToObj(c -> isInvisible(c) ? "\\+%06X".formatted(c) : Character.toString(c))
            .collect(Collectors.joining("", "U&'", "'"))
        : "'" + escaped + "'";
  }

  private static boolean isInvisible(int character) {
    return character != ' ' && (WhiteSpace.is(character) || Character.isISOControl(character));
  }

  private static String indented(String text) {
    var code = SqlParameters.withoutQuotes(text);
    var written = new StringBuilder();
    var depth = 0;
    var start = 0;
    for (var line : code.split("\n", -1)) {
      var end = start + line.length();
      var closes = line.strip().startsWith(")") ? 1 : 0;
      written
          .append(INDENT.repeat(Math.max(0, depth - closes)))
          .append(text.substring(start, end).strip())
          .append('\n');
      depth += line.replaceAll("[^(]", "").length() - line.replaceAll("[^)]", "").length();
      start = end + 1;
    }
    return written.toString().stripTrailing();
  }
}
