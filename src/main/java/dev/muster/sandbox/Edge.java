package dev.muster.sandbox;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the Segment API makes of a batch: refusal, or acceptance with what it drops then. */
final class Edge {
  private static final int EVENTS = 2_500;
  private static final long NANOS = 1_000_000_000L;
  private final Limits limits;
  private final Tokens tokens;
  private final Ledger ledger;

  Edge(Limits limits, Tokens tokens, Ledger ledger) {
    this.limits = limits;
    this.tokens = tokens;
    this.ledger = ledger;
  }

  Outcome judge(BatchRequest request, Faults faults) {
    var refusal = refusal(request, faults);
    if (refusal != null) {
      return Outcome.refused(refusal);
    }
    return new Outcome(
        Reply.success(),
        ledger.take(
            request.batch(),
            request.at(),
            dropAll(request, faults.workspace()),
            faults.workspace().suppressedUsers()));
  }

  private @Nullable Reply refusal(BatchRequest request, Faults faults) {
    var batch = request.batch();
    if (batch.problem() != null) {
      return Reply.refused(400, batch.problem());
    }
    if (batch.body().length > limits.bodyBytes()) {
      return Reply.refused(400, "batch is too large");
    }
    if (batch.events().stream().anyMatch(event -> event.bytes() > limits.eventBytes())) {
      return Reply.refused(400, "a message is too large");
    }
    var token = request.credentials().token();
    if (token != null && !tokens.hold(token, request.at())) {
      return Reply.refused(401, "unknown or expired token")
          .with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }
    var key = request.credentials().writeKey();
    if (key == null || key.length() < Workspace.KEY_CHARACTERS) {
      return Reply.refused(400, "no write key");
    }
    long early = faults.tooEarlyBy(batch.events().size(), System.nanoTime());
    return early > 0 ? tooEarly(Math.ceilDiv(early, NANOS), request, faults) : null;
  }

  private static Reply tooEarly(long seconds, BatchRequest request, Faults faults) {
    var reply = Reply.refused(429, "too many requests");
    var retryAfter = faults.form().retryAfter(seconds, request.at());
    if (retryAfter == null) {
      return reply;
    }
    return reply.with("Retry-After", retryAfter).with("X-RateLimit-Reset", Long.toString(seconds));
  }

  private static @Nullable DropCode dropAll(BatchRequest request, Workspace workspace) {
    var key = Objects.requireNonNull(request.credentials().writeKey());
    if (!workspace.knows(key)) {
      return DropCode.UNKNOWN_KEY;
    }
    if (workspace.disabledKeys().contains(key)) {
      return DropCode.SOURCE_DISABLED;
    }
    return request.batch().events().size() > EVENTS ? DropCode.TOO_MANY_EVENTS : null;
  }
}
