package dev.muster.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page. */
@Controller
final class OverviewPage {
  private final Site site;

  OverviewPage(Site site) {
    this.site = site;
  }

  @GetMapping("/")
  Page show() {
    return new Page(
        "Overview", "/", out -> out.writeContent("<h1>Overview " + site.login() + "</h1>"));
  }
}
