package dev.muster.metric;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes gauges by OTLP over HTTP, again and again, and once more when it is closed. A receiver
 * that does not take them costs a warning, and at the end a few seconds; nothing else depends on
 * it.
 */
public final class OtlpPush implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OtlpPush.class);
  private static final MediaType PROTOBUF = MediaType.Companion.get("application/x-protobuf");

  /** From one push to the next. */
  private static final Duration EVERY = Duration.ofSeconds(60);

  /** How long one may take; at the end, whatever hangs is left behind. */
  private static final Duration AT_MOST = Duration.ofSeconds(4);

  private final OtlpUrl address;
  private final Supplier<List<Gauge>> gauges;
  private final Clock clock;
  private final OkHttpClient client;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicBoolean told = new AtomicBoolean();
  private final Thread thread;

  /** The latest of those that are not the last. */
  private volatile @Nullable Call underWay;

  private OtlpPush(OtlpUrl address, Supplier<List<Gauge>> gauges, Clock clock, Duration every) {
    this.address = address;
    this.gauges = gauges;
    this.clock = clock;
    this.client =
        new OkHttpClient.Builder()
            .callTimeout(AT_MOST)
            .followRedirects(false)
            .followSslRedirects(false)
            // A kept one may have been closed meanwhile, which would be found out by failing.
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .build();
    this.thread =
        Thread.ofPlatform().daemon().name("muster-metrics").unstarted(() -> pushing(every));
  }

  /**
   * Begins.
   *
   * @param gauges asked for each time; nothing is pushed while there are none
   * @param clock the real one
   */
  public static OtlpPush begin(OtlpUrl address, Supplier<List<Gauge>> gauges, Clock clock) {
    return begin(address, gauges, clock, EVERY);
  }

  static OtlpPush begin(
      OtlpUrl address, Supplier<List<Gauge>> gauges, Clock clock, Duration every) {
    var push = new OtlpPush(address, gauges, clock, every);
    push.thread.start();
    return push;
  }

  private void pushing(Duration every) {
    try {
      while (!closing.await(every.toNanos(), TimeUnit.NANOSECONDS)) {
        push(false);
      }
      push(true);
    } catch (InterruptedException e) {
      // Nobody does, but then it is over.
    }
  }

  private void push(boolean last) {
    try {
      var now = gauges.get();
      if (!now.isEmpty()) {
        post(OtlpBody.of(now, clock.instant()), last);
      }
    } catch (IOException | RuntimeException e) {
      // That of one which the end has cut off says nothing.
      if (last || closing.getCount() > 0) {
        warn(because(e));
      }
    }
  }

  private void post(byte[] body, boolean last) throws IOException {
    var request =
        new Request.Builder()
            .url(address.url())
            .post(RequestBody.Companion.create(body, PROTOBUF))
            .build();
    var call = client.newCall(request);
    if (!last) {
      underWay = call;
      if (closing.getCount() == 0) {
        return;
      }
    }
    try (var response = call.execute()) {
      if (!response.isSuccessful()) {
        warn(": it answers " + response.code());
      }
    }
  }

  /** An exception's words may quote the address. */
  private static String because(Exception e) {
    return ": " + e.getClass().getSimpleName();
  }

  private void warn(String why) {
    if (told.compareAndSet(false, true)) {
      log.warn("Metrics were not pushed to MUSTER_METRICS_OTLP_URL{}", why);
    }
  }

  /** Pushes a last time, within five seconds. */
  @Override
  public void close() {
    closing.countDown();
    // One that is under way has older numbers, and would make the last one late; the last one may
    // have begun already.
    var older = underWay;
    if (older != null) {
      older.cancel();
    }
    try {
      if (!thread.join(AT_MOST.plusMillis(500))) {
        warn(": no answer within %d s".formatted(AT_MOST.toSeconds()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
