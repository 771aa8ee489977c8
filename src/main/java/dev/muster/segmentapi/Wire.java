package dev.muster.segmentapi;

import dev.muster.segmentapi.Answer.Answered;
import dev.muster.segmentapi.Answer.NoAnswer;
import dev.muster.segmentapi.Answer.Untrusted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** One attempt over HTTP. */
final class Wire implements AutoCloseable {
  /** How Muster names itself to servers. */
  static final String USER_AGENT = "muster";

  /** OkHttp's words for it. No bare number is one of them: addresses have numbers, too. */
  private static final Pattern PROXYS_REFUSAL =
      Pattern.compile("HTTP_PROXY_AUTH|authenticate with proxy|for CONNECT: 4\\d\\d");

  private static final int BODY_BYTES = 4_096;
  private static final int BODY_SECONDS = 3;
  private final HttpUrl url;
  private final Connections connections;

  Wire(Endpoint endpoint, Connections connections) {
    this.url = HttpUrl.get(endpoint.batch().toString());
    this.connections = connections;
  }

  /**
   * Posts a body.
   *
   * @param repeats how often this body was sent before
   * @param first whether nothing was accepted yet, and an acceptance is to be looked at
   */
  Answer post(BatchBody body, Authorization.Granted granted, int repeats, boolean first)
      throws InterruptedException {
    var request =
        new Request.Builder()
            .url(url)
            .header("Authorization", granted.header())
            .header("User-Agent", USER_AGENT)
            .post(body);
    if (body.gzipped()) {
      request.header("Content-Encoding", "gzip");
    }
    if (repeats > 0) {
      request.header("X-Retry-Count", Integer.toString(repeats));
    }
    Answer answer;
    try (var response = connections.client().newCall(request.build()).execute()) {
      var unread = response.isSuccessful() && !first;
      var elsewhere = elsewhere(response);
      var said = elsewhere == null ? beginning(response, BODY_BYTES) : "to " + elsewhere;
      answer = answered(response, unread ? "" : granted.hiddenIn(said));
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while a request was under way");
      }
      answer = noAnswer(url.toString(), e);
    } catch (IllegalArgumentException e) {
      // What OkHttp makes of some headers that are none, such as a negative length.
      answer = new NoAnswer(what(e));
    }
    connections.answered(answer instanceof Answered answered && answered.status() / 100 != 5);
    return answer;
  }

  static Answered answered(Response response, String body) {
    var date = response.headers().getDate("Date");
    return new Answered(
        response.code(),
        response.header(Connections.RETRY_AFTER),
        response.header("X-RateLimit-Reset"),
        date == null ? null : date.toInstant(),
        login(response),
        body);
  }

  private static @Nullable String login(Response response) {
    return response.challenges().stream()
        .filter(challenge -> !challenge.scheme().equalsIgnoreCase("Bearer"))
        .map(challenge ->
            challenge.scheme()
                + (challenge.realm() == null ? "" : ", realm '" + challenge.realm() + "'"))
        .findFirst()
        .orElse(null);
  }

  /** Whom a redirect says to ask, without path and parameters; null where the answer is none. */
  static @Nullable String elsewhere(Response response) {
    var location = response.header("Location");
    if (response.code() / 100 != 3 || location == null) {
      return null;
    }
    var place = response.request().url().resolve(location);
    return place == null
        ? null
        : place
            .newBuilder()
            .username("")
            .password("")
            .encodedPath("/")
            .query(null)
            .fragment(null)
            .toString();
  }

  /** The first bytes of the body, at most so many, as far as they come within a few seconds. */
  static String beginning(Response response, int bytes) {
    var source = response.body().source();
    var read = new Buffer();
    source.timeout().deadline(BODY_SECONDS, TimeUnit.SECONDS);
    try {
      while (read.size() < bytes && source.read(read, bytes - read.size()) >= 0) {
        // all that is wanted is in the buffer
      }
    } catch (IOException e) {
      // What came until then is enough: the status has been said.
    } finally {
      source.timeout().clearDeadline();
    }
    return read.readString(StandardCharsets.UTF_8);
  }

  /**
   * What a connection that failed comes to. OkHttp tells of a proxy that refuses as of one that is
   * gone, and of that as of the receiver.
   */
  static Answer noAnswer(String address, IOException e) {
    var said = String.valueOf(e.getMessage());
    if (PROXYS_REFUSAL.matcher(said).find()) {
      // Where there is no proxy, whoever is at the address itself takes us for one's.
      var remedy =
          said.contains("not using proxy") ? Reach.REMEDY_OF_OTHERS : Reach.REMEDY_OF_PROXIES;
      return new Answer.ProxyRefuses(address, what(e), remedy);
    }
    if (Trust.isLacking(e)) {
      return new Untrusted(address, what(e), Trust.remedy(e));
    }
    return JvmProxy.missed(address, e)
        .<Answer>map(proxy ->
            new Answer.ProxyMissed(
                address, "the proxy %s is not reached: %s".formatted(proxy, what(e))))
        .orElseGet(() -> new NoAnswer(what(e)));
  }

  /** In one line, whatever the other side has put into its certificate. */
  static String what(Exception e) {
    var message = Reason.oneLine(Objects.requireNonNullElse(e.getMessage(), ""));
    return e.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message);
  }

  @Override
  public void close() {
    connections.close();
  }
}
