package dev.muster.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

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

  private static final JsonMapper MAPPER = new JsonMapper();

  static Reply json(int status, ObjectNode body) {
    return new Reply(
        status, Map.of("Content-Type", "application/json"), body.toString(), Ending.WHOLE);
  }

  static Reply success() {
    return json(200, object().put("success", true));
  }

  static Reply refused(int status, String message) {
    return json(status, object().put("success", false).put("message", message));
  }

  static Reply closed() {
    return new Reply(0, Map.of(), "", Ending.CLOSED);
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  Reply with(Ending ending) {
    return new Reply(status, headers, body, ending);
  }

  Reply with(String header, String value) {
    var more = new HashMap<String, String>(headers);
    more.put(header, value);
    return new Reply(status, more, body, ending);
  }

  /**
   * Writes it.
   *
   * @throws IOException when the connection is to be closed now, or was closed by the other side;
   *     the server closes it then, and forgets it
   */
  void writeTo(HttpExchange exchange) throws IOException {
    headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    switch (ending) {
      case WHOLE -> {
        var bare =
            bytes.length == 0
                || AnswerRules.isBare(status)
                || "HEAD".equals(exchange.getRequestMethod());
        exchange.sendResponseHeaders(status, bare ? -1 : bytes.length);
        if (!bare) {
          exchange.getResponseBody().write(bytes);
        }
        exchange.close();
      }
      case TRUNCATED -> {
        exchange.sendResponseHeaders(status, bytes.length * 2L + 1);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().flush();
        throw new IOException("cut, as the script says");
      }
      case ENDLESS -> {
        exchange.sendResponseHeaders(status, 0);
        var out = exchange.getResponseBody();
        while (!Thread.currentThread().isInterrupted()) {
          out.write(bytes);
          out.flush();
        }
        throw new IOException("the sandbox ends");
      }
      case CLOSED -> throw new IOException("closed, as the script says");
    }
  }
}
