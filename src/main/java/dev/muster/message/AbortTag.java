package dev.muster.message;

import liqp.TemplateContext;
import liqp.nodes.LNode;
import liqp.tags.Tag;

/** {@code {% abort %}}: drops the user from the run. */
final class AbortTag extends Tag {
  AbortTag() {
    super("abort");
  }

  @Override
  public Object render(TemplateContext context, LNode... nodes) {
    throw new Aborted();
  }

  /** Ends the composing for one user from within; {@link Composer} turns it into a value. */
  static final class Aborted extends RuntimeException {
    Aborted() {
      super("aborted by the template", null, false, false);
    }
  }
}
