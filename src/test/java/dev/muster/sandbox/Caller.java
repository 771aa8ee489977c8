package dev.muster.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** A sender that knows nothing of Muster's client. */
final class Caller implements AutoCloseable {
  static final String KEY = "0123456789abcdef0123456789abcdef";
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Sandbox sandbox;

  Caller(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  HttpResponse<String> post(String body) throws Exception {
    return send(batchRequest(), bytes(body));
  }

  HttpResponse<String> postGzipped(String body) throws Exception {
    return postEncoded("gzip", gzip(body));
  }

  HttpResponse<String> postEncoded(String encoding, byte[] body) throws Exception {
    return send(batchRequest().header("Content-Encoding", encoding), body);
  }

  HttpResponse<String> postAs(String key, String body) throws Exception {
    return send(request("/v1/batch").header("Authorization", basic(key)), bytes(body));
  }

  HttpResponse<String> postBatch(String... events) throws Exception {
    return post(batch(events));
  }

  HttpResponse<String> control(String path, String body) throws Exception {
    return send(request("/__sandbox/" + path), bytes(body));
  }

  HttpResponse<String> get(String path) throws Exception {
    return call("GET", "/__sandbox/" + path, "");
  }

  HttpResponse<String> call(String method, String path, String body) throws Exception {
    return http.send(
        request(path).method(method, HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> send(HttpRequest.Builder request, byte[] body) throws Exception {
    return http.send(
        request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** A request to be sent with a batch, which has a key. */
  HttpRequest.Builder batchRequest() {
    return request("/v1/batch").header("Authorization", basic(KEY));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(sandbox.uri().toString().replace("/v1", "") + path))
        .timeout(Duration.ofSeconds(20));
  }

  static String basic(String key) {
    return "Basic " + Base64.getEncoder().encodeToString(bytes(key + ":"));
  }

  static String batch(String... events) {
    return "{\"batch\":[" + String.join(",", events) + "],\"writeKey\":\"" + KEY + "\"}";
  }

  static String track(String id) {
    return "{\"type\":\"track\",\"event\":\"Offer\",\"userId\":\"u\",\"messageId\":\"" + id + "\"}";
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(bytes(text));
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    http.close();
  }
}
