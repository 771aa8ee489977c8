package dev.muster.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses forms of whoever has no session, and so no token: looking for one would begin a session,
 * and fill the memory with those of strangers (looking.md: none is made before the login page).
 */
final class FormsOfNobody extends OncePerRequestFilter {

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var isOfNobody = request.getMethod().equals("POST") && request.getSession(false) == null;
    if (isOfNobody) {
      // Reads the form, so that one that is too long is told so.
      request.getParameterMap();
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    } else {
      chain.doFilter(request, response);
    }
  }
}
