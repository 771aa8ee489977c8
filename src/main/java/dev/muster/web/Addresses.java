package dev.muster.web;

/** Addresses that more than one class has to know. */
final class Addresses {
  static final String LOGIN = "/login";
  static final String LOGOUT = "/logout";
  static final String ASSETS = "/assets/";

  /** For those who act, or see personal data. */
  static final String[] OF_OPERATORS = {
    "/runs/*/rejections",
    "/runs/*/rejections.csv",
    "/runs/*/user",
    "/runs/*/stop",
    "/runs/*/restart",
    "/runs/*/abandon",
    "/runs/*/retry-rejected",
    "/runs/*/override",
    "/campaigns/*/run"
  };

  /** Without login, and by whatever name the machine is called. */
  static final String[] FOR_PROGRAMS = {"/health/live", "/health/ready", "/metrics"};

  private Addresses() {}

  static boolean isForPrograms(String address) {
    for (var each : FOR_PROGRAMS) {
      if (each.equals(address)) {
        return true;
      }
    }
    return false;
  }
}
