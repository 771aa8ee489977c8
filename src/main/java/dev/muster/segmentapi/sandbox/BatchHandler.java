package dev.muster.segmentapi.sandbox;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/batch}. */
final class BatchHandler implements HttpHandler {
  // Beyond this nothing is read: no limit of a batch lies there.
  private static final int READ_BYTES = 8 << 20;
  private static final int EVENTS = 2_500;
  private final SandboxSettings settings;
  private final Ledger ledger;
  private volatile Faults faults;

  BatchHandler(SandboxSettings settings, Ledger ledger) {
    this.settings = settings;
    this.ledger = ledger;
    this.faults = new Faults(settings.faults(), System.nanoTime());
  }

  void follow(FaultScript script) {
    faults = new Faults(script, System.nanoTime());
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    if (!"POST".equals(exchange.getRequestMethod())) {
      Reply.refused(405, "expected POST").writeTo(exchange);
      return;
    }
    byte[] sent = exchange.getRequestBody().readNBytes(READ_BYTES);
    Instant at = settings.clock().instant();
    String encoding =
        Objects.requireNonNullElse(
            exchange.getRequestHeaders().getFirst("Content-Encoding"), "identity");
    ReceivedBatch batch = decode(sent, encoding);
    int number = ledger.arrived(System.nanoTime(), batch.events().size());
    Fault.Effect fault = faults.next(batch.body(), encoding);
    Outcome outcome = outcome(fault, batch, exchange.getRequestHeaders(), at);
    // Noted before it is answered, so that whoever has the answer finds it noted.
    ledger.answered(
        new SandboxRequest(
            number,
            at,
            exchange.getRequestHeaders().getFirst("X-Retry-Count"),
            batch.sentAt(),
            sent.length,
            batch.body().length,
            encoding,
            batch.events().size(),
            ids(batch),
            outcome.reply().status(),
            outcome.stored(),
            outcome.reply().headers().get("Retry-After")),
        fault == null ? null : fault.word());
    if (fault instanceof Fault.Slow slow && !slept(slow.delay())) {
      return;
    }
    outcome.reply().writeTo(exchange);
  }

  /** An answer, and how many messages were stored before it. */
  private record Outcome(Reply reply, int stored) {}

  private Outcome outcome(
      Fault.@Nullable Effect fault, ReceivedBatch batch, Headers headers, Instant at) {
    return switch (fault) {
      case null -> judged(batch, headers, at);
      case Fault.Slow slow -> judged(batch, headers, at);
      case Fault.CloseBeforeAccept close -> new Outcome(Reply.closed(), 0);
      case Fault.AcceptThenClose close ->
          new Outcome(Reply.closed(), judged(batch, headers, at).stored());
      case Fault.Status answer -> {
        askedToPause(answer.headers().get("Retry-After"));
        Reply plain = Reply.refused(answer.status(), "scripted");
        String body = Objects.requireNonNullElse(answer.body(), plain.body());
        yield forced(
            new Reply(answer.status(), answer.headers(), body, Reply.Ending.WHOLE),
            batch,
            headers,
            at);
      }
      case Fault.Truncated answer ->
          forced(
              Reply.refused(answer.status(), "scripted").with(Reply.Ending.TRUNCATED),
              batch,
              headers,
              at);
      case Fault.Endless answer ->
          forced(
              Reply.refused(answer.status(), "scripted").with(Reply.Ending.ENDLESS),
              batch,
              headers,
              at);
      case Fault.Html answer ->
          forced(
              new Reply(
                  answer.status(),
                  Map.of("Content-Type", "text/html"),
                  "<!DOCTYPE html><html><head><title>Something went wrong</title></head>"
                      + "<body><h1>Something went wrong</h1></body></html>",
                  Reply.Ending.WHOLE),
              batch,
              headers,
              at);
    };
  }

  /** A scripted answer; with 2xx, it stands for the acceptance that the request would have got. */
  private Outcome forced(Reply reply, ReceivedBatch batch, Headers headers, Instant at) {
    if (reply.status() / 100 != 2) {
      return new Outcome(reply, 0);
    }
    Outcome judged = judged(batch, headers, at);
    return judged.reply().status() == 200 ? new Outcome(reply, judged.stored()) : judged;
  }

