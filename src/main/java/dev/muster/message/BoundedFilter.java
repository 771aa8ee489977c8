package dev.muster.message;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import liqp.TemplateContext;
import liqp.filters.Filter;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a filter within bounds: what it makes must not be too large, lists and objects reach those
 * that work on text as the text they are, and what it cannot do is said with the filter's name and
 * the kinds of values, never with the values.
 *
 * <p>Filters that can make more than a few times what they are given look at that themselves,
 * beforehand: {@link #refuseAboveMost}.
 */
final class BoundedFilter extends Filter {
  private static final long MOST_CHARACTERS = 1_000_000;

  /** Those that Liquid's Java version would give a list or an object as Java prints it. */
  private static final Set<String> OF_TEXT =
      Set.of(
          "append",
          "escape",
          "escape_once",
          "h",
          "lstrip",
          "newline_to_br",
          "prepend",
          "remove",
          "remove_first",
          "replace_first",
          "rstrip",
          "strip",
          "strip_newlines",
          "url_decode",
          "url_encode");

  private final Filter filter;
  private final boolean ofText;

  BoundedFilter(Filter filter) {
    super(filter.getName());
    this.filter = filter;
    ofText = OF_TEXT.contains(getName());
  }

  @Override
  public @Nullable Object apply(
      @Nullable Object value, TemplateContext context, @Nullable Object... parameters) {
    try {
      var result =
          ofText
              ? filter.apply(
                  asText(value),
                  context,
                  Arrays.stream(parameters).map(BoundedFilter::asText).toArray())
              : filter.apply(value, context, parameters);
      refuseAboveMost(sizeOf(result));
      return result;
    } catch (Unfit unfit) {
      throw unfit.in("the filter '" + getName() + "': ");
    } catch (RuntimeException failed) {
      throw new Unfit(
          "template",
          "the filter '%s': cannot take %s".formatted(getName(), kindsOf(value, parameters)));
    }
  }

  private static @Nullable Object asText(@Nullable Object value) {
    return value instanceof Map<?, ?> || Values.isList(value) ? TemplateText.joined(value) : value;
  }

  private static String kindsOf(@Nullable Object value, @Nullable Object... parameters) {
    return parameters.length == 0
        ? Values.kindOf(value)
        : Stream.of(parameters)
            .map(Values::kindOf)
            .collect(Collectors.joining(", ", Values.kindOf(value) + " with ", ""));
  }

  private static long sizeOf(@Nullable Object value) {
    return switch (value) {
      case CharSequence text -> text.length();
      case Collection<?> items -> items.stream().mapToLong(item -> 1 + sizeOf(item)).sum();
      case Map<?, ?> fields -> sizeOf(fields.values());
      case Object[] items -> sizeOf(Arrays.asList(items));
      case BigDecimal number -> {
        Values.sendable(number);
        yield 1;
      }
      case null, default -> 1;
    };
  }

  /**
   * Ends it for this user when a filter would make more than goes into any message.
   *
   * @param characters what it makes, of lists their items as well
   */
  static void refuseAboveMost(long characters) {
    if (characters > MOST_CHARACTERS) {
      throw new Unfit(
          "too_large", "makes more than %,d characters or items".formatted(MOST_CHARACTERS));
    }
  }
}
