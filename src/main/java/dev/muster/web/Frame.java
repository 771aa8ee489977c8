package dev.muster.web;

import dev.muster.app.ServeSettings.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * What stands around every page.
 *
 * @param who who is logged in, or null
 * @param role what they may do, or null for nothing: an issuer may know people who have none here
 * @param csrf what their forms are to bring along, or null where nobody can log out
 */
record Frame(@Nullable String who, @Nullable Role role, @Nullable String csrf) {
  /** The pages that others lead to, by address and name. */
  static final List<Link> LINKS =
      List.of(
          new Link("/", "Overview"),
          new Link("/runs", "Runs"),
          new Link(SchedulePage.ADDRESS, "Schedule"),
          new Link(CheckPage.ADDRESS, "Check"),
          new Link(AuditPage.ADDRESS, "Audit"));

  static final String OPERATOR = "ROLE_" + Role.OPERATOR;

  /** Who everybody is, where nobody logs in. */
  static final String EVERYBODYS_NAME = "local";

  private static final Frame OF_EVERYBODY = new Frame(EVERYBODYS_NAME, Role.OPERATOR, null);

  private static final Frame OF_NOBODY = new Frame(null, null, null);

  private static final String EVERYBODY = Frame.class.getName() + ".everybody";

  /** A page that stands above all pages. */
  record Link(String address, String name) {}

  /** Where nobody logs in: has all answers to a request be everybody's, also those of errors. */
  static void ofEverybody(HttpServletRequest request) {
    request.setAttribute(EVERYBODY, true);
  }

  /** That of an answer, also of an error that Spring's filters know nothing of any more. */
  static Frame of(HttpServletRequest request) {
    if (request.getAttribute(EVERYBODY) != null) {
      return OF_EVERYBODY;
    }
    var known = SecurityContextHolder.getContext().getAuthentication();
    var who = known == null ? inSession(request) : known;
    return who == null || who instanceof AnonymousAuthenticationToken
        ? OF_NOBODY
        : new Frame(who.getName(), role(who), csrf(request));
  }

  private static @Nullable Role role(Authentication who) {
    return Stream.of(Role.OPERATOR, Role.VIEWER)
        .filter(role ->
            who.getAuthorities().stream()
                .anyMatch(each -> ("ROLE_" + role).equals(each.getAuthority())))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String csrf(HttpServletRequest request) {
    return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
            && request.getSession(false) != null
        ? token.getToken()
        : null;
  }

  private static @Nullable Authentication inSession(HttpServletRequest request) {
    var session = request.getSession(false);
    return session != null
            && session.getAttribute(
                    HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY)
                instanceof SecurityContext context
        ? context.getAuthentication()
        : null;
  }

  /** What they may do, in a word. */
  String roleInWords() {
    return role == null ? "no role" : role.name().toLowerCase(Locale.ROOT);
  }

  boolean isOperator() {
    return role == Role.OPERATOR;
  }
}
