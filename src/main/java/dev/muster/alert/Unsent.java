package dev.muster.alert;

/** Why an alert has not arrived, in some words without a secret; a later launch tries again. */
public final class Unsent extends Exception {
  private static final long serialVersionUID = 1L;

  /** What has failed. */
  enum Fault {
    /** The way: another alert would come no further. */
    OF_THE_CHANNEL,
    /** This alert alone: its recipient, or what it says, is not taken. */
    OF_THIS_ALERT
  }

  private final Fault fault;

  Unsent(Fault fault, String why) {
    super(why);
    this.fault = fault;
  }

  Fault fault() {
    return fault;
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
