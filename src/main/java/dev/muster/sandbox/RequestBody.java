package dev.muster.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What came as a request's body.
 *
 * @param batch what it holds
 * @param bytes its length as sent, as far as it was read
 * @param encoding its {@code Content-Encoding}, {@code identity} when there was none
 */
record RequestBody(ReceivedBatch batch, int bytes, String encoding) {
  // Twice what any limit of a batch is: what is larger, or swells to more, need not be looked at.
  private static final int KEPT_BYTES = 1 << 20;
  // Someone who has been told that it is too large should still be there to hear it.
  private static final int READ_BYTES = 8 << 20;
  private static final int BUFFER_BYTES = 1 << 16;

  /**
   * Reads one.
   *
   * @throws IOException when the other side leaves, or there is no memory for it
   */
  static RequestBody of(HttpExchange exchange, BodyMemory.Share memory) throws IOException {
    var kept = kept(exchange.getRequestBody(), memory);
    var more = discard(exchange);
    var stated = exchange.getRequestHeaders().getFirst("Content-Encoding");
    var encoding = Objects.requireNonNullElse(stated, "identity").strip().toLowerCase(Locale.ROOT);
    return new RequestBody(
        more > 0 ? tooLarge(kept) : decoded(kept, encoding, memory), kept.length + more, encoding);
  }

  /** Reads what is left of a body, up to 8 MiB; how much it was. */
  static int discard(HttpExchange exchange) throws IOException {
    var in = exchange.getRequestBody();
    var buffer = new byte[BUFFER_BYTES];
    var read = 0;
    for (var n = 0; n >= 0 && read < READ_BYTES; n = in.read(buffer)) {
      read += n;
    }
    return read;
  }

  private static byte[] kept(InputStream in, BodyMemory.Share memory) throws IOException {
    var kept = new ByteArrayOutputStream();
    var part = in.readNBytes(BUFFER_BYTES);
    while (part.length > 0) {
      memory.take(part.length);
      kept.writeBytes(part);
      part = in.readNBytes(Math.min(BUFFER_BYTES, KEPT_BYTES - kept.size()));
    }
    return kept.toByteArray();
  }

  private static ReceivedBatch decoded(byte[] sent, String encoding, BodyMemory.Share memory)
      throws IOException {
    return switch (encoding) {
      case "identity", "" -> BatchReader.read(sent);
      case "gzip", "x-gzip" -> {
        var body = unzipped(sent);
        if (body == null) {
          yield ReceivedBatch.broken(sent, "malformed gzip");
        }
        memory.take(body.length);
        yield body.length == KEPT_BYTES ? tooLarge(body) : BatchReader.read(body);
      }
      default -> ReceivedBatch.broken(sent, "unknown content encoding");
    };
  }

  /** The beginning of what was compressed; null when broken. */
  private static byte @Nullable [] unzipped(byte[] sent) {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(sent), BUFFER_BYTES)) {
      return in.readNBytes(KEPT_BYTES);
    } catch (IOException e) {
      return null;
    }
  }

  private static ReceivedBatch tooLarge(byte[] beginning) {
    return ReceivedBatch.broken(beginning, "batch is too large");
  }
}
