package dev.muster.segmentapi;

import dev.muster.segmentapi.Answer.Answered;
import dev.muster.segmentapi.Answer.NoAnswer;
import dev.muster.segmentapi.Answer.TokenRefused;
import dev.muster.segmentapi.Answer.Untrusted;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an answer means. It decides by its arguments alone; waiting and sending is done by others.
 */
final class Judge {
  /** What else to do where it answers, but not as it should. */
  private static final String OPERATOR = "ask the receiver's operator";

  private static final int SHIFT_MAX = 30;
  private static final int GONE = 410;
  private static final int TOO_FAST = 429;
  private final SendingSettings settings;
  private final Endpoint endpoint;
  private final @Nullable OAuth oauth;

  Judge(SendingSettings settings, Endpoint endpoint, @Nullable OAuth oauth) {
    this.settings = settings;
    this.endpoint = endpoint;
    this.oauth = oauth;
  }

  /**
   * What comes next.
   *
   * @param reason the answer as a line for people, without secrets and without messages' contents
   * @param now by our clock
   * @param chance from 0 to less than 1, decides how much of the longest wait is waited
   */
  Next next(Answer answer, String reason, Tries tries, Instant now, double chance) {
    return switch (answer) {
      case NoAnswer none -> again(null, asked(none.ofTokens()), reason, wayTo(none), tries, chance);
      case Answer.ProxyMissed(var at, _) ->
          again(
              null,
              asked(at.equals(tokenUrl())),
              reason,
              Reach.REMEDY_OF_MISSED_PROXIES,
              tries,
              chance);
      case Untrusted(var at, _, var remedy) ->
          new Next.Stop(
              new Halt.NeedsRemedy(
                  "POST "
                      + at
                      + ": expected a server with a certificate that is trusted, found "
                      + reason,
                  remedy));
      case Answer.ProxyRefuses(var at, _, var remedy) ->
          new Next.Stop(
              new Halt.NeedsRemedy(
                  "POST " + at + ": expected a way through, found " + reason, remedy));
      case Answered answered -> next(answered, reason, tries, now, chance);
      case TokenRefused(Answered answered) ->
          TokenServer.mayRecover(answer)
              ? again(
                  AskedPause.of(answered, now),
                  asked(true),
                  reason,
                  TokenServer.remedy(answer),
                  tries,
                  chance)
              : new Next.Stop(
                  new Halt.NeedsRemedy(
                      asked(true) + ", found " + reason, TokenServer.remedy(answer)));
    };
  }

  private Next next(Answered answered, String reason, Tries tries, Instant now, double chance) {
    var status = answered.status();
    if (status / 100 == 2) {
      return Page.is(answered.body()) ? new Next.Stop(somebodyElses(reason)) : new Next.Accepted();
    }
    if (tries.gzipped() && (status == 415 || (status == 400 && tries.gzipInDoubt()))) {
      return new Next.Plain();
    }
    if (status == 401 && tries.mayRenewToken()) {
      return new Next.WithNewToken();
    }
    if (isRetryable(status, oauth != null)) {
      return again(
          AskedPause.of(answered, now), asked(false), reason, whereItLasts(status), tries, chance);
    }
    if (!tries.accepted() && Page.wouldRefuse(status) && Page.is(answered.body())) {
      return new Next.Stop(
          new Halt.NeedsRemedy(
              "POST " + endpoint + ": expected the Segment API's answer, found " + reason,
              Reach.REMEDY_OF_PAGES));
    }
    return switch (status) {
      case 400, 413, 422 ->
          tries.messages() > 1 ? new Next.Halves() : new Next.Reject("http_" + status, reason);
      default -> new Next.Stop(needsRemedy(answered, reason));
    };
  }

  /** Whether an answer of that status may be another later. */
  static boolean isRetryable(int status, boolean oauth) {
    return switch (status) {
      case 408, 410, 429, 460 -> true;
      case 501, 505 -> false;
      // With OAuth it stands for a token that was not taken.
      case 511 -> oauth;
      default -> status / 100 == 5;
    };
  }

