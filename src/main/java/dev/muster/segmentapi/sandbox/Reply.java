package dev.muster.segmentapi.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What goes back on the connection. */
record Reply(int status, Map<String, String> headers, String body, Ending ending) {
  /** How an answer ends. */
  enum Ending {
    WHOLE,
    /** In the middle of the body. */
    TRUNCATED,
    /** Never, until the other side hangs up. */
    ENDLESS,
    /** Before it began: the connection is closed. */
    CLOSED
  }

  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  static Reply accepted() {
    return new Reply(200, JSON, "{\"success\":true}", Ending.WHOLE);
  }

  static Reply refused(int status, String message) {
    return new Reply(
        status, JSON, "{\"success\":false,\"message\":\"" + message + "\"}", Ending.WHOLE);
  }

  static Reply closed() {
    return new Reply(0, Map.of(), "", Ending.CLOSED);
  }

  Reply with(Ending ending) {
    return new Reply(status, headers, body, ending);
  }

  void writeTo(HttpExchange exchange) throws IOException {
    if (ending == Ending.CLOSED) {
      // Before any header was sent, closing the exchange closes its connection.
      exchange.close();
      return;
    }
    headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    switch (ending) {
      case WHOLE -> {
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
      }
      case TRUNCATED -> {
        exchange.sendResponseHeaders(status, bytes.length * 2L + 1);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().flush();
        exchange.close();
      }
      case ENDLESS -> {
        exchange.sendResponseHeaders(status, 0);
        try (OutputStream out = exchange.getResponseBody()) {
          while (!Thread.currentThread().isInterrupted()) {
            out.write(bytes);
            out.flush();
          }
        }
      }
      case CLOSED -> throw new IllegalStateException("closed above");
    }
  }
}
