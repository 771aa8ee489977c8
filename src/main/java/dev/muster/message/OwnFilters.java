package dev.muster.message;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BinaryOperator;
import liqp.filters.Filter;
import org.jspecify.annotations.Nullable;

/**
 * Filters that do what Liquid documents, whatever the machine's language is set to, with decimals
 * instead of binary fractions, and counting characters (code points) instead of halves of emoji.
 */
final class OwnFilters {
  /** The filter that makes a JSON number of a text. */
  static final String NUMBER = "number";

  static final List<Filter> ALL =
      List.of(
          new OwnFilter("upcase", (value, p) -> text(value).toUpperCase(Locale.ROOT)),
          new OwnFilter("downcase", (value, p) -> text(value).toLowerCase(Locale.ROOT)),
          new OwnFilter("capitalize", (value, p) -> capitalized(text(value))),
          new OwnFilter("size", (value, p) -> sizeOf(value)),
          new OwnFilter("truncate", OwnFilters::truncated),
          new OwnFilter("slice", OwnFilters::slice),
          new OwnFilter("round", (value, p) -> rounded(value, places(p), RoundingMode.HALF_UP)),
          new OwnFilter("floor", (value, p) -> rounded(value, 0, RoundingMode.FLOOR)),
          new OwnFilter("ceil", (value, p) -> rounded(value, 0, RoundingMode.CEILING)),
          new OwnFilter("plus", (value, p) -> computed(value, p, BigDecimal::add)),
          new OwnFilter("minus", (value, p) -> computed(value, p, BigDecimal::subtract)),
          new OwnFilter("times", (value, p) -> computed(value, p, BigDecimal::multiply)),
          new OwnFilter("modulo", (value, p) -> computed(value, p, OwnFilters::floorMod)),
          new OwnFilter("divided_by", OwnFilters::divided),
          new OwnFilter("abs", (value, p) -> Values.plain(number(value).abs())),
          new OwnFilter("at_least", (value, p) -> computed(value, p, BigDecimal::max)),
          new OwnFilter("at_most", (value, p) -> computed(value, p, BigDecimal::min)),
          new OwnFilter(NUMBER, (value, p) -> jsonNumber(value)),
          new OwnFilter("default", OwnFilters::orElse),
          new OwnFilter("json", (value, p) -> JsonValues.textOf(value)),
          new OwnFilter("replace", OwnFilters::replaced),
          new OwnFilter("strip_html", (value, p) -> HtmlText.of(text(value))));

  private static final int MOST_PLACES = 100;

  private OwnFilters() {}

  private static String text(@Nullable Object value) {
    return TemplateText.joined(value);
  }

  private static String capitalized(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int rest = text.offsetByCodePoints(0, 1);
    return Character.toString(Character.toTitleCase(text.codePointAt(0)))
        + text.substring(rest).toLowerCase(Locale.ROOT);
  }

  private static long sizeOf(@Nullable Object value) {
    return switch (value) {
      case Collection<?> items -> items.size();
      case Object[] items -> items.length;
      case Map<?, ?> fields -> fields.size();
      case CharSequence text -> text.codePoints().count();
      case null, default -> 0;
    };
  }

  private static String truncated(@Nullable Object value, @Nullable Object... parameters) {
    var text = text(value);
    int most = parameters.length > 0 ? Values.whole(parameters[0]) : 50;
    var ending = parameters.length > 1 ? text(parameters[1]) : "...";
    int length = text.codePointCount(0, text.length());
    if (length <= most) {
      return text;
    }
    int kept = Math.max(0, most - ending.codePointCount(0, ending.length()));
    return text.substring(0, text.offsetByCodePoints(0, kept)) + ending;
  }

  private static Object slice(@Nullable Object value, @Nullable Object... parameters) {
    int offset = Values.whole(parameters[0]);
    int length = parameters.length > 1 ? Values.whole(parameters[1]) : 1;
    if (value instanceof Object[] array) {
      return part(List.of(array), offset, length);
    }
    if (value instanceof List<?> items) {
      return part(items, offset, length);
    }
    var characters = text(value).codePoints().boxed().toList();
    var text = new StringBuilder();
    part(characters, offset, length).forEach(text::appendCodePoint);
    return text.toString();
  }

