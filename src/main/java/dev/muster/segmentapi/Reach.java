package dev.muster.segmentapi;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether anybody answers at a receiver's address. */
public sealed interface Reach {
  /** What to do about an answer that says where else to ask. */
  String REMEDY_OF_REDIRECTS =
      "if that is the receiver's own, set SEGMENT_API to its address (redirects are not followed:"
          + " they would show the write key to another host), else see which proxy or portal"
          + " answers instead";

  /** What to do where somebody else than the Segment API answers. */
  String REMEDY_OF_OTHERS =
      "see which proxy or portal answers instead of it, and check the address (SEGMENT_API)";

  /** What else to do about who asks for a login. */
  String REMEDY_OF_LOGINS =
      ", or, where a gateway before the receiver asks for that login, have it let messages through"
          + " without";

  /** What to do about a proxy that refuses. */
  String REMEDY_OF_PROXIES =
      "have the proxy on the way let it be asked, without a login, or go around it"
          + " (-Dhttp.nonProxyHosts=HOST in MUSTER_JAVA_OPTIONS)";

  /** What to do about a proxy that does not answer. */
  String REMEDY_OF_MISSED_PROXIES =
      "see that this proxy runs and is the right one (-Dhttps.proxyHost and -Dhttps.proxyPort in"
          + " MUSTER_JAVA_OPTIONS), or go around it (-Dhttp.nonProxyHosts=HOST)";

  /** What to do about a page of HTML that refuses what is sent, as the Segment API never does. */
  String REMEDY_OF_PAGES =
      "see which server or proxy answers at SEGMENT_API: one that wants TLS is asked by https://, one"
          + " that wants a certificate is shown it (-Djavax.net.ssl.keyStore=FILE"
          + " -Djavax.net.ssl.keyStorePassword=PASSWORD in MUSTER_JAVA_OPTIONS)";

  /**
   * Somebody does.
   *
   * @param status what a request for nothing in particular was answered; any will do
   * @param page whether it was answered with a page of HTML, which the Segment API does not do
   * @param takesPosts false where the answer lists what may be asked, and sending is not among it
   * @param elsewhere whom a redirect says to ask, or null
   * @param tls how the connection is secured, or null for one that is not
   * @param ahead by how much our clock is ahead of the receiver's, whose {@code Date} has whole
   *     seconds; null when it tells none
   */
  record Reached(
      int status,
      boolean page,
      boolean takesPosts,
      @Nullable String elsewhere,
      @Nullable Tls tls,
      @Nullable Duration ahead)
      implements Reach {

    /** Whether a page of somebody else's refuses, which ends a run that has come no further. */
    public boolean isRefusalBySomebodyElse() {
      return page && Page.wouldRefuse(status);
    }
  }

  /** Nobody does. */
  record NotReached(String what) implements Reach {}

  /**
   * A proxy on the way lets nobody be asked, or is not there itself.
   *
   * @param remedy what to do about it
   */
  record Barred(String what, String remedy) implements Reach {}

  /**
   * Somebody does, but the connection could not be secured.
   *
   * @param remedy what to do about it
   */
  record Insecure(String what, String remedy) implements Reach {}

  /**
   * A secured connection.
   *
   * @param version such as {@code TLSv1.3}
   * @param until when the receiver's certificate expires
   */
  record Tls(String version, Instant until) {}
}
