package dev.muster.segmentapi;

import dev.muster.segmentapi.Answer.Answered;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * OAuth 2. A token is fetched when it is first needed and again at half its life; the other senders
 * wait meanwhile. While a good one cannot be renewed, it is used on, and the server left alone for
 * a while.
 */
final class TokenAuthorization implements Authorization {
  private static final Duration LATER = Duration.ofSeconds(30);
  private final TokenServer server;
  private final Clock clock;
  private final Waiting waiting;
  private final BooleanSupplier ended;
  private @Nullable Granted granted;
  private @Nullable NotGranted missed;
  private long askAgainAt;
  private long renewAt;
  private long expiresAt;

  /**
   * No token is there yet.
   *
   * @param ended whether no more is sent, so that no further token is fetched
   */
  TokenAuthorization(TokenServer server, Clock clock, Waiting waiting, BooleanSupplier ended) {
    this.server = server;
    this.clock = clock;
    this.waiting = waiting;
    this.ended = ended;
  }

  @Override
  public boolean isRenewable() {
    return true;
  }

  @Override
  public synchronized Grant grant() throws InterruptedException {
    var current = granted;
    if (current != null && waiting.nanos() - renewAt < 0) {
      return current;
    }
    if (missed != null && waiting.nanos() - askAgainAt < 0) {
      return missed;
    }
    if (ended.getAsBoolean()) {
      return new NotGranted(Answer.NoAnswer.noToken("no more is sent"));
    }
    return switch (server.fetch()) {
      case TokenServer.Token(var value, var life) -> grant(value, life);
      case TokenServer.NoToken(var answer) -> {
        long left = expiresAt - waiting.nanos();
        if (current == null || left <= 0) {
          yield missed(answer);
        }
        renewAt = waiting.nanos() + Math.min(left, later(answer).toNanos());
        yield current;
      }
    };
  }

  private Granted grant(String token, Duration life) {
    var fetched = new Granted("Bearer " + token);
    renewAt = waiting.nanos() + life.toNanos() / 2;
    expiresAt = waiting.nanos() + life.toNanos();
    granted = fetched;
    return fetched;
  }

  /** Those who waited for the same answer are told the same while a pause is asked for. */
  private NotGranted missed(Answer answer) {
    var none = new NotGranted(answer);
    missed = none;
    askAgainAt = waiting.nanos() + pauseAsked(answer, Duration.ZERO).toNanos();
    return none;
  }

  private Duration later(Answer answer) {
    return pauseAsked(answer, LATER);
  }

  private Duration pauseAsked(Answer answer, Duration otherwise) {
    return answer instanceof Answer.TokenRefused(Answered answered)
        ? Objects.requireNonNullElse(AskedPause.of(answered, clock.instant()), otherwise)
        : otherwise;
  }

  @Override
  public synchronized void refused(Granted refused) {
    // Not one that was fetched meanwhile.
    if (refused.equals(granted)) {
      granted = null;
    }
  }
}
