package dev.muster.web;

import dev.muster.store.RunStatus;

/**
 * How a status looks, beside its word.
 *
 * @param sign that the eye finds, without colour too
 * @param trouble whether somebody may have to do something
 */
record StatusMark(String sign, boolean trouble) {
  static final StatusMark GONE = new StatusMark("✕", true);

  static StatusMark of(RunStatus status) {
    return switch (status) {
      case RUNNING -> new StatusMark("▸", false);
      case WAITING -> new StatusMark("◐", false);
      case COMPLETED -> new StatusMark("●", false);
      case STOPPED -> new StatusMark("■", false);
      case ABANDONED -> new StatusMark("–", false);
      case FAILED, REFUSED -> GONE;
      case MISSED -> new StatusMark("○", true);
    };
  }
}
