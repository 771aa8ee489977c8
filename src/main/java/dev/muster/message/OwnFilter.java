package dev.muster.message;

import liqp.TemplateContext;
import liqp.filters.Filter;
import org.jspecify.annotations.Nullable;

/** A filter that is a function of what it is given. */
final class OwnFilter extends Filter {
  /** What the filter does. */
  @FunctionalInterface
  interface Function {
    @Nullable Object of(@Nullable Object value, @Nullable Object... parameters);
  }

  private final Function function;

  OwnFilter(String name, Function function) {
    super(name);
    this.function = function;
  }

  @Override
  public @Nullable Object apply(
      @Nullable Object value, TemplateContext context, @Nullable Object... parameters) {
    return function.of(value, parameters);
  }
}
