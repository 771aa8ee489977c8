package dev.muster.segmentapi;

import dev.muster.segmentapi.Answer.Answered;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import okhttp3.FormBody;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hands out tokens of OAuth 2 for a signed assertion (RFC 7523). Not safe for use by several
 * threads at once.
 */
final class TokenServer {
  /** What a request for a token came to. */
  sealed interface Fetched {}

  /**
   * A token.
   *
   * @param life how long it is good from now
   */
  record Token(String value, Duration life) implements Fetched {
    @Override
    public String toString() {
      return "Token for " + life;
    }
  }

  /** None. */
  record NoToken(Answer answer) implements Fetched {}

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Duration SKEW_NOTED = Duration.ofSeconds(2);
  private static final int ANSWER_BYTES = 1 << 16;
  // A clock that is wrong makes assertions that are not valid yet, or no more.
  private static final Set<Integer> REFUSE_ASSERTIONS = Set.of(400, 401, 403);
  // RFC 6749 has servers say it; where one does not, a short one does no harm.
  private static final Duration USUAL_LIFE = Duration.ofMinutes(10);
  private static final Duration LONGEST_LIFE = Duration.ofDays(1);
  private final OAuth oauth;
  private final Clock clock;
  private final Connections connections;
  private Duration skew = Duration.ZERO;

  TokenServer(OAuth oauth, Clock clock, Connections connections) {
    this.oauth = oauth;
    this.clock = clock;
    this.connections = connections;
  }

  /** Asks for a token, and once more when our clock turns out to be wrong. */
  Fetched fetch() throws InterruptedException {
    return fetch(true);
  }

  /** Whether who gave none is asked again, as of an answer that may be another later. */
  static boolean mayRecover(Answer answer) {
    return answer instanceof Answer.TokenRefused(var refusal)
        && Judge.isRetryable(refusal.status(), true);
  }

  /** What to do where there was none. */
  static String remedy(Answer answer) {
    return switch (answer) {
      case Answer.TokenRefused _ when mayRecover(answer) -> TokenState.REMEDY_OF_OUTAGES;
      case Answer.TokenRefused(var refusal) when Page.is(refusal.body()) ->
          TokenState.REMEDY_OF_PAGES;
      case Answer.TokenRefused _, Answered _ -> TokenState.REMEDY_OF_REFUSALS;
      case Answer.Untrusted(_, _, var remedy) -> remedy;
      case Answer.ProxyRefuses(_, _, var remedy) -> remedy;
      case Answer.ProxyMissed _ -> Reach.REMEDY_OF_MISSED_PROXIES;
      case Answer.NoAnswer _ -> "check muster.segment.oauth.token-url and the network";
    };
  }

  private Fetched fetch(boolean again) throws InterruptedException {
    var assertion = Assertion.of(oauth, clock.instant().plus(skew));
    Answered answered;
    String body;
    try (var response = connections.client().newCall(request(assertion)).execute()) {
      body = Wire.beginning(response, ANSWER_BYTES);
      answered =
          Wire.answered(response, response.isSuccessful() ? "" : body.replace(assertion, "…"));
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while a token was fetched");
      }
      var none = Wire.noAnswer(oauth.tokenUrl().toString(), e);
      return new NoToken(
          none instanceof Answer.NoAnswer(var what, _) ? Answer.NoAnswer.noToken(what) : none);
    } catch (IllegalArgumentException e) {
      return new NoToken(Answer.NoAnswer.noToken(Wire.what(e)));
    }
    var news = noteSkew(answered.date());
    if (answered.status() / 100 == 2) {
      return token(answered.status(), body);
    }
    return news && again && REFUSE_ASSERTIONS.contains(answered.status())
        ? fetch(false)
        : new NoToken(new Answer.TokenRefused(answered));
  }

  private Request request(String assertion) {
    var form =
        new FormBody.Builder()
            .add("grant_type", "client_credentials")
            .add("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
            .add("client_assertion", assertion)
            .add("scope", "tracking_api:write")
            .build();
    return new Request.Builder()
        .url(oauth.tokenUrl().toString())
        .header("User-Agent", Wire.USER_AGENT)
        .post(new Once(form))
        .build();
  }

  private Fetched token(int status, String body) {
    try {
      var json = MAPPER.readTree(body);
      var token = json.path("access_token").asString("");
      if (token.matches("[\\x21-\\x7E]+")) {
        long seconds = json.path("expires_in").asLong(USUAL_LIFE.toSeconds());
        return new Token(
            token, Duration.ofSeconds(Math.clamp(seconds, 0, LONGEST_LIFE.toSeconds())));
      }
    } catch (JacksonException e) {
      // No token: said below, without the text, which may hold one.
    }
    return new NoToken(
        new Answer.TokenRefused(
            new Answered(
                status, null, null, null, Page.is(body) ? body : "no access_token in the answer")));
  }

  /**
   * Compares our clock with that of the server.
   *
   * @return true when they differ by something that was not known
   */
  private boolean noteSkew(@Nullable Instant date) {
    if (date == null) {
      return false;
    }
    var seen = Duration.between(clock.instant(), date);
    var news = seen.minus(skew).abs().compareTo(SKEW_NOTED) > 0;
    if (news) {
      skew = seen;
    }
    return news;
  }

  /** OkHttp must not send it again by itself: an assertion's {@code jti} is good once. */
  private static final class Once extends RequestBody {
    private final RequestBody body;

    Once(RequestBody body) {
      this.body = body;
    }

    @Override
    public @Nullable MediaType contentType() {
      return body.contentType();
    }

    @Override
    public long contentLength() throws IOException {
      return body.contentLength();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      body.writeTo(sink);
    }

    @Override
    public boolean isOneShot() {
      return true;
    }
  }
}
