package dev.muster.message;

import java.util.Map;
import liqp.TemplateContext;
import liqp.TemplateParser;
import liqp.nodes.LNode;
import org.jspecify.annotations.Nullable;

/**
 * A text of the campaign file, read once and rendered for every user. Not safe for use by several
 * threads at once: Liquid's nodes keep notes.
 */
sealed interface Template {

  /**
   * What the text comes to: text, or, for a bare reference, the value it names with its type; null
   * when that is absent.
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

  /** One bare {@code {{ reference }}}. */
  record Reference(TemplateParser settings, LNode lookup) implements Template {
    @Override
    public @Nullable Object render(Map<String, Object> variables) {
      return rendered(lookup, new TemplateContext(settings, variables));
    }
  }

  /** Anything else. */
  record Text(TemplateParser settings, LNode root) implements Template {
    @Override
    public Object render(Map<String, Object> variables) {
      return String.valueOf(rendered(root, new TemplateContext(settings, variables)));
    }
  }

  private static @Nullable Object rendered(LNode node, TemplateContext context) {
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
    }
    return new Unfit("template", "a template cannot be rendered with this profile's values");
  }
}