  private static <T> List<T> part(List<T> items, int offset, int length) {
    int from = offset < 0 ? items.size() + offset : offset;
    if (from < 0 || from > items.size() || length <= 0) {
      return List.of();
    }
    return items.subList(from, (int) Math.min(items.size(), (long) from + length));
  }

  private static Object rounded(@Nullable Object value, int places, RoundingMode mode) {
    return Values.plain(number(value).setScale(places, mode));
  }

  private static int places(@Nullable Object... parameters) {
    int places = parameters.length == 0 ? 0 : Values.whole(parameters[0]);
    return Math.clamp(places, 0, MOST_PLACES);
  }

  private static Object computed(
      @Nullable Object value, @Nullable Object[] parameters, BinaryOperator<BigDecimal> operator) {
    return Values.plain(operator.apply(number(value), number(parameters[0])));
  }

  /** As in Ruby, the sign is the divisor's. */
  private static BigDecimal floorMod(BigDecimal value, BigDecimal divisor) {
    refuseZero(divisor);
    var remainder = value.remainder(divisor);
    return remainder.signum() * divisor.signum() < 0 ? remainder.add(divisor) : remainder;
  }

  /** Whole numbers give a whole number, rounded down; decimals 16 significant digits. */
  private static Object divided(@Nullable Object value, @Nullable Object... parameters) {
    var dividend = number(value);
    var divisor = number(parameters[0]);
    refuseZero(divisor);
    if (isWhole(value) && isWhole(parameters[0])) {
      return Values.plain(dividend.divide(divisor, 0, RoundingMode.FLOOR));
    }
    var quotient = dividend.divide(divisor, MathContext.DECIMAL64).stripTrailingZeros();
    return Values.plain(quotient.setScale(Math.max(1, quotient.scale())));
  }

  private static boolean isWhole(@Nullable Object value) {
    return number(value).scale() <= 0;
  }

  private static void refuseZero(BigDecimal divisor) {
    if (divisor.signum() == 0) {
      throw Unfit.expected("a divisor other than 0", "0");
    }
  }

  private static BigDecimal number(@Nullable Object value) {
    return Values.number(value);
  }

  /** Absent stays absent; what is neither a number nor text that is one ends it for this user. */
  private static @Nullable Object jsonNumber(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    try {
      return value instanceof Number ? value : Values.plain(number(value));
    } catch (Unfit unfit) {
      throw new Unfit("number", unfit.reason());
    }
  }

  /** {@code default}: for what is absent, null, false or empty. */
  private static @Nullable Object orElse(@Nullable Object value, @Nullable Object... parameters) {
    boolean allowsFalse =
        parameters.length > 1
            && parameters[1] instanceof TemplateNodes.Named(_, var allowed)
            && allowed != null
            && !Boolean.FALSE.equals(allowed);
    boolean stands =
        value == null || Values.isEmpty(value) || (Boolean.FALSE.equals(value) && !allowsFalse);
    return stands ? parameters[0] : value;
  }

  /** All of a text's occurrences; what is to be put in their place may be nothing. */
  private static String replaced(@Nullable Object value, @Nullable Object... parameters) {
    var text = text(value);
    if (parameters[0] == null) {
      throw Unfit.expected("a text to look for", Values.kindOf(null));
    }
    var sought = text(parameters[0]);
    var replacement = parameters.length > 1 ? text(parameters[1]) : "";
    long found = sought.isEmpty() ? text.length() + 1L : occurrences(text, sought);
    BoundedFilter.refuseAboveMost(
        text.length() + found * ((long) replacement.length() - sought.length()));
    return text.replace(sought, replacement);
  }

  private static long occurrences(String text, String sought) {
    long found = 0;
    for (int at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + sought.length())) {
      found++;
    }
    return found;
  }
}
