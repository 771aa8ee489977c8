package dev.muster.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Pages for answers that are errors, whoever has found the error: ours, Spring's or Tomcat's. They
 * say what to do, and repeat nothing of what was sent.
 */
public final class ErrorPages extends ErrorReportValve {
  /** The request's attribute for the number of an error, which is in the log, too. */
  static final String NUMBER = ErrorPages.class.getName() + ".number";

  private static final int FIRST_ERROR = 400;

  @Override
  protected void report(Request request, Response response, @Nullable Throwable thrown) {
    var status = response.getStatus();
    if (status < FIRST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    AnswerHeaders.set(response);
    try {
      // To its facade, an answer that is an error is written already: it would have no type.
      ErrorPage.of(status, (String) request.getAttribute(NUMBER))
          .page()
          .write(request.getRequest(), response);
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      container.getLogger().debug("nobody is there to be told", e);
    }
  }
}
