package dev.muster.web;

import gg.jte.Content;
import gg.jte.html.HtmlTemplateOutput;

/** How a template becomes a part of a page. */
final class Pages {
  private Pages() {}

  /** A template with its parameters. */
  interface Template {
    void render(HtmlTemplateOutput out);
  }

  /** What a template makes. Pages are written to nothing else than HTML. */
  static Content of(Template template) {
    return out -> template.render((HtmlTemplateOutput) out);
  }
}
