package dev.muster.web;

import dev.muster.report.Shown;
import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A sentence, whose counts and instants people and programs read. */
final class Words implements Content {
  private final Shown shown;
  private final List<Content> parts = new ArrayList<>();

  Words(Shown shown) {
    this.shown = shown;
  }

  /** Ours, or others'. */
  Words text(String text) {
    parts.add(shown.text(text));
    return this;
  }

  Words count(long count) {
    parts.add(shown.count(count));
    return this;
  }

  /** A count that the eye is to find. */
  Words strong(long count) {
    parts.add(out -> {
      out.writeContent("<strong>");
      shown.count(count).writeTo(out);
      out.writeContent("</strong>");
    });
    return this;
  }

  /** Such as {@code 1 thing needs} and {@code 2 things need}. */
  Words text(long count, String one, String several) {
    return text(count == 1 ? one : several);
  }

  Words name(String name) {
    parts.add(out -> {
      out.writeContent("<em>");
      out.writeUserContent(name);
      out.writeContent("</em>");
    });
    return this;
  }

  Words time(Instant at) {
    parts.add(shown.time(at));
    return this;
  }

  @Override
  public void writeTo(TemplateOutput output) {
    parts.forEach(part -> part.writeTo(output));
  }
}
