package dev.muster.segmentapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.segmentapi.Answer.Answered;
import dev.muster.segmentapi.Answer.NoAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");
  private static final SendingSettings SETTINGS = SendingSettings.defaults();
  private static final Set<Integer> RETRYABLE = Set.of(408, 410, 429, 460);
  private static final Set<Integer> BAD_BATCH = Set.of(400, 413, 422);
  private static final Set<Integer> FINAL = Set.of(501, 505, 511);
  private static final long[] BACKOFFS = {
    500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000
  };
  private final Judge judge = new Judge(SETTINGS, Endpoint.of("us"), null);

  @Test
  void knowsEveryStatus() {
    for (var status = 100; status < 600; status++) {
      var next = next(status, new Tries(0, Duration.ZERO, 1, false, true, false, false));
      Class<? extends Next> expected;
      if (status / 100 == 2) {
        expected = Next.Accepted.class;
      } else if (RETRYABLE.contains(status) || (status / 100 == 5 && !FINAL.contains(status))) {
        expected = Next.Again.class;
      } else if (BAD_BATCH.contains(status)) {
        expected = Next.Reject.class;
      } else {
        expected = Next.Stop.class;
      }
      assertThat(next).as("%d", status).isInstanceOf(expected);
    }
  }

  @Test
  void stopsWhereWhoAnswersIsNotTrusted() {
    var next =
        judge.next(
            new Answer.Untrusted(
                "https://api.segment.io/v1/batch", "SSLHandshakeException", "trust it"),
            "no trust (SSLHandshakeException)",
            tries(0),
            NOW,
            1);
    assertThat(next)
        .isInstanceOfSatisfying(
            Next.Stop.class, stop -> assertThat(stop.halt()).isInstanceOf(Halt.NeedsRemedy.class));
  }

  /** Header by header: what the answer asks for in seconds, or nothing. */
  @ParameterizedTest
  @CsvSource({
    ",,",
    "7,,7",
    "300,,300",
    "301,,300",
    "100000,,300",
    "0,,",
    "-5,,",
    "soon,,",
    "'Tue, 01 Dec 2026 09:00:07 GMT',,7",
    "'Tue, 01 Dec 2026 08:59:59 GMT',,",
    ",9,9",
    ",301,300",
    ",0,",
    ",-1,",
    ",soon,",
    "7,9,7",
    "0,9,9",
    "soon,9,9",
  })
  void asksForTheSamePauseOnEveryRetryableStatusAndAttempt(
      @Nullable String retryAfter, @Nullable String reset, @Nullable Long seconds) {
    for (var status = 300; status < 600; status++) {
      var answer = new Answered(status, retryAfter, reset, null, "");
      var retryable = RETRYABLE.contains(status) || (status / 100 == 5 && !FINAL.contains(status));
      for (var failures = 0; failures < SETTINGS.maxAttempts(); failures++) {
        var next = judge.next(answer, "", tries(failures), NOW, 1);
        if (!retryable) {
          assertThat(next)
              .as("%d", status)
              .isInstanceOf(BAD_BATCH.contains(status) ? Next.Reject.class : Next.Stop.class);
        } else if (seconds != null) {
          assertThat(next)
              .as("%d", status)
              .isEqualTo(new Next.AgainAfterPause(Duration.ofSeconds(seconds)));
        } else if (failures == SETTINGS.maxAttempts() - 1) {
          assertThat(next).as("%d", status).isInstanceOf(Next.Stop.class);
        } else {
          assertThat(next)
              .as("%d after %d", status, failures)
              .isEqualTo(new Next.Again(Duration.ofMillis(BACKOFFS[failures])));
        }
      }
    }
  }

  @Test
  void namesTheStatusAndARemedyWhenItStops() {
    for (var status : new int[] {301, 401, 403, 404, 415, 418, 501, 505, 511}) {
      assertThat(next(status, new Tries(0, Duration.ZERO, 1, false, true, false, false)))
          .isInstanceOfSatisfying(
              Next.Stop.class,
              stop ->
                  assertThat(stop.halt())
                      .isInstanceOfSatisfying(
                          Halt.NeedsRemedy.class,
                          halt -> {
                            assertThat(halt.reason()).contains("api.segment.io", "" + status);
                            assertThat(halt.remedy()).isNotBlank();
                            assertThat(halt.rejectionsVoid()).isFalse();
                          }));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 500",
    "1, 1000",
    "2, 2000",
    "3, 4000",
    "4, 8000",
    "5, 16000",
    "6, 32000",
    "7, 60000",
    "8, 60000",
  })
  void doublesTheLongestWaitUpToTheCap(int failures, long milliseconds) {
    assertThat(judge.next(new NoAnswer("io"), "", tries(failures), NOW, 1))
        .isEqualTo(new Next.Again(Duration.ofMillis(milliseconds)));
    assertThat(judge.next(new NoAnswer("io"), "", tries(failures), NOW, 0))
        .isEqualTo(new Next.Again(Duration.ZERO));
    assertThat(judge.next(new NoAnswer("io"), "", tries(failures), NOW, 0.5))
        .isEqualTo(new Next.Again(Duration.ofMillis(milliseconds / 2)));
  }

  /** Such as that of a server that wants TLS, or a certificate. */
  @ParameterizedTest
  @CsvSource({
    "400, false, false, true",
    "422, false, false, true",
    "400, true, false, false",
    "400, false, true, false",
    "413, false, false, false",
  })
  void takesAPageThatRefusesTheFirstMessagesForSomebodyElses(
      int status, boolean gzipped, boolean accepted, boolean stops) {
    var page = "<html><head><title>400 The plain HTTP request was sent to HTTPS port</title>";
    var next =
        judge.next(
            new Answered(status, null, null, null, page),
            "400: an HTML page",
            new Tries(0, Duration.ZERO, 1, gzipped, !accepted, accepted, false),
            NOW,
            1);
    assertThat(
            next instanceof Next.Stop(var halt)
                && halt.inFull().contains("one that wants TLS is asked by https://"))
        .isEqualTo(stops);
  }

  @Test
  void blamesNoWriteKeyForAPageThatForbids() {
    var page = new Answered(403, null, null, null, "<html><title>Blocked</title>");
    assertThat(exhausted(page)).contains("see which proxy or portal answers");
    assertThat(exhausted(new Answered(403, null, null, null, "{}"))).contains("SEGMENT_WRITE_KEY");
  }

  @Test
  void namesTheProxyThatLetsNothingThrough() {
    assertThat(
            exhausted(
                new Answer.ProxyRefuses(
                    "https://api.segment.io/v1/batch", "CONNECT: 403", Reach.REMEDY_OF_PROXIES)))
        .startsWith("POST https://api.segment.io/v1/batch: expected a way through, found no answer")
        .contains("have the proxy on the way let it be asked");
  }

  @Test
  void saysWhatToLookAtWhereNobodyHasAnsweredUntilTheEnd() {
    assertThat(exhausted(new NoAnswer("UnknownHostException: relay")))
        .endsWith(
            "the last was no answer; where that lasts, see that the address is right (SEGMENT_API,"
                + " by http:// or https://) and that a proxy or firewall lets it be asked");
    assertThat(exhausted(NoAnswer.noToken("UnknownHostException: tokens")))
        .contains("(muster.segment.oauth.token-url, by ");
    assertThat(
            exhausted(
                new Answer.ProxyMissed(
                    "https://api.segment.io/v1/batch", "the proxy squid:3128 is not reached")))
        .contains("where that lasts, see that this proxy runs", "-Dhttps.proxyHost");
    assertThat(exhausted(new Answered(503, null, null, null, "")))
        .endsWith("the last was no answer; where that lasts, ask the receiver's operator");
    assertThat(exhausted(new Answered(410, null, null, null, "")))
        .endsWith("where that lasts, ask the receiver's operator");
  }

  @Test
  void saysWhatToDoWhereATokenIsMissedRefusedOrAPage() {
    assertThat(TokenServer.remedy(NoAnswer.noToken("ConnectException"))).contains("the network");
    assertThat(TokenServer.remedy(new Answer.ProxyMissed("https://t", "squid")))
        .contains("this proxy runs");
    assertThat(TokenServer.remedy(new Answer.Untrusted("https://t", "PKIX", "trust it")))
        .isEqualTo("trust it");
    assertThat(TokenServer.remedy(refused(403, "{}"))).contains("client-id");
    assertThat(TokenServer.remedy(refused(403, "<html><title>Log in"))).contains("with that page");
    assertThat(TokenServer.remedy(refused(502, "<html><title>Bad gateway")))
        .isEqualTo(TokenState.REMEDY_OF_OUTAGES);
  }

  private static Answer refused(int status, String body) {
    return new Answer.TokenRefused(new Answered(status, null, null, null, body));
  }

  private String exhausted(Answer answer) {
    return judge.next(answer, "no answer", tries(9), NOW, 1) instanceof Next.Stop(var halt)
        ? halt.inFull()
        : "";
  }

  private String stopped(Answered answer, Tries tries) {
    var next = judge.next(answer, "" + answer.status(), tries, NOW, 1);
    return next instanceof Next.Stop(var halt) ? halt.inFull() : next.toString();
  }

  @Test
  void givesUpAfterTheLastAttemptOrTheBudget() {
    assertThat(judge.next(new NoAnswer("io"), "", tries(9), NOW, 1))
        .isInstanceOfSatisfying(
            Next.Stop.class, stop -> assertThat(stop.halt()).isInstanceOf(Halt.Passing.class));
    var late = new Tries(1, Duration.ofMinutes(15), 1, true, true, false, false);
    assertThat(judge.next(new NoAnswer("io"), "", late, NOW, 1))
        .isInstanceOfSatisfying(
            Next.Stop.class,
            stop -> assertThat(stop.halt().reason()).contains("retry budget of 15 min"));
    assertThat(stopped(new Answered(429, "86400", null, null, ""), late))
        .contains("the last was 429, which asks to wait 5 min or more; where that lasts, send more")
        .contains(
            "muster.delivery.requests-per-second, now 1000, and events-per-second, now unlimited")
        .contains("Segment takes about 1,000 requests a second");
    assertThat(stopped(new Answered(429, "90", null, null, ""), late))
        .contains("the last was 429, which asks to wait 90 s; where");
    assertThat(stopped(new Answered(503, "90", null, null, ""), late))
        .endsWith(
            "the last was 503, which asks to wait 90 s; where that lasts, ask the receiver's operator");
    // A wait that was asked for is kept at the last attempt, too.
    assertThat(judge.next(new Answered(503, "2", null, null, ""), "", tries(9), NOW, 1))
        .isEqualTo(new Next.AgainAfterPause(Duration.ofSeconds(2)));
  }

  @ParameterizedTest
  @CsvSource({
    "'Tuesday, 01-Dec-26 09:00:07 GMT',,7", // RFC 850
    "Tue Dec  1 09:00:07 2026,,7", // asctime
    "2026-12-01T09:00:07Z,,", // no HTTP date
    "'Tue, 01 Dec 2026 09:00:07 GMT',,7",
    // the answer's own clock counts when it tells it
    "'Tue, 01 Dec 2026 09:00:07 GMT',2026-12-01T09:00:05Z,2",
    "'Tue, 01 Dec 2026 09:00:07 GMT',2026-12-01T09:00:07Z,",
    "'Tue, 01 Dec 2026 08:59:59 GMT',,",
    "'Tue, 01 Dec 2026 10:00:00 GMT',,300",
    " 7 ,,7",
    "+7,,",
    "7s,,",
  })
  void readsRetryAfter(String header, @Nullable Instant date, @Nullable Long seconds) {
    assertThat(AskedPause.of(new Answered(429, header, null, date, ""), NOW))
        .isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
  }

  private Next next(int status, Tries tries) {
    return judge.next(new Answered(status, null, null, null, ""), "" + status, tries, NOW, 1);
  }

  private static Tries tries(int failures) {
    return new Tries(failures, Duration.ofSeconds(1), 1, false, false, true, false);
  }
}
