package dev.muster.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Has nobody try one password after the other. */
final class LoginTries extends OncePerRequestFilter {
  private static final String NAME = "username";

  /** As the form login decides, who decodes the address, whatever it was written like. */
  private static final RequestMatcher TRY =
      PathPatternRequestMatcher.pathPattern(HttpMethod.POST, Addresses.LOGIN);

  private final LoginLimit limit;

  LoginTries(LoginLimit limit) {
    this.limit = limit;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!TRY.matches(request)) {
      chain.doFilter(request, response);
      return;
    }
    // Cut as the form login cuts it, so that one name is not counted as several.
    var name = Objects.requireNonNullElse(request.getParameter(NAME), "").trim();
    var wait = limit.begin(name, request.getRemoteAddr());
    if (wait.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    LoginEvents.failed();
    // Begun seconds count, so that who waits as long may try.
    var seconds = wait.get().plusMillis(999).toSeconds();
    response.setHeader("Retry-After", Long.toString(seconds));
    response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
  }
}
