package dev.muster.segmentapi;

import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Whether a server is who it says it is, as far as the JVM can know. */
final class Trust {
  private static final String PROXY = ", or see which proxy answers instead of it";

  /** Causes may stand in a circle. */
  private static final int MOST_CAUSES = 100;

  private Trust() {}

  /**
   * Whether a connection failed for the certificate: its issuer, its time, its name. A connection
   * that was merely cut may do the next time.
   */
  static boolean isLacking(Exception thrown) {
    return thrown instanceof SSLException
        && has(
            thrown,
            List.of(
                CertificateException.class,
                SSLPeerUnverifiedException.class,
                // Of a store of certificates that is empty.
                InvalidAlgorithmParameterException.class));
  }

  /** What to do where it is. */
  static String remedy(Exception thrown) {
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
