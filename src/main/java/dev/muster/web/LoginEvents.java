package dev.muster.web;

import dev.muster.log.Event;

/** Who logs in, for programs that collect the log. */
final class LoginEvents {
  private LoginEvents() {}

  static void succeeded(String name) {
    Event.LOGIN.line().addKeyValue(Event.WHO, name).log("somebody has logged in");
  }

  /** Without the name that was typed: it may be a password, in the wrong field. */
  static void failed() {
    Event.LOGIN_FAILED.line().log("a login has failed");
  }
}
