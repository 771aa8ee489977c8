package dev.muster.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.report.Style;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** Files that pages are made of; their addresses change with them, so that browsers keep them. */
@Controller
final class Assets {
  private static final int HASH_BYTES = 8;

  /** Runs are shown as in the report, in its style. */
  static final Asset STYLE = Asset.styled("muster", Style.ofReport(), "/dev/muster/web/muster.css");

  static final Asset ICON = Asset.of("icon", "svg", "/dev/muster/web/icon.svg", "image/svg+xml");

  /** It renews parts of pages, and does nothing else. */
  static final Asset SCRIPT =
      Asset.of(
          "htmx",
          "js",
          "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js",
          "text/javascript");

  private static final List<Asset> ALL = List.of(STYLE, ICON, SCRIPT);

  /** A file, with a hash of what it has in its name. */
  static final class Asset {
    private final String name;
    private final String type;
    private final byte[] bytes;

    private Asset(String name, String ending, String type, byte[] bytes) {
      this.name = "%s-%s.%s".formatted(name, hash(bytes), ending);
      this.type = type;
      this.bytes = bytes;
    }

    static Asset of(String name, String ending, String resource, String type) {
      return new Asset(name, ending, type, read(resource));
    }

    static Asset styled(String name, Style first, String resource) {
      var text = first.text() + new String(read(resource), UTF_8);
      return new Asset(name, "css", "text/css", text.getBytes(UTF_8));
    }

    private static String hash(byte[] bytes) {
      try {
        return HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, HASH_BYTES);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    private static byte[] read(String resource) {
      try (var in = Assets.class.getResourceAsStream(resource)) {
        if (in == null) {
          throw new IllegalStateException("no " + resource);
        }
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String address() {
      return Addresses.ASSETS + name;
    }
  }

  @GetMapping(Addresses.ASSETS + "{name}")
  void show(@PathVariable String name, HttpServletResponse response) throws IOException {
    var asset =
        ALL.stream()
            .filter(each -> each.name.equals(name))
            .findFirst()
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    AnswerHeaders.keepForEver(response);
    response.setContentType(asset.type + ";charset=UTF-8");
    response.setContentLength(asset.bytes.length);
    response.getOutputStream().write(asset.bytes);
  }
}
