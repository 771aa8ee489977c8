package dev.muster.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * {@code GET /v1/projects/{writeKey}/settings}: what Segment's CDN says to those who ask whether a
 * write key has a source. The key is said again only to who has said it.
 */
final class ProjectSettingsHandler implements HttpHandler {
  static final Pattern PATH = Pattern.compile("/v1/projects/([^/]+)/settings");
  private final URI uri;
  private final Supplier<Faults> faults;

  /** One of the sandbox at this address. */
  ProjectSettingsHandler(URI uri, Supplier<Faults> faults) {
    this.uri = uri;
    this.faults = faults;
  }

  /** By whatever name it was asked. */
  private String authority(HttpExchange exchange) {
    return Objects.requireNonNullElse(
        exchange.getRequestHeaders().getFirst("Host"), uri.getAuthority());
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    var path = PATH.matcher(exchange.getRequestURI().getPath());
    var key = path.matches() ? path.group(1) : "";
    if (key.length() < Workspace.KEY_CHARACTERS || !faults.get().workspace().knows(key)) {
      Reply.refused(404, "no source has this write key").writeTo(exchange);
      return;
    }
    var settings = Reply.object();
    settings
        .putObject("integrations")
        .putObject("Segment.io")
        .put("apiKey", key)
        .put("apiHost", authority(exchange) + uri.getPath());
    Reply.json(200, settings).writeTo(exchange);
  }
}
