package dev.muster.segmentapi;

import dev.muster.segmentapi.Answer.Answered;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import okhttp3.FormBody;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * OAuth 2 with a signed assertion. A token is fetched when it is first needed and again at half its
 * life; the other senders wait meanwhile.
 */
final class TokenAuthorization implements Authorization {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Duration SKEW_NOTED = Duration.ofSeconds(2);
  private final OAuth oauth;
  private final Clock clock;
  private final Waiting waiting;
  private final Connections connections;
  private Duration skew = Duration.ZERO;
  private @Nullable Granted granted;
  private long renewAt;
  private long expiresAt;

  TokenAuthorization(OAuth oauth, Clock clock, Waiting waiting, Connections connections) {
    this.oauth = oauth;
    this.clock = clock;
    this.waiting = waiting;
    this.connections = connections;
  }

  @Override
  public synchronized Grant grant() throws InterruptedException {
    Granted current = granted;
    if (current != null && waiting.nanos() - renewAt < 0) {
      return current;
    }
    Grant fetched = fetch(true);
    return fetched instanceof NotGranted && current != null && waiting.nanos() - expiresAt < 0
        ? current
        : fetched;
  }

  @Override
  public synchronized void refused(Granted refused) {
    // Not one that was fetched meanwhile.
    if (refused.equals(granted)) {
      granted = null;
    }
  }

  private Grant fetch(boolean again) throws InterruptedException {
    String assertion = Assertion.of(oauth, clock.instant().plus(skew));
    Request request =
        new Request.Builder()
            .url(oauth.tokenUrl().toString())
            .post(
                new FormBody.Builder()
                    .add("grant_type", "client_credentials")
                    .add(
                        "client_assertion_type",
                        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                    .add("client_assertion", assertion)
                    .add("scope", "tracking_api:write")
                    .build())
            .build();
    Answered answered;
    String body;
    try (Response response = connections.client().newCall(request).execute()) {
      body = Wire.beginning(response);
      answered =
          Wire.answered(response, response.isSuccessful() ? "" : body.replace(assertion, "…"));
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while a token was fetched");
      }
      return new NotGranted(new Answer.NoAnswer("no token: " + Wire.what(e)));
    }
    if (answered.status() / 100 == 2) {
      return granted(body, answered);
    }
    // A clock that is wrong makes assertions that are not valid yet, or no more.
    return noteSkew(answered.date()) && again && answered.status() / 100 == 4
        ? fetch(false)
        : new NotGranted(new Answer.TokenRefused(answered));
  }

  private Grant granted(String body, Answered answered) {
    try {
      JsonNode json = MAPPER.readTree(body);
      String token = json.path("access_token").asString("");
      long seconds = json.path("expires_in").asLong(0);
      if (token.matches("[\\x21-\\x7E]+")) {
        noteSkew(answered.date());
        long life =
            Duration.ofSeconds(Math.clamp(seconds, 0, Duration.ofDays(1).toSeconds())).toNanos();
        renewAt = waiting.nanos() + life / 2;
        expiresAt = waiting.nanos() + life;
        Granted fetched = new Granted("Bearer " + token);
        granted = fetched;
        return fetched;
      }
    } catch (JacksonException e) {
      // No token: said below, without the text, which may hold one.
    }
    return new NotGranted(
        new Answer.NoAnswer(
            "no token: expected access_token in the answer of " + oauth.tokenUrl()));
  }

  /**
   * Compares our clock with that of the token's server.
   *
   * @return true when they differ by something that was not known
   */
  private boolean noteSkew(@Nullable Instant date) {
    if (date == null) {
      return false;
    }
    Duration seen = Duration.between(clock.instant(), date);
    boolean news = seen.minus(skew).abs().compareTo(SKEW_NOTED) > 0;
    if (news) {
      skew = seen;
    }
    return news;
  }
}
