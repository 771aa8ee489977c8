package dev.muster.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.muster.report.Html;
import dev.muster.store.ListedRejections;
import dev.muster.store.Rejections;
import dev.muster.store.Run;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.net.URLEncoder;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Whom a run could not reach, and why: for operators. */
@Controller
final class RejectionsPage {
  private static final int ON_A_PAGE = 100;

  /** How many are read at once of those that are downloaded. */
  private static final int AT_ONCE = 1000;

  /** What programs that open tables take for a formula. */
  private static final String FORMULAS = "=+-@\t\r";

  private final Site site;
  private final CampaignShelf campaigns;

  RejectionsPage(Site site, CampaignShelf campaigns) {
    this.site = site;
    this.campaigns = campaigns;
  }

  /**
   * What the page shows.
   *
   * @param codes all that there are, with the number of their users
   * @param code the one that is shown alone, or empty
   * @param next the address of the page behind this one, or empty
   */
  record Shown(
      String run,
      String name,
      List<Rejections.Count> codes,
      String code,
      List<Rejections.Rejected> users,
      String next) {}

  @GetMapping("/runs/{id}/rejections")
  Page show(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "0") long after) {
    var run = new RunFinder(site).find(id);
    var store = site.application().store();
    var found =
        store
            .listedRejections()
            .page(run.key(), code.isEmpty() ? null : Forms.line(code), after, ON_A_PAGE + 1);
    var shown = shown(run, code, found);
    return new Page(
        "Rejections of " + run.id(),
        RunsPage.ADDRESS,
        Pages.of(out -> JterejectionsGenerated.render(out, Html.AS_WRITTEN, shown, site.shown())));
  }

  private Shown shown(Run run, String code, List<ListedRejections.Row> found) {
    var rows = found.subList(0, Math.min(found.size(), ON_A_PAGE));
    return new Shown(
        run.id().toString(),
        campaigns.name(run),
        site.application().store().results().rejections(run),
        code,
        rows.stream().map(ListedRejections.Row::user).toList(),
        found.size() > ON_A_PAGE
            ? "/runs/%s/rejections?code=%s&after=%d"
                .formatted(run.id(), URLEncoder.encode(code, UTF_8), rows.getLast().position())
            : "");
  }

  /**
   * All of them, some at a time: neither memory nor a connection depends on their number, or on how
   * slowly somebody reads.
   */
  @GetMapping("/runs/{id}/rejections.csv")
  void download(@PathVariable String id, HttpServletResponse response) throws IOException {
    var run = new RunFinder(site).find(id);
    var listed = site.application().store().listedRejections();
    new Attachment(run, "rejections.csv", "text/csv").head(response);
    try (var csv =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.CRLF)
            .build(new OutputStreamWriter(response.getOutputStream(), UTF_8))) {
      csv.writeRecord("user", "verdict", "code", "reason", "execution");
      var rows = listed.page(run.key(), null, 0, AT_ONCE);
      while (!rows.isEmpty()) {
        rows.forEach(row -> write(csv, row.user()));
        rows = listed.page(run.key(), null, rows.getLast().position(), AT_ONCE);
      }
    }
  }

  private static void write(CsvWriter csv, Rejections.Rejected user) {
    csv.writeRecord(
        harmless(user.userId().value()),
        user.verdict().key(),
        harmless(user.code()),
        harmless(user.reason()),
        Integer.toString(user.execution()));
  }

  /** Text of others, which nothing takes for a formula. */
  static String harmless(String cell) {
    return !cell.isEmpty() && FORMULAS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
  }
}
