package dev.muster.segmentapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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
        new SSLHandshakeException("(protocol_version) Received fatal alert: protocol_version"),
        new SSLHandshakeException("Received fatal alert: handshake_failure"),
        new SSLException("Unsupported or unrecognized SSL message"),
        new SSLHandshakeException(
            "(certificate_required) Received fatal alert: certificate_required"),
        new SSLException("empty", new InvalidAlgorithmParameterException("trustAnchors")));
  }

  @ParameterizedTest
  @MethodSource
  void itsLackIsMendedWhereItIs(IOException thrown, String remedy) {
    assertThat(Trust.remedy(thrown))
        .startsWith(remedy)
        .endsWith(", or see which proxy answers instead of it");
  }

  static Stream<Arguments> itsLackIsMendedWhereItIs() {
    return Stream.of(
        Arguments.of(
            new SSLHandshakeException("(protocol_version) Received fatal alert: protocol_version"),
            "have it speak TLS 1.2 or later"),
        Arguments.of(
            new SSLHandshakeException("Received fatal alert: bad_certificate"),
            "have the JVM show a certificate that it takes (-Djavax.net.ssl.keyStore"),
        Arguments.of(
            new SSLException("Unsupported or unrecognized SSL message"),
            "ask at the port that speaks TLS, or by http://"),
        Arguments.of(
            new SSLHandshakeException("unknown issuer", new CertificateException("no path")),
            "have the JVM trust its certificate"),
        Arguments.of(
            new SSLException("empty", new InvalidAlgorithmParameterException("trustAnchors")),
            "have the JVM trust its certificate"),
        Arguments.of(
            new SSLHandshakeException("late", new CertificateExpiredException("yesterday")),
            "have its operator renew its certificate"),
        Arguments.of(
            new SSLHandshakeException("early", new CertificateNotYetValidException("tomorrow")),
            "have its operator renew its certificate"),
        Arguments.of(
            new SSLPeerUnverifiedException("another name"),
            "ask by a name that its certificate is for (SEGMENT_API"));
  }

  @Test
  void whoCutsTheConnectionIsLookedFor() {
    assertThat(Trust.remedy(new SSLHandshakeException("Remote host terminated the handshake")))
        .startsWith("see what listens at its address");
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
