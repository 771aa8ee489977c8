package dev.muster.check;

import dev.muster.segmentapi.Endpoint;
import dev.muster.segmentapi.Reach;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whether the receiver can be reached, over a connection and by a clock that will do.
 *
 * @param oauth whether a token proves who sends; a receiver may then answer 511 to who has none
 */
public record ReceiverCheck(Endpoint endpoint, boolean oauth) {
  private static final String RECEIVER = "receiver";
  private static final String TLS = "tls";
  private static final String CLOCK = "clock";
  private static final String WRONG_ADDRESS =
      "check the address (SEGMENT_API): us, eu or a URL with or without /v1";
  private static final Set<Integer> NO_RECEIVER = Set.of(501, 505);
  private static final Set<Integer> MAYBE_ANOTHER = Set.of(401, 403, 404);
  private static final int TAKES_OTHERS = 405;
  private static final int GONE = 410;
  private static final int NETWORK_LOGIN = 511;
  private static final Duration CERTIFICATE_SOON = Duration.ofDays(14);
  private static final Duration SKEW_NOTED = Duration.ofSeconds(5);
  private static final Duration SKEW_MOST = Duration.ofMinutes(5);

  /**
   * Receiver, TLS and clock, a line each.
   *
   * @param now by this machine's clock
   */
  public List<Finding> findings(Reach reach, Instant now) {
    var findings = new ArrayList<Finding>();
    switch (reach) {
      case Reach.NotReached gone -> findings.add(notReached(gone));
      case Reach.Barred(var what, var remedy) ->
          findings.add(
              Finding.failed(
                  RECEIVER, "no way through to %s (%s)".formatted(endpoint, what), remedy));
      case Reach.Insecure(var what, var remedy) ->
          findings.add(Finding.failed(TLS, endpoint + ": " + what, remedy));
      case Reach.Reached reached -> {
        findings.add(receiver(reached));
        findings.add(
            reached.tls() == null
                ? Finding.ok(TLS, "none, which will do on this machine")
                : tls(reached.tls(), now));
        findings.add(
            reached.ahead() == null
                ? Finding.warning(CLOCK, "not compared: the receiver does not tell its time", null)
                : clock(reached.ahead()));
      }
    }
    return findings;
  }

  private Finding notReached(Reach.NotReached gone) {
    return Finding.failed(
        RECEIVER,
        endpoint + " does not answer (" + gone.what() + ")",
        endpoint.isLoopback()
            ? "start it, such as with 'muster sandbox', or see what listens there, by http:// or"
                + " https://, or change SEGMENT_API"
            : "check the network, its proxy and SEGMENT_API (us, eu or a URL)");
  }

  private Finding receiver(Reach.Reached reached) {
    var status = reached.status();
    if (reached.page() && status / 100 == 2) {
      return Finding.failed(
          RECEIVER,
          endpoint
              + " answers with a page of HTML, as the Segment API never does: messages would be"
              + " answered 200 and lost",
          Reach.REMEDY_OF_OTHERS);
    }
    if (reached.isRefusalBySomebodyElse()) {
      return Finding.failed(
          RECEIVER,
          "%s answers with %d and a page of HTML, as the Segment API never does: a run would end there"
              .formatted(endpoint, status),
          Reach.REMEDY_OF_PAGES);
    }
    if (status / 100 == 3) {
      return Finding.failed(
          RECEIVER,
          "%s answers with %d, a redirect%s"
              .formatted(
                  endpoint,
                  status,
                  reached.elsewhere() == null ? "" : " to " + reached.elsewhere()),
          Reach.REMEDY_OF_REDIRECTS);
    }
    if (status == NETWORK_LOGIN && !oauth) {
      return Finding.failed(
          RECEIVER,
          endpoint + " answers with " + status + ": the network wants a login first",
          Reach.REMEDY_OF_OTHERS);
    }
    if (NO_RECEIVER.contains(status)) {
      return Finding.failed(
          RECEIVER,
          "%s answers with %d, as the Segment API never does: a run would end there"
              .formatted(endpoint, status),
          WRONG_ADDRESS);
    }
    // Who asks for what is only taken is answered so, also by the right one.
    if (!reached.takesPosts() || isMaybeAnother(status) || (reached.page() && status / 100 == 4)) {
      return Finding.warning(
          RECEIVER,
          "%s answers with %d%s: not known whether it takes messages"
              .formatted(endpoint, status, reached.page() ? " and a page of HTML" : ""),
          WRONG_ADDRESS + ", and a proxy on the way");
    }
    return status / 100 == 5 || status == GONE
        ? Finding.warning(
            RECEIVER, endpoint + " answers, but with " + status, "see whether it recovers")
        : Finding.ok(RECEIVER, endpoint + " answers");
  }

  /** A receiver on this machine is known to be asked for what it does not give. */
  private boolean isMaybeAnother(int status) {
    return !endpoint.isSegments()
        && (MAYBE_ANOTHER.contains(status) || (status == TAKES_OTHERS && !endpoint.isLoopback()));
  }

  static Finding tls(Reach.Tls tls, Instant now) {
    var days = Duration.between(now, tls.until()).toDays();
    var found =
        "%s, certificate good for %s"
            .formatted(tls.version(), days + (days == 1 ? " day" : " days"));
    return Duration.between(now, tls.until()).compareTo(CERTIFICATE_SOON) < 0
        ? Finding.warning(TLS, found, "tell the receiver's operator to renew it")
        : Finding.ok(TLS, found);
  }

  static Finding clock(Duration ahead) {
    var seconds = Math.round(ahead.abs().toMillis() / 1000.0);
    var found =
        "%d s %s the receiver's".formatted(seconds, ahead.isNegative() ? "behind" : "ahead of");
    var remedy = "synchronise this machine's clock (NTP)";
    if (ahead.abs().compareTo(SKEW_MOST) > 0) {
      return Finding.failed(CLOCK, found, remedy);
    }
    return ahead.abs().compareTo(SKEW_NOTED) > 0
        ? Finding.warning(CLOCK, found, remedy)
        : Finding.ok(CLOCK, "within %d s of the receiver's".formatted(SKEW_NOTED.toSeconds()));
  }
}
