package dev.muster.web;

import org.jspecify.annotations.Nullable;

/**
 * What somebody is told who cannot have what they asked for.
 *
 * @param status of HTTP
 * @param heading what it is
 * @param text what to do about it
 * @param renewedAfter after how many seconds it asks again, or null for never
 */
record ErrorPage(int status, String heading, String text, @Nullable Integer renewedAfter) {
  private static final int DATABASE_AGAIN = 5;

  private ErrorPage(int status, String heading, String text) {
    this(status, heading, text, null);
  }

  /**
   * That of a status.
   *
   * @param number what the log calls it, or null
   */
  static ErrorPage of(int status, @Nullable String number) {
    return switch (status) {
      case 400 ->
          new ErrorPage(
              status,
              "This is no request",
              "The address, the name of this site in it (muster.serve.hosts), or what was typed is"
                  + " not one that is known here.");
      case 401 ->
          new ErrorPage(status, "Who are you?", "This wants a login, or a token of its own.");
      case 403 ->
          new ErrorPage(
              status,
              "Not allowed",
              "Your role does not allow this, or the page was too old: go back, reload it, and try"
                  + " again.");
      case 404 -> new ErrorPage(status, "Not found", "There is nothing at this address.");
      case 405 ->
          new ErrorPage(status, "Not that way", "This address takes no request of that kind.");
      case 409 ->
          new ErrorPage(
              status, "It has changed", "Look at it again: meanwhile something else has happened.");
      case 413 ->
          new ErrorPage(
              status, "Too long", "What was sent is longer than 64 kB. Nothing was done.");
      case 429 ->
          new ErrorPage(
              status, "Too many tries", "Too many wrong passwords. Wait a while, then try again.");
      case 503 ->
          new ErrorPage(
              status,
              "The database is not there",
              "This page asks again by itself; runs that work go on or end at their checkpoints.",
              DATABASE_AGAIN);
      default ->
          status < 500
              ? of(400, null)
              : new ErrorPage(
                  status,
                  "Something is broken",
                  "Nothing of it can be mended here. "
                      + (number == null
                          ? "The log says more."
                          : "The log says more under the number " + number + "."));
    };
  }

  Page page() {
    return new Page(
        heading,
        null,
        renewedAfter,
        false,
        out ->
            JteerrorGenerated.render(
                (gg.jte.html.HtmlTemplateOutput) out, dev.muster.report.Html.AS_WRITTEN, this));
  }
}
