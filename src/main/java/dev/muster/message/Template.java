package dev.muster.message;

import java.util.Map;
import liqp.TemplateContext;
import liqp.TemplateParser;
import liqp.exceptions.ExceededMaxIterationsException;
import liqp.nodes.LNode;
import org.jspecify.annotations.Nullable;

/**
 * A text of the campaign file, read once and rendered for every user. Not safe for use by several
 * threads at once: Liquid's nodes keep notes.
 */
sealed interface Template {
  /** Why a text comes to nothing whose loops do not end in time. */
  String TOO_MANY_ROUNDS =
      "its loops take more than %,d rounds".formatted(TemplateLanguage.MOST_ITERATIONS);

  /**
   * What the text comes to: text, or, for a bare reference, the value it names with its type, or
   * the number that its filter makes; null when that is absent.
   *
   * @param variables the roots: {@code profile}, {@code campaign}, {@code constant}
   * @throws AbortTag.Aborted when the text says {@code {% abort %}}
   * @throws Unfit when the text cannot be made of these values
   */
  @Nullable Object render(Map<String, Object> variables);

  /** Text without anything to fill in. */
  record Plain(String text) implements Template {
    @Override
    public Object render(Map<String, Object> variables) {
      return text;
    }
  }

  /** One bare {@code {{ reference }}}, or one output whose last filter makes a number of it. */
  record Typed(TemplateParser settings, LNode value) implements Template {
    @Override
    public @Nullable Object render(Map<String, Object> variables) {
      return rendered(value, new TemplateContext(settings, variables));
    }
  }

  /** Anything else. */
  record Text(TemplateParser settings, LNode root) implements Template {
    @Override
    public Object render(Map<String, Object> variables) {
      return String.valueOf(rendered(root, new TemplateContext(settings, variables)));
    }
  }

  /** What a node comes to, its failures as {@link Unfit}. */
  static @Nullable Object rendered(LNode node, TemplateContext context) {
    try {
      return node.render(context);
    } catch (AbortTag.Aborted | Unfit ended) {
      throw ended;
    } catch (RuntimeException failed) {
      throw causeOf(failed);
    }
  }

  /** Liquid wraps what its filters throw. */
  private static Unfit causeOf(RuntimeException failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof Unfit unfit) {
        return unfit;
      }
      if (cause instanceof ExceededMaxIterationsException) {
        return new Unfit("template", TOO_MANY_ROUNDS);
      }
    }
    return new Unfit("template", "it cannot be rendered with this profile's values");
  }
}
