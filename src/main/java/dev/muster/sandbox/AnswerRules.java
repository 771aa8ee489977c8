package dev.muster.sandbox;

/** What HTTP allows in an answer, for scripts that name one. */
final class AnswerRules {

  private AnswerRules() {}

  /** Whether answers of this status have no body. */
  static boolean isBare(int status) {
    return status == 204 || status == 304;
  }

  static void mustBeStatus(int status) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("a status is 200 to 599, found: " + status);
    }
  }

  static void mustBeStatusWithBody(int status) {
    mustBeStatus(status);
    if (isBare(status)) {
      throw new IllegalArgumentException("a status with a body is wanted here, found: " + status);
    }
  }

  /** It does not repeat the value, which may be long. */
  static void mustBeHeader(String name, String value) {
    if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+") || !value.matches("[\\x20-\\x7E]*")) {
      throw new IllegalArgumentException(
          "a header is a name and a text of one line, in ASCII, found another under headers");
    }
  }
}
