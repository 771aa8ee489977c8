package dev.muster.sandbox;

/** What a batch is answered, and how many of its messages were stored before. */
record Outcome(Reply reply, int stored) {

  static Outcome refused(Reply reply) {
    return new Outcome(reply, 0);
  }
}
