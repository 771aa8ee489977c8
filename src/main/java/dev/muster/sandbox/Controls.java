package dev.muster.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import tools.jackson.core.JsonEncoding;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code /__sandbox/…}: what was seen, and what shall happen. */
final class Controls {
  private static final String PATH = "/__sandbox/";
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
          .build();
  private static final int SCRIPT_BYTES = 1 << 18;
  private final Sandbox sandbox;

  Controls(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  void addTo(Routes routes) {
    routes
        .on("GET", PATH + "stats", this::stats)
        .on("GET", PATH + "requests", this::requests)
        .on("GET", PATH + "events", this::events)
        .on("POST", PATH + "faults", this::faults)
        .on("POST", PATH + "reset", this::reset);
  }

  private void stats(HttpExchange exchange) throws IOException {
    new Reply(
            200,
            Reply.success().headers(),
            MAPPER.writeValueAsString(sandbox.stats()),
            Reply.Ending.WHOLE)
        .writeTo(exchange);
  }

  private void requests(HttpExchange exchange) throws IOException {
    list(exchange, sandbox.requests(), Function.identity());
  }

  private void events(HttpExchange exchange) throws IOException {
    list(exchange, sandbox.keptEvents(), KeptEvent::stored);
  }

  private void faults(HttpExchange exchange) throws IOException {
    var body = exchange.getRequestBody().readNBytes(SCRIPT_BYTES);
    if (RequestBody.discard(exchange) > 0) {
      Reply.refused(400, "expected a script of " + SCRIPT_BYTES + " bytes at most")
          .writeTo(exchange);
      return;
    }
    try {
      sandbox.faults(FaultScript.read(new String(body, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      Reply.refused(400, String.valueOf(e.getMessage())).writeTo(exchange);
      return;
    }
    Reply.success().writeTo(exchange);
  }

  private void reset(HttpExchange exchange) throws IOException {
    RequestBody.discard(exchange);
    sandbox.reset();
    Reply.success().writeTo(exchange);
  }

  /**
   * One after the other, since all of them together may be large. Not closed when it fails: half a
   * list would look like a whole one.
   */
  private static <T> void list(HttpExchange exchange, Iterable<T> items, Function<T, ?> shown)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    var json = MAPPER.createGenerator(exchange.getResponseBody(), JsonEncoding.UTF8);
    json.writeStartArray();
    for (var item : items) {
      MAPPER.writeValue(json, shown.apply(item));
    }
    json.writeEndArray();
    json.close();
  }
}
