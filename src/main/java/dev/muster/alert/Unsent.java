package dev.muster.alert;

/** Why an alert has not arrived, in some words without a secret; a later launch tries again. */
public final class Unsent extends Exception {
  private static final long serialVersionUID = 1L;

  Unsent(String why) {
    super(why);
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
