package dev.muster.alert;

import dev.muster.store.AlertChannel;
import dev.muster.store.OpenAlert;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Alerts as JSON that is posted to a URL. */
public final class Webhook implements Messenger {
  private static final MediaType JSON = MediaType.Companion.get("application/json");

  private final WebhookUrl address;
  private final OkHttpClient client;
  private final TimeLimit limit;

  /**
   * Posts there.
   *
   * @param atMost how long one post may take
   */
  public Webhook(WebhookUrl address, Duration atMost) {
    this.address = address;
    this.limit = new TimeLimit(atMost);
    this.client =
        new OkHttpClient.Builder()
            .callTimeout(atMost)
            .connectTimeout(atMost)
            .readTimeout(atMost)
            .writeTimeout(atMost)
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            // A kept one may have been closed meanwhile, which would be found out by failing.
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .addNetworkInterceptor(Webhook::askOnce)
            .build();
  }

  /** OkHttp sends again by itself when a 503 says so. */
  private static Response askOnce(Interceptor.Chain chain) throws IOException {
    return chain.proceed(chain.request()).newBuilder().removeHeader("Retry-After").build();
  }

  @Override
  public AlertChannel channel() {
    return AlertChannel.WEBHOOK;
  }

  @Override
  public void send(OpenAlert alert) throws Unsent, InterruptedException {
    var body = alert.message().webhook().getBytes(StandardCharsets.UTF_8);
    var request =
        new Request.Builder()
            .url(address.url())
            .header("Idempotency-Key", alert.key())
            .post(RequestBody.Companion.create(body, JSON))
            .build();
    limit.keep(() -> {
      try (var response = client.newCall(request).execute()) {
        if (!response.isSuccessful()) {
          throw new Unsent(fault(response.code()), "it answers %d".formatted(response.code()));
        }
      }
    });
  }

  /** What is not taken for what it says or for its size. */
  private static Unsent.Fault fault(int status) {
    return switch (status) {
      case 400, 413, 422 -> Unsent.Fault.OF_THIS_ALERT;
      default -> Unsent.Fault.OF_THE_CHANNEL;
    };
  }

  /** Any answer will do: a webhook takes posts, and is asked for something else. */
  @Override
  public Optional<String> greet() throws InterruptedException {
    var request = new Request.Builder().url(address.url()).method("OPTIONS", null).build();
    try {
      limit.keep(() -> client.newCall(request).execute().close());
      return Optional.empty();
    } catch (Unsent e) {
      return Optional.of(e.why());
    }
  }
}
