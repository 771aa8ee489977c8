package dev.muster.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** {@code POST /v1/batch}: reads, notes and answers a batch. */
final class BatchHandler implements HttpHandler {
  private final Clock clock;
  private final Supplier<Faults> faults;
  private final Answers answers;
  private final Ledger ledger;
  private final BodyMemory memory = BodyMemory.ofTheProgram();

  BatchHandler(Clock clock, Supplier<Faults> faults, Answers answers, Ledger ledger) {
    this.clock = clock;
    this.faults = faults;
    this.answers = answers;
    this.ledger = ledger;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (var share = memory.share()) {
      handle(exchange, RequestBody.of(exchange, share));
    }
  }

  private void handle(HttpExchange exchange, RequestBody body) throws IOException {
    var batch = body.batch();
    var request =
        new BatchRequest(
            batch, Credentials.of(exchange.getRequestHeaders(), batch), clock.instant());
    // One and the same for the whole request, though a script may be posted meanwhile.
    var script = faults.get();
    var number = ledger.arrived(System.nanoTime(), batch.events().size());
    var fault = script.next(batch.body(), body.encoding());
    var outcome = answers.to(request, fault, script);
    // Noted before it is answered, so that whoever has the answer finds it noted.
    ledger.answered(
        new SandboxRequest(
            number,
            request.at(),
            exchange.getRequestHeaders().getFirst("X-Retry-Count"),
            batch.sentAt(),
            body.bytes(),
            batch.body().length,
            body.encoding(),
            batch.events().size(),
            ids(batch),
            outcome.reply().status(),
            outcome.stored(),
            outcome.reply().headers().get("Retry-After")),
        fault == null ? null : fault.word());
    if (fault instanceof Fault.Slow slow) {
      sleep(slow.delay());
    }
    ledger.pauseAsked(System.nanoTime(), PauseAsked.by(outcome.reply(), clock.instant()));
    outcome.reply().writeTo(exchange);
  }

  private List<String> ids(ReceivedBatch batch) {
    return ledger.keepsEverything()
        ? batch.events().stream()
            .map(event -> Objects.requireNonNullElse(event.messageId(), ""))
            .toList()
        : List.of();
  }

  private static void sleep(Duration delay) throws IOException {
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the sandbox ends");
    }
  }
}
