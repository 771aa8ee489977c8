package dev.muster.segmentapi;

import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Whether a server is who it says it is, as far as the JVM can know. */
final class Trust {
  /** What to do where it is not. */
  static final String REMEDY =
      "have the JVM trust its certificate (-Djavax.net.ssl.trustStore=FILE in"
          + " MUSTER_JAVA_OPTIONS), or see which proxy answers instead of it";

  /** Causes may stand in a circle. */
  private static final int MOST_CAUSES = 100;

  private Trust() {}

  /**
   * Whether a connection failed for the certificate: its issuer, its time, its name. A connection
   * that was merely cut may do the next time.
   */
  static boolean isLacking(Exception thrown) {
    return thrown instanceof SSLException
        && Stream.<Throwable>iterate(thrown, cause -> cause != null, Throwable::getCause)
            .limit(MOST_CAUSES)
            .anyMatch(cause ->
                cause instanceof CertificateException
                    || cause instanceof SSLPeerUnverifiedException
                    // Of a store of certificates that is empty.
                    || cause instanceof InvalidAlgorithmParameterException);
  }
}
