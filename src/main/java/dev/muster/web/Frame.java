package dev.muster.web;

import dev.muster.app.ServeSettings.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * What stands around every page.
 *
 * @param who who is logged in, or null
 * @param role what they may do, or null
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

  /** A page that stands above all pages. */
  record Link(String address, String name) {}

  /** That of an answer, also of an error that Spring's filters know nothing of any more. */
  static Frame of(HttpServletRequest request) {
    var known = SecurityContextHolder.getContext().getAuthentication();
    var who = known == null ? inSession(request) : known;
    if (who == null || who.getAuthorities().stream().noneMatch(Frame::isRole)) {
      return new Frame(null, null, null);
    }
    var isOperator =
        who.getAuthorities().stream().anyMatch(each -> OPERATOR.equals(each.getAuthority()));
    return new Frame(
        who.getName(),
        isOperator ? Role.OPERATOR : Role.VIEWER,
        !(who instanceof AnonymousAuthenticationToken)
                && request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
                && request.getSession(false) != null
            ? token.getToken()
            : null);
  }

  private static boolean isRole(GrantedAuthority authority) {
    return String.valueOf(authority.getAuthority()).startsWith("ROLE_")
        && !"ROLE_ANONYMOUS".equals(authority.getAuthority());
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

  boolean isOperator() {
    return role == Role.OPERATOR;
  }
}
