package dev.muster.web;

import dev.muster.app.DatabaseFault;
import dev.muster.run.Unforeseen;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before everything: refuses requests that are none, gives every answer its headers, and
 * makes an error's page of whatever goes wrong behind it.
 */
final class Gatekeeper implements Filter {
  private static final Logger log = LoggerFactory.getLogger(Gatekeeper.class);

  private final List<RequestRule> rules;
  private final boolean login;

  /**
   * @param login whether people log in
   */
  Gatekeeper(List<RequestRule> rules, boolean login) {
    this.rules = rules;
    this.login = login;
  }

  @Override
  public void doFilter(ServletRequest asked, ServletResponse answer, FilterChain chain)
      throws IOException {
    var request = (HttpServletRequest) asked;
    var response = (HttpServletResponse) answer;
    AnswerHeaders.set(response);
    if (!login) {
      Frame.ofEverybody(request);
    }
    for (var rule : rules) {
      var status = rule.judge(request);
      if (status != RequestRule.FITS) {
        if (status == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
          response.setHeader("Allow", RequestRule.KnownMethod.ALLOWED);
        }
        response.sendError(status);
        return;
      }
    }
    try {
      chain.doFilter(request, response);
    } catch (IOException e) {
      // Whoever asked is gone.
      throw e;
    } catch (ServletException | RuntimeException e) {
      fail(cause(e), request, response);
    }
  }

  private static Throwable cause(Exception thrown) {
    return thrown instanceof ServletException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }

  private static void fail(
      Throwable thrown, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (response.isCommitted()) {
      throw new IOException(thrown.getClass().getSimpleName());
    }
    response.reset();
    AnswerHeaders.set(response);
    if (thrown instanceof InvalidParameterException wrong) {
      // Tomcat's, who reads forms: too long, or not to be read.
      response.sendError(wrong.getErrorCode());
    } else if (thrown instanceof RuntimeException fault && DatabaseFault.isAway(fault)) {
      log.warn("the web page: {}", new Unforeseen(thrown).line());
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    } else {
      var number = "%08X".formatted(ThreadLocalRandom.current().nextInt()).toLowerCase(Locale.ROOT);
      log.error("the web page failed, {}: {}", number, new Unforeseen(thrown).trace());
      request.setAttribute(ErrorPages.NUMBER, number);
      response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    }
  }
}
