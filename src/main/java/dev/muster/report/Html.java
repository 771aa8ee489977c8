package dev.muster.report;

import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.OwaspHtmlTemplateOutput;
import java.util.Map;

/**
 * What templates write to: everything that is not the template's own is escaped by the place it
 * stands at, and its control characters and marks of direction are visible ({@code \\u202E}). It is
 * the only way into a page, so no template can forget it.
 */
public final class Html extends OwaspHtmlTemplateOutput {

  /** Leaves forms and fields as the template has them; every template is rendered with it. */
  public static final HtmlInterceptor AS_WRITTEN =
      new HtmlInterceptor() {
        @Override
        public void onHtmlTagOpened(
            String name, Map<String, Object> attributes, TemplateOutput output) {}

        @Override
        public void onHtmlTagClosed(String name, TemplateOutput output) {}
      };

  /**
   * Begins a page.
   *
   * @param to where the page goes
   */
  public Html(TemplateOutput to) {
    super(to);
  }

  @Override
  public void writeUserContent(String text) {
    super.writeUserContent(Printable.of(text));
  }
}