  private Next again(
      @Nullable Duration pause,
      String asked,
      String reason,
      @Nullable String remedy,
      Tries tries,
      double chance) {
    var failures = tries.failures() + (pause == null ? 1 : 0);
    if (failures >= settings.maxAttempts()) {
      return new Next.Stop(
          exhausted(
              asked,
              failures + (failures == 1 ? " attempt" : " attempts"),
              "muster.delivery.max-attempts",
              tries,
              reason,
              remedy));
    }
    var wait = pause != null ? pause : backoff(tries.failures(), chance);
    if (tries.elapsed().plus(wait).compareTo(settings.retryBudget()) > 0) {
      return new Next.Stop(
          exhausted(
              asked,
              "the retry budget of " + people(settings.retryBudget()),
              "muster.delivery.retry-budget",
              tries,
              reason + withPause(pause),
              remedy));
    }
    return pause != null ? new Next.AgainAfterPause(pause) : new Next.Again(wait);
  }

  private static String withPause(@Nullable Duration pause) {
    if (pause == null) {
      return "";
    }
    return ", which asks to wait "
        + people(pause)
        + (pause.equals(AskedPause.LONGEST) ? " or more" : "");
  }

  /** Full jitter: workers that failed together do not come again together. */
  private Duration backoff(int failures, double chance) {
    var longest = settings.backoffInitial().multipliedBy(1L << Math.min(failures, SHIFT_MAX));
    if (longest.compareTo(settings.backoffMax()) > 0) {
      longest = settings.backoffMax();
    }
    return Duration.ofNanos((long) (longest.toNanos() * chance));
  }

  /** What else to look at where nobody has answered until the end. */
  private static String wayTo(NoAnswer none) {
    return "see that the address is right ("
        + (none.ofTokens() ? "muster.segment.oauth.token-url" : "SEGMENT_API")
        + ", by http:// or https://) and that a proxy or firewall lets it be asked";
  }

  /** The same where it answers, but takes nothing. */
  private @Nullable String whereItLasts(int status) {
    if (status == TOO_FAST) {
      return "send more slowly (muster.delivery.requests-per-second, now %d, and events-per-second, now %s), as other senders, too: Segment takes about 1,000 requests a second from a workspace, and for Unify and Engage 1,000 events"
          .formatted(
              settings.requestsPerSecond(),
              settings.eventsPerSecond() == 0 ? "unlimited" : "" + settings.eventsPerSecond());
    }
    return status / 100 == 5 || status == GONE ? OPERATOR : null;
  }

  /** Who was asked, and for what: without a token, the receiver is not. */
  private String asked(boolean forToken) {
    return forToken
        ? "POST " + tokenUrl() + ": expected a token"
        : "POST " + endpoint + ": expected the messages to be accepted";
  }

  private String tokenUrl() {
    return oauth == null ? "" : oauth.tokenUrl().toString();
  }

  private static Halt.Passing exhausted(
      String asked,
      String what,
      String setting,
      Tries tries,
      String reason,
      @Nullable String remedy) {
    return Halt.Passing.accountedFor(
        asked
            + ", gave up after "
            + what
            + " ("
            + setting
            + "), "
            + people(tries.elapsed())
            + " after the first; the last was "
            + reason
            + (remedy == null ? "" : "; where that lasts, " + remedy));
  }

  private Halt.NeedsRemedy needsRemedy(Answered answered, String reason) {
    var status = answered.status();
    var remedy =
        switch (status) {
          case 401, 403 ->
              (Page.is(answered.body())
                      ? Reach.REMEDY_OF_OTHERS
                      : "check the write key (SEGMENT_WRITE_KEY) and that it belongs to the region"
                          + " asked (SEGMENT_API)")
                  + (answered.login() == null ? "" : Reach.REMEDY_OF_LOGINS);
          case 404 -> "check the address (SEGMENT_API): us, eu or a URL with or without /v1";
          case 415 -> "ask the receiver's operator why it does not take application/json";
          default ->
              status / 100 == 3
                  ? Reach.REMEDY_OF_REDIRECTS
                  : "check the address (SEGMENT_API), a proxy on the way and the write key";
        };
    return new Halt.NeedsRemedy("POST " + endpoint + ": expected 2xx, found " + reason, remedy);
  }

  private Halt.SomebodyElse somebodyElses(String reason) {
    return new Halt.SomebodyElse(
        "POST " + endpoint + ": expected the Segment API's answer, found " + reason,
        Reach.REMEDY_OF_OTHERS);
  }

  private static String people(Duration duration) {
    if (duration.compareTo(Duration.ofSeconds(2)) < 0) {
      return duration.toMillis() + " ms";
    }
    return duration.compareTo(Duration.ofMinutes(2)) < 0
        ? duration.toSeconds() + " s"
        : duration.toMinutes() + " min";
  }
}
