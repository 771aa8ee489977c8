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
import java.util.Optional;

/** The proxy that the JVM is told to ask others through. */
final class JvmProxy {
  private static final String NO_CONNECTION = "Connect timed out";

  private JvmProxy() {}

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
