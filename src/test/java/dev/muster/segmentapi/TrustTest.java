package dev.muster.segmentapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrustTest {

  @ParameterizedTest
  @MethodSource
  void isLackingWhereTheCertificateIsNotGood(IOException thrown) {
    assertThat(Trust.isLacking(thrown)).isTrue();
  }

  static Stream<IOException> isLackingWhereTheCertificateIsNotGood() {
    return Stream.of(
        new SSLHandshakeException("unknown issuer", new CertificateException("no path")),
        new SSLHandshakeException("late", new CertificateExpiredException("yesterday")),
        new SSLPeerUnverifiedException("another name"),
        new SSLException("empty", new InvalidAlgorithmParameterException("trustAnchors")));
  }

  @ParameterizedTest
  @MethodSource
  void isNotLackingWhereAConnectionMayDoTheNextTime(IOException thrown) {
    assertThat(Trust.isLacking(thrown)).isFalse();
  }

  static Stream<IOException> isNotLackingWhereAConnectionMayDoTheNextTime() {
    return Stream.of(
        new SSLHandshakeException("terminated", new EOFException()),
        new SSLException("closed"),
        new ConnectException("refused"),
        new EOFException());
  }
}
