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

  Composed.Invalid asInvalid() {
    return new Composed.Invalid(code, reason);
  }
}