  private Outcome judged(ReceivedBatch batch, Headers headers, Instant at) {
    if (batch.problem() != null) {
      return new Outcome(Reply.refused(400, batch.problem()), 0);
    }
    if (batch.body().length > settings.limits().bodyBytes()) {
      return new Outcome(Reply.refused(400, "batch is too large"), 0);
    }
    if (batch.events().stream().anyMatch(e -> e.bytes() > settings.limits().eventBytes())) {
      return new Outcome(Reply.refused(400, "a message is too large"), 0);
    }
    String key = key(headers, batch);
    if (key == null || key.length() < Workspace.KEY_CHARACTERS) {
      return new Outcome(Reply.refused(400, "no write key"), 0);
    }
    long early = faults.tooEarlyBy(batch.events().size(), System.nanoTime());
    if (early > 0) {
      return new Outcome(tooEarly(Math.ceilDiv(early, 1_000_000_000L), at), 0);
    }
    return new Outcome(
        Reply.accepted(),
        ledger.take(batch, at, dropAll(key, batch), faults.workspace().suppressedUsers()));
  }

  private @Nullable DropCode dropAll(String key, ReceivedBatch batch) {
    if (!faults.workspace().knows(key)) {
      return DropCode.UNKNOWN_KEY;
    }
    if (faults.workspace().disabledKeys().contains(key)) {
      return DropCode.SOURCE_DISABLED;
    }
    return batch.events().size() > EVENTS ? DropCode.TOO_MANY_EVENTS : null;
  }

  private Reply tooEarly(long seconds, Instant now) {
    String retryAfter =
        switch (faults.form()) {
          case SECONDS -> Long.toString(seconds);
          case NONE -> null;
          case DATE ->
              DateTimeFormatter.RFC_1123_DATE_TIME.format(
                  now.plusSeconds(seconds + 1).atOffset(ZoneOffset.UTC));
          case ZERO -> "0";
          case NEGATIVE -> "-5";
          case RUBBISH -> "soon";
          case HUGE -> "100000";
        };
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", "application/json");
    if (retryAfter != null) {
      headers.put("Retry-After", retryAfter);
      headers.put("X-RateLimit-Reset", Long.toString(seconds));
      ledger.pauseAsked(System.nanoTime(), seconds * 1_000_000_000L);
    }
    return new Reply(
        429, headers, "{\"success\":false,\"message\":\"too many requests\"}", Reply.Ending.WHOLE);
  }

  private void askedToPause(@Nullable String retryAfter) {
    if (retryAfter != null && retryAfter.matches("[1-9]\\d{0,5}")) {
      // Longer pauses than five minutes are not kept by anyone.
      ledger.pauseAsked(
          System.nanoTime(), Math.min(300, Long.parseLong(retryAfter)) * 1_000_000_000L);
    }
  }

  private static ReceivedBatch decode(byte[] sent, String encoding) {
    return switch (encoding) {
      case "identity" -> BatchReader.read(sent);
      case "gzip" -> {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(sent), 1 << 16)) {
          yield BatchReader.read(in.readNBytes(READ_BYTES));
        } catch (IOException e) {
          yield ReceivedBatch.broken(sent, "malformed gzip");
        }
      }
      default -> ReceivedBatch.broken(sent, "unknown content encoding");
    };
  }

  /** The user name of Basic authentication, else the body's key. */
  private static @Nullable String key(Headers headers, ReceivedBatch batch) {
    String authorization = headers.getFirst("Authorization");
    if (authorization != null && authorization.startsWith("Basic ")) {
      try {
        String pair =
            new String(
                Base64.getDecoder().decode(authorization.substring("Basic ".length())),
                StandardCharsets.UTF_8);
        // The colon counts: without it this is no user name.
        return pair.indexOf(':') < 0 ? null : pair.substring(0, pair.indexOf(':'));
      } catch (IllegalArgumentException e) {
        return null;
      }
    }
    return batch.writeKey();
  }

  private List<String> ids(ReceivedBatch batch) {
    return ledger.keepsEverything()
        ? batch.events().stream()
            .map(event -> Objects.requireNonNullElse(event.messageId(), ""))
            .toList()
        : List.of();
  }

  private static boolean slept(Duration delay) {
    try {
      Thread.sleep(delay);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
