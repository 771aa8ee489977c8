package dev.muster.segmentapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.muster.segmentapi.Answer.NoAnswer;
import dev.muster.segmentapi.Answer.ProxyMissed;
import dev.muster.segmentapi.Answer.ProxyRefuses;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.ProxySelector;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WireTest {
  private static final String ADDRESS = "https://relay.example/v1/batch";

  /** The words are OkHttp's and the JDK's. */
  @ParameterizedTest
  @MethodSource
  void aProxysRefusalIsToldAsSuch(IOException thrown, String remedy) {
    assertThat(Wire.noAnswer(ADDRESS, thrown))
        .isEqualTo(new ProxyRefuses(ADDRESS, Wire.what(thrown), remedy));
  }

  static Stream<Arguments> aProxysRefusalIsToldAsSuch() {
    return Stream.of(
        arguments(
            new ProtocolException("Received HTTP_PROXY_AUTH (407) code while not using proxy"),
            Reach.REMEDY_OF_OTHERS),
        arguments(new IOException("Failed to authenticate with proxy"), Reach.REMEDY_OF_PROXIES),
        arguments(
            new IOException("Unexpected response code for CONNECT: 403"), Reach.REMEDY_OF_PROXIES));
  }

  /** OkHttp tells of it as of the receiver. */
  @ParameterizedTest
  @MethodSource
  void aProxyThatIsNotReachedIsToldFromTheReceiver(IOException thrown, boolean ofProxy) {
    var before = ProxySelector.getDefault();
    ProxySelector.setDefault(ProxySelector.of(InetSocketAddress.createUnresolved("squid", 3128)));
    try {
      assertThat(Wire.noAnswer(ADDRESS, thrown))
          .isEqualTo(
              ofProxy
                  ? new ProxyMissed(
                      ADDRESS, "the proxy squid:3128 is not reached: " + Wire.what(thrown))
                  : new NoAnswer(Wire.what(thrown)));
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  static Stream<Arguments> aProxyThatIsNotReachedIsToldFromTheReceiver() {
    return Stream.of(
        arguments(new ConnectException("Failed to connect to squid/10.4.0.7:3128"), true),
        arguments(new UnknownHostException("squid: Name or service not known"), true),
        arguments(new NoRouteToHostException("No route to host"), true),
        arguments(new SocketTimeoutException("Connect timed out"), true),
        arguments(new SocketTimeoutException("Read timed out"), false),
        arguments(new IOException("unexpected end of stream"), false),
        arguments(new IOException("Unexpected response code for CONNECT: 502"), false));
  }

  /** Whatever figures an address has. */
  @ParameterizedTest
  @MethodSource
  void aConnectionThatFailsIsNone(IOException thrown) {
    assertThat(Wire.noAnswer(ADDRESS, thrown)).isInstanceOf(NoAnswer.class);
  }

  static IOException[] aConnectionThatFailsIsNone() {
    return new IOException[] {
      new IOException(
          "unexpected end of stream on http://127.0.0.1:40712/...",
          new EOFException("\\n not found")),
      new ConnectException("Failed to connect to /10.4.0.7:4071"),
      new UnknownHostException("relay-407.example: Name or service not known"),
      new ProtocolException("expected 4070 bytes but received 407"),
      new IOException("Unexpected response code for CONNECT: 502")
    };
  }
}
