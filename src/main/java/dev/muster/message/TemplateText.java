package dev.muster.message;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import liqp.RenderTransformer;
import liqp.TemplateContext;
import org.jspecify.annotations.Nullable;

/**
 * How values become text in a template: numbers as they are written, never with an exponent; lists
 * within lists, and objects, as JSON. Text that grows beyond what fits a message is refused.
 */
final class TemplateText implements RenderTransformer {
  private static final int MOST_CHARACTERS = Batch.MESSAGE_BYTES;

  @Override
  public ObjectAppender.Controller newObjectAppender(TemplateContext context, int estimate) {
    var text = new StringBuilder();
    return new ObjectAppender.Controller() {
      @Override
      public void append(@Nullable Object value) {
        text.append(textOf(value));
        if (text.length() > MOST_CHARACTERS) {
          throw new Unfit(
              "too_large", "its text has more than %,d characters".formatted(MOST_CHARACTERS));
        }
      }

      @Override
      public Object getResult() {
        return text.toString();
      }
    };
  }

  @Override
  public Object transformObject(TemplateContext context, Object value) {
    return textOf(value);
  }

  /** A value as text, a list's items one after the other. */
  static String joined(@Nullable Object value) {
    if (!Values.isList(value)) {
      return textOf(value);
    }
    var text = new StringBuilder();
    Values.items(value).forEach(item -> text.append(textOf(item)));
    return text.toString();
  }

  private static String textOf(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case BigDecimal number -> number.toPlainString();
      case Map<?, ?> fields -> JsonValues.textOf(fields);
      case List<?> items -> JsonValues.textOf(items);
      case Object[] items -> JsonValues.textOf(Arrays.asList(items));
      default -> value.toString();
    };
  }
}
