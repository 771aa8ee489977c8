package dev.muster.web;

import dev.muster.check.Finding;
import dev.muster.report.Html;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What {@code muster check} finds: whether a run would do, and what to mend. */
@Controller
final class CheckPage {
  static final String ADDRESS = "/check";
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private final Site site;
  private final Kept<String, Found> kept;

  CheckPage(Site site) {
    this.site = site;
    this.kept = new Kept<>(site.clock(), A_MINUTE);
  }

  /** What was found, and when. */
  record Found(List<Finding> findings, Instant at) {}

  @GetMapping(ADDRESS)
  Page show() {
    var found = kept.get(ADDRESS, _ -> new Found(findings(), site.clock().instant()));
    return new Page(
        "Check",
        ADDRESS,
        Pages.of(out -> JtecheckGenerated.render(out, Html.AS_WRITTEN, found, site.shown())));
  }

  private List<Finding> findings() {
    try {
      return site.application().findings();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("asked to end while checking", e);
    }
  }
}
