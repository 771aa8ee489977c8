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

  @GetMapping(Addresses.LOGIN)
  Page show(HttpServletRequest request, CsrfToken csrf) {
    var wrong = request.getParameter(WRONG) != null;
    return new Page(
        "Sign in",
        null,
        Pages.of(out -> JteloginGenerated.render(out, Html.AS_WRITTEN, csrf.getToken(), wrong)));
  }
}
