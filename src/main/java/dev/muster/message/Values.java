package dev.muster.message;

import dev.muster.campaign.What;
import dev.muster.campaign.WhiteSpace;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import liqp.PlainBigDecimal;
import org.jspecify.annotations.Nullable;

/** What templates take values for: kinds, numbers, lists, what is equal and what comes first. */
final class Values {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:[0-9]++\\.?[0-9]*+|\\.[0-9]++)(?:[eE][-+]?[0-9]{1,9})?");

  /** Beyond, digits are far too many, and reading them takes more than linear time. */
  private static final int MOST_CHARACTERS = 10_000;

  private Values() {}

  /** What kind of value it is, in words that do not give it away. */
  static String kindOf(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case CharSequence text when text.isEmpty() -> "empty text";
      case CharSequence _ -> "text";
      case Number _ -> "a number";
      case Boolean _ -> "true or false";
      case Map<?, ?> _ -> "an object";
      case Collection<?> _, Object[] _ -> "a list";
      default -> "something else";
    };
  }

  /**
   * Text that is a number is one, absent is 0.
   *
   * @throws Unfit when it is none, or too long to be sent
   */
  static BigDecimal number(@Nullable Object value) {
    return switch (value) {
      case null -> BigDecimal.ZERO;
      case BigDecimal number -> number;
      case Number number -> new BigDecimal(number.toString());
      case CharSequence text -> numberIn(WhiteSpace.strip(text.toString()), kindOf(text));
      default -> throw Unfit.expected("a number", kindOf(value));
    };
  }

  private static BigDecimal numberIn(String text, String kind) {
    if (text.length() > MOST_CHARACTERS || !NUMBER.matcher(text).matches()) {
      throw Unfit.expected("a number", kind);
    }
    return sendable(new BigDecimal(text));
  }

  /**
   * The number, when it can be sent.
   *
   * @throws Unfit when it has too many digits
   */
  static BigDecimal sendable(BigDecimal number) {
    if (!What.takes(number)) {
      throw JsonValues.tooLong();
    }
    return number;
  }

  /**
   * A number for counting.
   *
   * @throws Unfit when it is none, has decimals or is too large
   */
  static int whole(@Nullable Object value) {
    try {
      return number(value).intValueExact();
    } catch (ArithmeticException tooMuch) {
      throw Unfit.expected("a whole number of at most nine digits", "another number");
    }
  }

  static BigDecimal plain(BigDecimal number) {
    return number instanceof PlainBigDecimal ? number : new PlainBigDecimal(number);
  }

  /** A list's items; nothing has none, all else is the only item. */
  static List<? extends @Nullable Object> items(@Nullable Object value) {
    return switch (value) {
      case null -> List.of();
      case List<?> items -> items;
      case Collection<?> items -> Arrays.asList(items.toArray());
      case Object[] items -> Arrays.asList(items);
      default -> List.of(value);
    };
  }

  static boolean isList(@Nullable Object value) {
    return value instanceof Collection<?> || value instanceof Object[];
  }

  /** Empty text, an empty list or an object without keys. */
  static boolean isEmpty(@Nullable Object value) {
    return switch (value) {
      case CharSequence text -> text.isEmpty();
      case Collection<?> items -> items.isEmpty();
      case Object[] items -> items.length == 0;
      case Map<?, ?> fields -> fields.isEmpty();
      case null, default -> false;
    };
  }

  /** Absent, null, false, white space alone, or empty. */
  static boolean isBlank(@Nullable Object value) {
    return switch (value) {
      case null -> true;
      case Boolean truth -> !truth;
      case CharSequence text -> WhiteSpace.only(text.toString());
      default -> isEmpty(value);
    };
  }

  /** By type and value: text is never a number, and 1 is 1.0. */
  static boolean equal(@Nullable Object one, @Nullable Object other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    if (one instanceof Number && other instanceof Number) {
      return number(one).compareTo(number(other)) == 0;
    }
    if (one instanceof CharSequence text && other instanceof CharSequence same) {
      return text.toString().contentEquals(same);
    }
    if (isList(one) && isList(other)) {
      return equalItems(items(one), items(other));
    }
    return one.equals(other);
  }

  private static boolean equalItems(List<?> some, List<?> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (!equal(some.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Numbers by size, text by code point.
   *
   * @param what is expected of the two, for the message
   * @throws Unfit when they have no order
   */
  static int compare(@Nullable Object one, @Nullable Object other, String what) {
    if (one instanceof Number && other instanceof Number) {
      return number(one).compareTo(number(other));
    }
    if (one instanceof CharSequence text && other instanceof CharSequence than) {
      return Arrays.compare(text.codePoints().toArray(), than.codePoints().toArray());
    }
    throw Unfit.expected(what, kindOf(one) + " and " + kindOf(other));
  }

  /** Whether a text has another in it, a list an item, or an object a field of that name. */
  static boolean contain(@Nullable Object whole, @Nullable Object part) {
    if (whole == null || part == null) {
      return false;
    }
    return switch (whole) {
      case Map<?, ?> fields -> fields.containsKey(TemplateText.joined(part));
      case CharSequence text -> text.toString().contains(TemplateText.joined(part));
      default -> isList(whole) && items(whole).stream().anyMatch(item -> equal(item, part));
    };
  }

  /**
   * The item of a list at a place from 0, or from its end; null past either, and of what is no
   * list.
   */
  static @Nullable Object itemAt(Number number, @Nullable Object list) {
    if (!isList(list)) {
      return null;
    }
    var items = items(list);
    var index = number(number);
    var fromStart = index.signum() < 0 ? index.add(BigDecimal.valueOf(items.size())) : index;
    boolean there =
        fromStart.signum() >= 0 && fromStart.compareTo(BigDecimal.valueOf(items.size())) < 0;
    return there ? items.get(fromStart.intValue()) : null;
  }
}
