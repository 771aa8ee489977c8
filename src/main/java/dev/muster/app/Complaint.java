package dev.muster.app;

/** Something that the user can mend: one clear message, no stack trace. */
public final class Complaint extends RuntimeException {
  private final String reason;
  private final boolean passing;

  private Complaint(boolean passing, String reason) {
    super(reason);
    this.passing = passing;
    this.reason = reason;
  }

  /** One that comes again until something is changed: the command, a file, a setting. */
  public static Complaint needsRemedy(String reason) {
    return new Complaint(false, reason);
  }

  /** One that the next launch may not meet. */
  public static Complaint passing(String reason) {
    return new Complaint(true, reason);
  }

  /**
   * Either of the two.
   *
   * @param passing whether the next launch may not meet it
   */
  public static Complaint of(boolean passing, String reason) {
    return new Complaint(passing, reason);
  }

  /** What the user is told. */
  public String reason() {
    return reason;
  }

  /** Whether the next launch may not meet it. */
  public boolean passing() {
    return passing;
  }
}
