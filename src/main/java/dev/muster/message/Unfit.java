package dev.muster.message;

/** Ends the composing for one user from within; {@link Composer} turns it into a value. */
final class Unfit extends RuntimeException {
  private final String code;
  private final String reason;

  Unfit(String code, String reason) {
    super(code + ": " + reason, null, false, false);
    this.code = code;
    this.reason = reason;
  }

  /** A value that a template cannot do this with. */
  static Unfit expected(String what, String found) {
    return new Unfit("template", "expected " + what + ", found " + found);
  }

  /** The same, told with where it happened, which its reason then begins with. */
  Unfit in(String place) {
    return new Unfit(code, place + reason);
  }

  /** Whether it only became too large, or took too long. */
  boolean isOfSize() {
    return code.equals("too_large") || reason.endsWith(Template.TOO_MANY_ROUNDS);
  }

  String reason() {
    return reason;
  }

  Composed.Invalid asInvalid() {
    return new Composed.Invalid(code, reason);
  }
}
