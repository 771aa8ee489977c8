package dev.muster.web;

import dev.muster.store.Run;
import jakarta.servlet.http.HttpServletResponse;

/** A file of a run that browsers keep, and do not show. */
record Attachment(Run run, String ending, String type) {

  /** Says so in an answer. */
  void head(HttpServletResponse response) {
    response.setContentType(type + ";charset=UTF-8");
    // No system forbids this in names of files.
    response.setHeader(
        "Content-Disposition",
        "attachment; filename=\"%s-%s\"".formatted(run.id().toString().replace(':', '-'), ending));
  }
}
