package dev.muster.segmentapi;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * Connections that are kept alive, but not for ever: after half a minute, and after several
 * failures in a row, new ones are opened, for which the host's name is looked up again (the JVM
 * remembers that for half a minute more). Receivers behind a load balancer move.
 */
final class Connections implements AutoCloseable {
  /** Where an answer's {@code Retry-After} stands. */
  static final String RETRY_AFTER = "Muster-Retry-After";

  private static final long LIFE = Duration.ofSeconds(30).toNanos();
  private static final int FAILURES = 3;
  private static final int KEPT = 64;
  private static final Duration IDLE = Duration.ofSeconds(30);
  private final Waiting waiting;
  private OkHttpClient client;
  private long openedAt;
  private int failures;

  /**
   * None is open yet.
   *
   * @param network where a test puts its own names and certificates
   */
  Connections(Waiting waiting, UnaryOperator<OkHttpClient.Builder> network) {
    this.waiting = waiting;
    this.client =
        network
            .apply(showing(new OkHttpClient.Builder()))
            .socketFactory(new NoDelaySockets())
            .connectionPool(pool())
            .connectTimeout(Duration.ofSeconds(5))
            .readTimeout(Duration.ofSeconds(15))
            .writeTimeout(Duration.ofSeconds(15))
            .callTimeout(Duration.ofSeconds(60))
            .followRedirects(false)
            .followSslRedirects(false)
            .addNetworkInterceptor(Connections::keepRetryAfter)
            // Every attempt is counted, paced and answered for by us.
            .retryOnConnectionFailure(false)
            .build();
    this.openedAt = waiting.nanos();
  }

  /** With the JVM's own key, where it is told of one: OkHttp shows none by itself. */
  private static OkHttpClient.Builder showing(OkHttpClient.Builder builder) {
    if (!JvmStore.KEY.isNamed()) {
      return builder;
    }
    try {
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init((KeyStore) null);
      return builder.sslSocketFactory(
          SSLContext.getDefault().getSocketFactory(),
          (X509TrustManager) trust.getTrustManagers()[0]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JVM's own TLS cannot be set up", e);
    }
  }

  /** What to send the next request with. */
  synchronized OkHttpClient client() {
    if (waiting.nanos() - openedAt >= LIFE) {
      renew();
    }
    return client;
  }

  /** Notes whether an attempt was answered without a failure of the receiver. */
  synchronized void answered(boolean well) {
    failures = well ? 0 : failures + 1;
    if (failures >= FAILURES) {
      renew();
    }
  }

  /**
   * OkHttp reads {@code Retry-After} of a 503 itself, sends again when it is 0, and fails when it
   * is beyond an int: it is put where only we look.
   */
  private static Response keepRetryAfter(Interceptor.Chain chain) throws IOException {
    var response = chain.proceed(chain.request());
    var retryAfter = response.header("Retry-After");
    return retryAfter == null
        ? response
        : response.newBuilder().removeHeader("Retry-After").header(RETRY_AFTER, retryAfter).build();
  }

  private void renew() {
    var old = client.connectionPool();
    client = client.newBuilder().connectionPool(pool()).build();
    // Those in use end when they have been idle for a while.
    old.evictAll();
    openedAt = waiting.nanos();
    failures = 0;
  }

  private static ConnectionPool pool() {
    return new ConnectionPool(KEPT, IDLE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void close() {
    client.connectionPool().evictAll();
  }
}
