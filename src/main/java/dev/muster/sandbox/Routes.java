package dev.muster.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Who answers which address. */
final class Routes implements HttpHandler {

  private record Route(String method, Pattern path, String shown, HttpHandler handler) {}

  private final List<Route> routes = new ArrayList<>();

  /** Adds a route to exactly this path. */
  Routes on(String method, String path, HttpHandler handler) {
    return on(method, Pattern.compile(Pattern.quote(path)), path, handler);
  }

  /**
   * Adds a route.
   *
   * @param shown how the path is told to who asks for another
   */
  Routes on(String method, Pattern path, String shown, HttpHandler handler) {
    routes.add(new Route(method, path, shown, handler));
    return this;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try {
      handlerFor(exchange).handle(exchange);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // A fault of the sandbox itself, or too much for it: said if that can still be said. The
      // server would leave the connection open after an Error.
      if (exchange.getResponseCode() >= 0) {
        throw new IOException("failed in the middle of an answer", e);
      }
      Reply.refused(500, "the sandbox itself failed: " + e.getClass().getName()).writeTo(exchange);
    }
  }

  private HttpHandler handlerFor(HttpExchange exchange) {
    var path = exchange.getRequestURI().getPath();
    var there = routes.stream().filter(route -> route.path().matcher(path).matches()).toList();
    return there.stream()
        .filter(route -> route.method().equals(exchange.getRequestMethod()))
        .map(Route::handler)
        .findFirst()
        .orElse(refused -> {
          RequestBody.discard(refused);
          (there.isEmpty() ? notFound() : notAllowed(there)).writeTo(refused);
        });
  }

  /** Without the path that was asked for: there may be a key in it. */
  private Reply notFound() {
    return Reply.refused(
        404,
        routes.stream()
            .map(route -> route.method() + " " + route.shown())
            .collect(Collectors.joining(", ", "expected one of ", "")));
  }

  private static Reply notAllowed(List<Route> there) {
    var allowed = there.stream().map(Route::method).collect(Collectors.joining(", "));
    return Reply.refused(405, "expected " + allowed).with("Allow", allowed);
  }
}
