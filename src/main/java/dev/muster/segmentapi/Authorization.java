package dev.muster.segmentapi;

/** What requests prove with who sends them. */
interface Authorization {
  /** A header, or why there is none. */
  sealed interface Grant {}

  /**
   * The header {@code Authorization}.
   *
   * @param header its value, a secret
   */
  record Granted(String header) implements Grant {
    /** A text that may repeat the secret, without it. */
    String hiddenIn(String text) {
      return text.replace(header.substring(header.indexOf(' ') + 1), "…");
    }

    @Override
    public String toString() {
      return "Granted";
    }
  }

  /** There is none now. */
  record NotGranted(Answer answer) implements Grant {}

  /** What to send the next request with. It may have to be fetched first. */
  Grant grant() throws InterruptedException;

  /** Whether another one may help when one was refused. */
  boolean isRenewable();

  /** Notes that a request with this was refused for it. */
  void refused(Granted granted);

  /** Basic authentication with the write key. */
  static Authorization basic(WriteKey key) {
    var granted = new Granted("Basic " + key.basic());
    return new Authorization() {
      @Override
      public Grant grant() {
        return granted;
      }

      @Override
      public boolean isRenewable() {
        return false;
      }

      @Override
      public void refused(Granted refused) {}
    };
  }
}
