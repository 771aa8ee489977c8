package dev.muster.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A browser, as far as the page is concerned: a socket and a cookie. It follows nothing by itself.
 */
final class Visitor {
  private static final Pattern COOKIE = Pattern.compile("muster=([^;]*)");
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final int port;
  private @Nullable String cookie;

  Visitor(int port) {
    this.port = port;
  }

  /**
   * An answer.
   *
   * @param headers their lines
   */
  record Answer(int status, List<String> headers, String body) {
    /** The value of a header, or null. */
    @Nullable String header(String name) {
      return headers.stream()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse(null);
    }

    String csrf() {
      var found = CSRF.matcher(body);
      assertThat(found.find()).as("a form in %s", body).isTrue();
      return found.group(1);
    }
  }

  int port() {
    return port;
  }

  @Nullable String cookie() {
    return cookie;
  }

  Answer get(String address) throws IOException {
    return ask("GET", address, Map.of(), "");
  }

  Answer ask(String method, String address, Map<String, String> headers, String body)
      throws IOException {
    var all = new LinkedHashMap<String, String>();
    all.put("Host", "127.0.0.1:" + port);
    if (cookie != null) {
      all.put("Cookie", "muster=" + cookie);
    }
    if (!body.isEmpty() || method.equals("POST")) {
      all.put("Content-Type", "application/x-www-form-urlencoded");
      all.put("Content-Length", Integer.toString(body.getBytes(UTF_8).length));
    }
    all.putAll(headers);
    all.put("Connection", "close");
    var lines =
        all.entrySet().stream()
            .filter(header -> !header.getValue().isEmpty())
            .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
            .collect(Collectors.joining());
    return send("%s %s HTTP/1.1\r\n%s\r\n%s".formatted(method, address, lines, body));
  }

  /** Sends what may be no request at all. */
  Answer send(String request) throws IOException {
    var said = said(request);
    var end = said.indexOf("\r\n\r\n");
    assertThat(end).as("an answer to %s: %s", request, said).isPositive();
    var lines = said.substring(0, end).lines().toList();
    var answer =
        new Answer(
            Integer.parseInt(lines.getFirst().substring(9, 12)),
            lines.subList(1, lines.size()),
            said.substring(end + 4));
    var given = COOKIE.matcher(String.valueOf(answer.header("Set-Cookie")));
    if (given.lookingAt()) {
      cookie = given.group(1);
    }
    return answer;
  }

  private String said(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      try {
        socket.getOutputStream().write(request.getBytes(UTF_8));
        socket.getOutputStream().flush();
      } catch (SocketException e) {
        // It has answered before it was told all.
      }
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  /** Sends a form, with what protects it. */
  Answer post(String address, Map<String, String> fields, String csrf) throws IOException {
    var all = new LinkedHashMap<>(fields);
    all.put("_csrf", csrf);
    return ask("POST", address, Map.of(), form(all));
  }

  static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** Tries a password. */
  Answer tryPassword(String name, String password) throws IOException {
    return post("/login", Map.of("username", name, "password", password), get("/login").csrf());
  }

  void logIn(String name, String password) throws IOException {
    assertThat(tryPassword(name, password).header("Location")).isEqualTo("/");
  }
}
