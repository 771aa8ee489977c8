package dev.muster.web;

import dev.muster.report.Html;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Where people say who they are. */
@Controller
final class LoginPage {
  static final String WRONG = "wrong";
  static final String FAILED = "failed";

  private final Site site;

  LoginPage(Site site) {
    this.site = site;
  }

  @GetMapping(Addresses.LOGIN)
  Page show(HttpServletRequest request, CsrfToken csrf) {
    var wrong = request.getParameter(WRONG) != null;
    var failed = request.getParameter(FAILED) != null;
    var settings = site.settings();
    return new Page(
        "Sign in",
        null,
        Pages.of(out ->
            JteloginGenerated.render(
                out,
                Html.AS_WRITTEN,
                csrf.getToken(),
                wrong,
                failed,
                !settings.users().isEmpty(),
                settings.oidc().isSet())));
  }
}
