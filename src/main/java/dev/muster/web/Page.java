package dev.muster.web;

import dev.muster.report.Html;
import gg.jte.Content;
import gg.jte.output.StringOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.View;

/**
 * A page.
 *
 * @param title what it is, as browsers show it
 * @param current the address of the link that leads to it, or null for none
 * @param renewedAfter after how many seconds it asks for itself again, or null for never
 * @param scripted whether a part of it renews itself instead, where there are scripts
 * @param main what stands in its frame
 */
record Page(
    String title,
    @Nullable String current,
    @Nullable Integer renewedAfter,
    boolean scripted,
    Content main)
    implements View {
  private static final String HTML = "text/html;charset=UTF-8";

  Page(String title, @Nullable String current, Content main) {
    this(title, current, null, false, main);
  }

  @Override
  public String getContentType() {
    return HTML;
  }

  @Override
  public void render(
      @Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    write(request, response);
  }

  /** Answers with it. */
  void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
    var written = new StringOutput();
    JteframeGenerated.render(new Html(written), Html.AS_WRITTEN, Frame.of(request), this);
    var bytes = written.toString().getBytes(StandardCharsets.UTF_8);
    response.setContentType(HTML);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
