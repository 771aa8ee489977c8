package dev.muster.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code muster sandbox} as a process of its own, so that its whole CPU time is the sandbox's. */
final class TimedSandbox implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("http://\\S+/v1");
  private final Process process;
  private final URI uri;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  TimedSandbox(String... options) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.muster.cli.Muster",
                "sandbox",
                "--port",
                "0",
                "--every",
                "3600"));
    command.addAll(List.of(options));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    // Not closed: the sandbox has more to say, when it ends.
    var greeting = new BufferedReader(process.inputReader(UTF_8)).readLine();
    var matcher = ADDRESS.matcher(String.valueOf(greeting));
    assertThat(matcher.find()).as(greeting).isTrue();
    uri = URI.create(matcher.group());
  }

  /** Sends these bodies, one after the other; comes back with the CPU seconds that it took. */
  double take(List<byte[]> bodies) throws Exception {
    var begin = cpuSeconds();
    for (var body : bodies) {
      var request =
          HttpRequest.newBuilder(uri.resolve("/v1/batch"))
              .header("Content-Encoding", "gzip")
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .build();
      assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
    return cpuSeconds() - begin;
  }

  JsonNode stats() throws Exception {
    var request = HttpRequest.newBuilder(uri.resolve("/__sandbox/stats")).build();
    return new JsonMapper()
        .readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private double cpuSeconds() {
    return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
  }

  @Override
  public void close() {
    http.close();
    process.destroy();
    process.onExit().join();
  }
}
