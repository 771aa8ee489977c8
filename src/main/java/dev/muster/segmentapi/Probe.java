package dev.muster.segmentapi;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import okhttp3.Handshake;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What can be known of a receiver without sending it a message. */
public final class Probe implements AutoCloseable {
  /** Where Segment tells the settings of a source, whatever its region. */
  private static final HttpUrl SEGMENTS_CDN = HttpUrl.get("https://cdn.segment.com");

  private static final int SETTINGS_BYTES = 4 << 20;
  private static final int PAGE_BYTES = 4_096;
  private static final int NOT_FOUND = 404;
  private static final String POST = "POST";
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Endpoint endpoint;
  private final Clock clock;
  private final @Nullable HttpUrl settings;
  private final Connections connections;

  private Probe(
      Endpoint endpoint,
      Clock clock,
      @Nullable HttpUrl settings,
      UnaryOperator<OkHttpClient.Builder> network) {
    this.endpoint = endpoint;
    this.clock = clock;
    this.settings = settings;
    this.connections = new Connections(Waiting.real(), network);
  }

  /**
   * A probe for this receiver.
   *
   * @param clock the real one
   */
  public static Probe of(Endpoint endpoint, Clock clock) {
    return of(endpoint, clock, SEGMENTS_CDN, UnaryOperator.identity());
  }

  /**
   * The same in another network.
   *
   * @param cdn what stands for Segment's own
   */
  static Probe of(
      Endpoint endpoint, Clock clock, HttpUrl cdn, UnaryOperator<OkHttpClient.Builder> network) {
    var settings = endpoint.isSegments() ? cdn : endpoint.isLoopback() ? root(endpoint) : null;
    return new Probe(endpoint, clock, settings, network);
  }

  /** Asks the receiver for what it only takes, messages, without any credentials. */
  public Reach reach() {
    try (var response = get(HttpUrl.get(endpoint.batch().toString()))) {
      return new Reach.Reached(
          response.code(),
          Page.is(Wire.beginning(response, PAGE_BYTES)),
          takesPosts(response),
          Wire.elsewhere(response),
          tls(response.handshake()),
          ahead(response));
    } catch (SSLException e) {
      return new Reach.Insecure(Wire.what(e), Trust.remedy(e));
    } catch (IOException e) {
      var none = Wire.noAnswer(endpoint.toString(), e);
      if (none instanceof Answer.ProxyMissed(_, var what)) {
        return new Reach.Barred(what, Reach.REMEDY_OF_MISSED_PROXIES);
      }
      return none instanceof Answer.ProxyRefuses(_, var what, var remedy)
          ? new Reach.Barred(what, remedy)
          : new Reach.NotReached(Wire.what(e));
    }
  }

  private static boolean takesPosts(Response response) {
    var allowed = response.header("Allow");
    return allowed == null || allowed.contains(POST);
  }

  /**
   * Asks for the settings of the key's source, as Segment's own libraries do when they start. A
   * receiver on this machine is asked itself, but only a sandbox is believed that it knows no such
   * key; another receiver is not asked, and not shown the key.
   */
  public KeyState key(WriteKey key) {
    if (settings == null) {
      return new KeyState.Untold("the receiver is not Segment's own, and only Segment tells");
    }
    var url =
        settings
            .newBuilder()
            .addPathSegments("v1/projects")
            .addPathSegment(key.value())
            .addPathSegment("settings")
            .build();
    try (var response = get(url)) {
      if (response.isSuccessful()) {
        var body = response.peekBody(SETTINGS_BYTES).string();
        return Page.is(body) ? new KeyState.SomebodyElse(settings.host()) : known(body);
      }
      if (response.code() == NOT_FOUND) {
        return endpoint.isSegments() || isSandbox()
            ? new KeyState.Unknown(settings.host())
            : new KeyState.Untold(
                "the receiver on this machine is no sandbox, and only Segment tells");
      }
      return Page.is(Wire.beginning(response, PAGE_BYTES))
          ? new KeyState.SomebodyElse(settings.host())
          : new KeyState.Untold(settings.host() + " answered " + response.code());
    } catch (IOException e) {
      var none = Wire.noAnswer(settings.toString(), e);
      return new KeyState.Untold(
          "no answer from %s (%s)"
              .formatted(
                  settings.host(),
                  none instanceof Answer.ProxyMissed(_, var what) ? what : Wire.what(e)));
    }
  }

  /**
   * Asks for a token, as a run would.
   *
   * @param key what must not stand in the answer
   */
  public TokenState token(OAuth oauth, WriteKey key) throws InterruptedException {
    return switch (new TokenServer(oauth, clock, connections).fetch()) {
      case TokenServer.Token _ -> new TokenState.Given();
      case TokenServer.NoToken(Answer answer) -> {
        var what = oauth.tokenUrl() + ": " + Reason.of(answer, List.of(), key);
        yield TokenServer.mayRecover(answer)
            ? new TokenState.NotNow(what)
            : new TokenState.NotGiven(what, TokenServer.remedy(answer));
      }
    };
  }

  private boolean isSandbox() throws IOException {
    try (Response stats =
        get(root(endpoint).newBuilder().addPathSegments("__sandbox/stats").build())) {
      return stats.isSuccessful();
    }
  }

  private Response get(HttpUrl url) throws IOException {
    return connections
        .client()
        .newCall(new Request.Builder().url(url).header("User-Agent", Wire.USER_AGENT).build())
        .execute();
  }

  private static HttpUrl root(Endpoint endpoint) {
    return HttpUrl.get(endpoint.batch().resolve("/").toString());
  }

  private static Reach.@Nullable Tls tls(@Nullable Handshake handshake) {
    return handshake != null
            && !handshake.peerCertificates().isEmpty()
            && handshake.peerCertificates().getFirst() instanceof X509Certificate certificate
        ? new Reach.Tls(handshake.tlsVersion().javaName(), certificate.getNotAfter().toInstant())
        : null;
  }

  private @Nullable Duration ahead(Response response) {
    var date = response.headers().getDate("Date");
    return date == null ? null : Duration.between(date.toInstant(), clock.instant());
  }

  /** Segment's libraries read it there: {@code integrations["Segment.io"].apiHost}. */
  private KeyState known(String settings) {
    try {
      var json = MAPPER.readTree(settings);
      if (json.path("integrations").isObject()) {
        return new KeyState.Known(
            json.path("integrations").path("Segment.io").path("apiHost").asString(null));
      }
    } catch (JacksonException e) {
      // No settings: said below.
    }
    return new KeyState.Untold("the answer has no settings in it, a proxy may have given it");
  }

  @Override
  public void close() {
    connections.close();
  }
}
