package dev.muster.message;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BinaryOperator;
import liqp.PlainBigDecimal;
import liqp.TemplateContext;
import liqp.filters.Filter;
import org.jspecify.annotations.Nullable;

/**
 * Filters that do what Liquid documents, whatever the machine's language is set to, with decimals
 * instead of binary fractions, and counting characters (code points) instead of halves of emoji.
 */
final class OwnFilters {
  static final List<Filter> ALL =
      List.of(
          new Own("upcase", (value, p) -> text(value).toUpperCase(Locale.ROOT)),
          new Own("downcase", (value, p) -> text(value).toLowerCase(Locale.ROOT)),
          new Own("capitalize", (value, p) -> capitalized(text(value))),
          new Own("size", (value, p) -> sizeOf(value)),
          new Own("truncate", OwnFilters::truncated),
          new Own("slice", OwnFilters::slice),
          new Own("round", (value, p) -> rounded(value, places(p), RoundingMode.HALF_UP)),
          new Own("floor", (value, p) -> rounded(value, 0, RoundingMode.FLOOR)),
          new Own("ceil", (value, p) -> rounded(value, 0, RoundingMode.CEILING)),
          new Own("plus", (value, p) -> computed(value, p, BigDecimal::add)),
          new Own("minus", (value, p) -> computed(value, p, BigDecimal::subtract)),
          new Own("times", (value, p) -> computed(value, p, BigDecimal::multiply)),
          new Own("modulo", (value, p) -> computed(value, p, OwnFilters::floorMod)),
          new Own("divided_by", OwnFilters::divided));

  private static final int MOST_PLACES = 100;
  private static final int MOST_EXPONENT = 1_000;

  private OwnFilters() {}

  private interface Function {
    @Nullable Object of(@Nullable Object value, @Nullable Object... parameters);
  }

  private static final class Own extends Filter {
    private final Function function;

    Own(String name, Function function) {
      super(name);
      this.function = function;
    }

    @Override
    public @Nullable Object apply(
        @Nullable Object value, TemplateContext context, @Nullable Object... parameters) {
      return function.of(value, parameters);
    }
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
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
    int most = parameters.length > 0 ? number(parameters[0]).intValueExact() : 50;
    var ending = parameters.length > 1 ? text(parameters[1]) : "...";
    int length = text.codePointCount(0, text.length());
    if (length <= most) {
      return text;
    }
    int kept = Math.max(0, most - ending.codePointCount(0, ending.length()));
    return text.substring(0, text.offsetByCodePoints(0, kept)) + ending;
  }

  private static Object slice(@Nullable Object value, @Nullable Object... parameters) {
    int offset = number(parameters[0]).intValueExact();
    int length = parameters.length > 1 ? number(parameters[1]).intValueExact() : 1;
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
    return new PlainBigDecimal(number(value).setScale(places, mode));
  }

  private static int places(@Nullable Object... parameters) {
    int places = parameters.length == 0 ? 0 : number(parameters[0]).intValueExact();
    return Math.clamp(places, 0, MOST_PLACES);
  }

  private static Object computed(
      @Nullable Object value, @Nullable Object[] parameters, BinaryOperator<BigDecimal> operator) {
    return new PlainBigDecimal(operator.apply(number(value), number(parameters[0])));
  }

  /** As in Ruby, the sign is the divisor's. */
  private static BigDecimal floorMod(BigDecimal value, BigDecimal divisor) {
    var remainder = value.remainder(divisor);
    return remainder.signum() * divisor.signum() < 0 ? remainder.add(divisor) : remainder;
  }

  /** Whole numbers give a whole number, rounded down; decimals 16 significant digits. */
  private static Object divided(@Nullable Object value, @Nullable Object... parameters) {
    var dividend = number(value);
    var divisor = number(parameters[0]);
    if (isWhole(value) && isWhole(parameters[0])) {
      return new PlainBigDecimal(dividend.divide(divisor, 0, RoundingMode.FLOOR));
    }
    var quotient = dividend.divide(divisor, MathContext.DECIMAL64).stripTrailingZeros();
    return new PlainBigDecimal(quotient.setScale(Math.max(1, quotient.scale())));
  }

  private static boolean isWhole(@Nullable Object value) {
    return number(value).scale() <= 0;
  }

  /**
   * As Liquid has it: text that is a number is one, absent is 0, all else cannot be computed with.
   */
  private static BigDecimal number(@Nullable Object value) {
    return switch (value) {
      case null -> BigDecimal.ZERO;
      case BigDecimal number -> number;
      case Number number -> new BigDecimal(number.toString());
      case CharSequence text -> ordinary(new BigDecimal(text.toString().strip()));
      default -> throw new NumberFormatException("no number");
    };
  }

  /** Text may claim any exponent; written out, such a number would not end. */
  private static BigDecimal ordinary(BigDecimal number) {
    if (Math.abs((long) number.scale()) > MOST_EXPONENT) {
      throw new NumberFormatException("its exponent is beyond " + MOST_EXPONENT);
    }
    return number;
  }
}
