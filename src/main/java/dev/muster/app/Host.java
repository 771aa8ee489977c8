package dev.muster.app;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The machine that this process is on. */
final class Host {

  private Host() {}

  /** Its name, as people there would say it. */
  static String name() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
