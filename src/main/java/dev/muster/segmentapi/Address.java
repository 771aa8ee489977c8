package dev.muster.segmentapi;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses that secrets may be sent to. */
public final class Address {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

  private static final int PORTS = 65_535;
  private static final Pattern KEY = Pattern.compile("[\\w+=-]{16,}");

  private Address() {}

  /**
   * Reads an address.
   *
   * @param what begins the message of the fault, such as the setting's name and what it expects
   * @throws IllegalArgumentException when it is none, not https save to this machine itself, or has
   *     a password, {@code ?} or {@code #} in it
   */
  static URI of(String text, String what) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw wrong(what, "text that is no address", e);
    }
    // Checked before the address is repeated in a message: it may hold a password.
    if (uri.getRawUserInfo() != null) {
      throw wrong(what, "an address with a user name or password in it", null);
    }
    var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      throw wrong(what, shown(text), null);
    }
    if (uri.getPort() > PORTS) {
      throw wrong(what, "a port beyond " + PORTS, null);
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw wrong(what, "an address with ? or # in it", null);
    }
    if (scheme.equals("http") && !isLoopback(uri)) {
      throw wrong(what, "http, which would show secrets and users to the network: " + text, null);
    }
    return URI.create(scheme + "://" + uri.getRawAuthority() + uri.getRawPath());
  }

  /** Whether it is on this machine itself. */
  public static boolean isLoopback(URI uri) {
    return LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches();
  }

  /** What looks like a key, not like an address, may be one in the wrong setting. */
  private static String shown(String text) {
    return KEY.matcher(text).matches()
        ? "a text of " + text.length() + " characters"
        : text.isEmpty() ? "nothing" : text;
  }

  private static IllegalArgumentException wrong(
      String what, String found, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        what + " (http only to this machine itself), found " + found, cause);
  }
}
