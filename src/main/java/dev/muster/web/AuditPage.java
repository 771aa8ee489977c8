package dev.muster.web;

import dev.muster.report.Html;
import dev.muster.store.AuditRow;
import dev.muster.store.AuditTrail;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who did what by hand, the newest first. */
@Controller
final class AuditPage {
  static final String ADDRESS = "/audit";
  private static final int ON_A_PAGE = 50;

  private final Site site;

  AuditPage(Site site) {
    this.site = site;
  }

  @GetMapping(ADDRESS)
  Page show(
      @RequestParam(defaultValue = "" + Long.MAX_VALUE) long after, HttpServletRequest request) {
    var latest = site.application().store().audit().latest(after, ON_A_PAGE + 1);
    var rows = latest.subList(0, Math.min(latest.size(), ON_A_PAGE));
    var personal = Frame.of(request).isOperator();
    return new Page(
        "Audit",
        ADDRESS,
        Pages.of(out ->
            JteauditGenerated.render(
                out, Html.AS_WRITTEN, rows, site.shown(), next(latest, rows), personal)));
  }

  /**
   * What came of it. What a command said may quote the Segment API, and so a user.
   *
   * @param personal whether whoever looks may read that; others are told how it ended
   */
  static String outcome(AuditRow row, boolean personal) {
    var said = row.outcome();
    return personal || said.equals(AuditTrail.BEGUN) || said.equals(AuditTrail.DONE)
        ? said
        : "exit code " + row.exitCode();
  }

  private static String next(List<AuditRow> latest, List<AuditRow> rows) {
    return latest.size() > ON_A_PAGE ? ADDRESS + "?after=" + rows.getLast().key() : "";
  }
}
