package dev.muster.web;

import dev.muster.report.Html;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: what needs a hand, what is worked on, and what is to come. */
@Controller
final class OverviewPage {
  private static final String ADDRESS = "/";

  private final Site site;
  private final OverviewOf overview;
  private final Kept<Boolean, Overview> kept;

  OverviewPage(Site site, OverviewOf overview) {
    this.site = site;
    this.overview = overview;
    this.kept = new Kept<>(site.clock(), RunShelf.A_MOMENT);
  }

  @GetMapping(ADDRESS)
  Page show(HttpServletRequest request) {
    var isOperator = Frame.of(request).isOperator();
    var shown = kept.get(isOperator, overview::now);
    return new Page(
        "Overview",
        ADDRESS,
        Pages.of(out ->
            JteoverviewGenerated.render(
                out,
                Html.AS_WRITTEN,
                shown,
                site.shown(),
                !site.campaigns().isEmpty(),
                isOperator)));
  }
}
