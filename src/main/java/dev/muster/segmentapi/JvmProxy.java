package dev.muster.segmentapi;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The proxy that the JVM is told to ask others through. */
public final class JvmProxy {
  private static final String NO_CONNECTION = "Connect timed out";

  /** The prefixes of its properties. */
  private static final List<String> KINDS = List.of("https.proxy", "http.proxy", "socksProxy");

  /** A name or an address; one of IPv6 with its brackets or without. */
  private static final Pattern HOST =
      Pattern.compile("[\\w.-]+|\\[[0-9A-Fa-f:.]+]|[0-9A-Fa-f]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

  private static final int PORTS = 65_535;

  private JvmProxy() {}

  /** What is wrong with the JVM's own properties of a proxy, with what to do, in one line. */
  public static Optional<String> fault() {
    return fault(System::getProperty);
  }

  /** The same of given properties; a value that may have a login in it is not repeated. */
  static Optional<String> fault(Function<String, @Nullable String> property) {
    return KINDS.stream().flatMap(kind -> fault(kind, property).stream()).findFirst();
  }

  private static Optional<String> fault(String kind, Function<String, @Nullable String> property) {
    var host = property.apply(kind + "Host");
    var port = property.apply(kind + "Port");
    if (host != null && !host.isEmpty() && !HOST.matcher(host).matches()) {
      return Optional.of(
          "-D%1$sHost: expected the name or address of a host alone, found a text of %2$d characters with more in it; leave out what stands around it (http://, a port, a login), and give the port as -D%1$sPort"
              .formatted(kind, host.length()));
    }
    return port == null || isPort(port)
        ? Optional.empty()
        : Optional.of(
            "-D%sPort: expected a number from 1 to %d, found '%s'".formatted(kind, PORTS, port));
  }

  private static boolean isPort(String text) {
    return text.matches("\\d{1,5}")
        && Integer.parseInt(text) >= 1
        && Integer.parseInt(text) <= PORTS;
  }

  /**
   * The proxy that nobody was reached at, as {@code HOST:PORT}: where one is asked through, no
   * other connection is opened.
   *
   * @param address what was to be asked
   */
  static Optional<String> missed(String address, IOException e) {
    var selector = ProxySelector.getDefault();
    return selector == null || !isNobodyReached(e)
        ? Optional.empty()
        : selector.select(URI.create(address)).stream()
            .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
            .map(proxy -> (InetSocketAddress) proxy.address())
            .map(proxy -> proxy.getHostString() + ":" + proxy.getPort())
            .findFirst();
  }

  private static boolean isNobodyReached(IOException e) {
    return e instanceof ConnectException
        || e instanceof UnknownHostException
        || e instanceof NoRouteToHostException
        || (e instanceof SocketTimeoutException && NO_CONNECTION.equals(e.getMessage()));
  }
}
