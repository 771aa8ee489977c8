package dev.muster.message;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import liqp.TemplateContext;
import liqp.filters.Filter;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a filter from using up memory or time, whatever a profile holds: a replacement, a glue or a
 * list can multiply a text's length, a loop can double it again and again.
 */
final class BoundedFilter extends Filter {
  private static final long MOST_CHARACTERS = 1_000_000;
  private static final int MOST_DIGITS = 1_000;

  private final Filter filter;

  BoundedFilter(Filter filter) {
    super(filter.getName());
    this.filter = filter;
  }

  @Override
  public @Nullable Object apply(
      @Nullable Object value, TemplateContext context, @Nullable Object... parameters) {
    long largest = 1;
    for (var parameter : parameters) {
      largest = Math.max(largest, sizeOf(parameter));
    }
    refuseAbove(MOST_CHARACTERS, sizeOf(value) * largest);
    var result = filter.apply(value, context, parameters);
    refuseAbove(MOST_CHARACTERS, sizeOf(result));
    return result;
  }

  private static long sizeOf(@Nullable Object value) {
    return switch (value) {
      case CharSequence text -> text.length();
      case Collection<?> items -> items.stream().mapToLong(item -> 1 + sizeOf(item)).sum();
      case Map<?, ?> fields -> sizeOf(fields.values());
      case Object[] items -> sizeOf(java.util.Arrays.asList(items));
      case BigDecimal number -> {
        refuseAbove(MOST_DIGITS, number.precision() + Math.abs((long) number.scale()));
        yield 1;
      }
      case null, default -> 1;
    };
  }

  private static void refuseAbove(long most, long found) {
    if (found > most) {
      throw new Unfit("too_large", "a template's filter would make a value too large to send");
    }
  }
}
