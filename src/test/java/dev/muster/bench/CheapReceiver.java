package dev.muster.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A receiver that reads what comes and says yes, so that it costs next to nothing. */
final class CheapReceiver implements AutoCloseable {
  private static final byte[] YES = "{\"success\":true}".getBytes(UTF_8);

  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final Consumer<byte[]> onBody;
  private final HttpServer server;

  CheapReceiver() throws IOException {
    this(_ -> {});
  }

  /**
   * One that shows somebody what it has read.
   *
   * @param onBody gets each body as it came, before it is answered, from several threads
   */
  CheapReceiver(Consumer<byte[]> onBody) throws IOException {
    this.onBody = onBody;
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.createContext("/v1/batch", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  long requests() {
    return requests.get();
  }

  /** The bytes of all bodies, as they came. */
  long bytes() {
    return bytes.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      bytes.addAndGet(body.length);
      requests.incrementAndGet();
      onBody.accept(body);
      exchange.sendResponseHeaders(200, YES.length);
      exchange.getResponseBody().write(YES);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
