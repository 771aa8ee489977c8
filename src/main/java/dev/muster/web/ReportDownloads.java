package dev.muster.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.app.ProgramVersion;
import dev.muster.report.HtmlReport;
import dev.muster.report.JsonReport;
import dev.muster.report.RunDetail;
import dev.muster.store.Run;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * A run's reports as the command {@code report} writes them; for viewers as {@code --no-ids} does,
 * and the JSON without {@code examples}.
 */
@Controller
final class ReportDownloads {
  private static final int MOST = 50;

  private final Site site;
  private final FullRuns runs;
  private final Kept<Asked, byte[]> kept;

  ReportDownloads(Site site, FullRuns runs) {
    this.site = site;
    this.runs = runs;
    this.kept = new Kept<>(site.clock(), RunShelf.A_MOMENT, MOST);
  }

  private enum Format {
    HTML,
    JSON
  }

  private record Asked(Run run, Format format, boolean personal) {}

  @GetMapping("/runs/{id}/report.html")
  void html(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var run = new RunFinder(site).find(id);
    send(new Attachment(run, "report.html", "text/html"), Format.HTML, request, response);
  }

  @GetMapping("/runs/{id}/report.json")
  void json(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var run = new RunFinder(site).find(id);
    send(new Attachment(run, "report.json", "application/json"), Format.JSON, request, response);
  }

  private void send(
      Attachment file, Format format, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var personal = Frame.of(request).isOperator();
    var bytes = kept.get(new Asked(file.run(), format, personal), this::written);
    file.head(response);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  private byte[] written(Asked asked) {
    var detail = runs.detail(asked.run());
    var text =
        switch (asked.format()) {
          case JSON -> JsonReport.of(asked.personal() ? detail : detail.impersonal()) + "\n";
          case HTML -> html(asked, detail);
        };
    return text.getBytes(UTF_8);
  }

  private String html(Asked asked, RunDetail detail) {
    var making =
        new HtmlReport.Making(asked.personal(), ProgramVersion.number(), site.clock().instant());
    return HtmlReport.of(site.application().store(), asked.run(), detail, making).text();
  }
}
