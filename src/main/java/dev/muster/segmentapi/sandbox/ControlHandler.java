package dev.muster.segmentapi.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** {@code /__sandbox/…}: what was seen, and what shall happen. */
final class ControlHandler implements HttpHandler {
  static final String PATH = "/__sandbox/";
  private static final JsonMapper MAPPER =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
  private static final int SCRIPT_BYTES = 1 << 20;
  private final Sandbox sandbox;

  ControlHandler(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String body =
        new String(exchange.getRequestBody().readNBytes(SCRIPT_BYTES), StandardCharsets.UTF_8);
    String asked =
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI().getPath().substring(PATH.length());
    switch (asked) {
      case "GET stats" -> list(exchange, 200, sandbox.stats());
      case "GET requests" -> list(exchange, 200, sandbox.requests());
      case "GET events" -> events(exchange);
      case "POST faults" -> {
        try {
          sandbox.faults(FaultScript.read(body));
          list(exchange, 200, Map.of("success", true));
        } catch (IllegalArgumentException e) {
          list(exchange, 400, Map.of("success", false, "message", String.valueOf(e.getMessage())));
        }
      }
      case "POST reset" -> {
        sandbox.reset();
        list(exchange, 200, Map.of("success", true));
      }
      default ->
          list(
              exchange,
              404,
              Map.of(
                  "success",
                  false,
                  "message",
                  "expected GET stats, requests, events or POST faults, reset"));
    }
  }

  private static void list(HttpExchange exchange, int status, Object value) throws IOException {
    byte[] json = MAPPER.writeValueAsBytes(value);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, json.length);
    exchange.getResponseBody().write(json);
    exchange.close();
  }

  /** One after the other, since all of them together may be large. */
  private void events(HttpExchange exchange) throws IOException {
    List<KeptEvent> events = sandbox.keptEvents();
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody();
        JsonGenerator json = MAPPER.createGenerator(out, JsonEncoding.UTF8)) {
      json.writeStartArray();
      for (KeptEvent event : events) {
        MAPPER.writeValue(json, event.stored());
      }
      json.writeEndArray();
    }
  }
}
