package dev.muster.web;

import dev.muster.report.Html;
import dev.muster.store.AuditRow;
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
  Page show(@RequestParam(defaultValue = "0") long after) {
    var all = site.application().store().audit().all().reversed();
    var behind = after == 0 ? all : all.stream().filter(row -> row.key() < after).toList();
    var rows = behind.subList(0, Math.min(behind.size(), ON_A_PAGE));
    return new Page(
        "Audit",
        ADDRESS,
        Pages.of(out ->
            JteauditGenerated.render(
                out, Html.AS_WRITTEN, rows, site.shown(), next(behind, rows))));
  }

  private static String next(List<AuditRow> behind, List<AuditRow> rows) {
    return behind.size() > ON_A_PAGE ? ADDRESS + "?after=" + rows.getLast().key() : "";
  }
}
