package dev.muster.segmentapi;

import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Whether a server is who it says it is, as far as the JVM can know, and speaks as JVMs do. */
final class Trust {
  private static final String PROXY = ", or see which proxy answers instead of it";

  /** Causes may stand in a circle. */
  private static final int MOST_CAUSES = 100;

  /** What the JVM says where another protocol is spoken, such as plain HTTP. */
  private static final Pattern NO_TLS =
      Pattern.compile("Unsupported or unrecognized SSL message|Unsupported SSL v2");

  /** What is said by who wants to be shown a certificate, or another one. */
  private static final Pattern WANTS_OURS =
      Pattern.compile(
          "fatal alert: (certificate_required|bad_certificate|unknown_ca|certificate_unknown"
              + "|certificate_expired|certificate_revoked|access_denied)");

  /** What is said by who speaks no TLS that the other does, or has no cipher in common. */
  private static final Pattern NOTHING_IN_COMMON =
      Pattern.compile(
          "fatal alert: (protocol_version|handshake_failure|insufficient_security)"
              + "|No appropriate protocol|server selected protocol version|cipher suites in common");

  private Trust() {}

  /**
   * Whether a connection failed for the certificate: its issuer, its time, its name; or for the
   * protocol, its versions and ciphers. A connection that was merely cut may do the next time.
   */
  static boolean isLacking(Exception thrown) {
    return thrown instanceof SSLException
        && (says(NO_TLS, thrown)
            || says(WANTS_OURS, thrown)
            || says(NOTHING_IN_COMMON, thrown)
            || has(
                thrown,
                List.of(
                    CertificateException.class,
                    SSLPeerUnverifiedException.class,
                    // Of a store of certificates that is empty.
                    InvalidAlgorithmParameterException.class)));
  }

  private static boolean says(Pattern words, Exception thrown) {
    return words.matcher(String.valueOf(thrown.getMessage())).find();
  }

  /** What to do where it is. */
  static String remedy(Exception thrown) {
    if (says(NO_TLS, thrown)) {
      return "ask at the port that speaks TLS, or by http:// where it is on this machine" + PROXY;
    }
    if (says(WANTS_OURS, thrown)) {
      return "have the JVM show a certificate that it takes (-Djavax.net.ssl.keyStore=FILE"
          + " -Djavax.net.ssl.keyStorePassword=PASSWORD in MUSTER_JAVA_OPTIONS)"
          + PROXY;
    }
    if (!isLacking(thrown)) {
      return "see what listens at its address, whether it wants to be shown a certificate, and which"
          + " proxy or firewall cuts the connection";
    }
    if (says(NOTHING_IN_COMMON, thrown)) {
      return "have it speak TLS 1.2 or later" + PROXY;
    }
    if (has(thrown, List.of(SSLPeerUnverifiedException.class))) {
      return "ask by a name that its certificate is for (SEGMENT_API, or"
          + " muster.segment.oauth.token-url)"
          + PROXY;
    }
    if (has(
        thrown,
        List.of(CertificateExpiredException.class, CertificateNotYetValidException.class))) {
      return "have its operator renew its certificate, and see that this machine's clock is right"
          + PROXY;
    }
    return "have the JVM trust its certificate (-Djavax.net.ssl.trustStore=FILE"
        + " -Djavax.net.ssl.trustStorePassword=PASSWORD in MUSTER_JAVA_OPTIONS)"
        + PROXY;
  }

  private static boolean has(Exception thrown, List<Class<? extends Exception>> types) {
    return Stream.<Throwable>iterate(thrown, cause -> cause != null, Throwable::getCause)
        .limit(MOST_CAUSES)
        .anyMatch(cause -> types.stream().anyMatch(type -> type.isInstance(cause)));
  }
}
