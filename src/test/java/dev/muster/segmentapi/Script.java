package dev.muster.segmentapi;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/**
 * Answers in order, the last one for ever, and notes the requests: {@code 503 Retry-After=2, io,
 * 200}. {@code date+7} is the HTTP date 7 seconds after the start of the request.
 */
final class Script extends Dispatcher {
  /**
   * A request as it came.
   *
   * @param second since the start
   */
  record Seen(double second, String retryCount, String encoding, String body) {}

  private final List<String> answers;
  private final VirtualTime time;
  private final List<Seen> seen = new ArrayList<>();

  Script(String answers, VirtualTime time) {
    this.answers = List.of(answers.split(",\\s*"));
    this.time = time;
  }

  @Override
  public synchronized MockResponse dispatch(RecordedRequest request) {
    var encoding = request.getHeaders().get("Content-Encoding");
    var retryCount = request.getHeaders().get("X-Retry-Count");
    seen.add(
        new Seen(
            time.nanos() / 1e9,
            retryCount == null ? "-" : retryCount,
            encoding == null ? "identity" : encoding,
            Objects.requireNonNull(request.getBody()).utf8()));
    var answer = answers.get(Math.min(seen.size(), answers.size()) - 1).strip().split(" ", -1);
    if (answer[0].equals("io")) {
      return new MockResponse.Builder()
          .onResponseStart(new SocketEffect.CloseSocket(true, true, true))
          .build();
    }
    var status = Integer.parseInt(answer[0]);
    var response = new MockResponse.Builder().code(status).body(status == 204 ? "" : "said");
    for (var i = 1; i < answer.length; i++) {
      var header = answer[i].split("=", 2);
      response.addHeader(header[0], value(header[1]));
    }
    return response.build();
  }

  synchronized List<Seen> seen() {
    return List.copyOf(seen);
  }

  private String value(String text) {
    if (!text.startsWith("date")) {
      return text;
    }
    var then = time.instant().plusSeconds(Long.parseLong(text.substring("date".length())));
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(then.atOffset(ZoneOffset.UTC));
  }
}
