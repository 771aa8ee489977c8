package dev.muster.segmentapi;

import dev.muster.message.Batch;
import java.time.Clock;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The Segment API over HTTP. */
public final class HttpSegmentApi implements SegmentApi {
  private final Delivery.Tools tools;

  HttpSegmentApi(
      Endpoint endpoint,
      Envelope envelope,
      @Nullable OAuth oauth,
      SendingSettings settings,
      Clock clock,
      Clock told,
      Waiting waiting,
      DoubleSupplier chance,
      UnaryOperator<OkHttpClient.Builder> network) {
    var connections = new Connections(waiting, network);
    var admission = new Admission(new TokenPace(settings, waiting), waiting);
    tools =
        new Delivery.Tools(
            envelope,
            clock,
            told,
            waiting,
            chance,
            oauth == null
                ? Authorization.basic(envelope.key())
                : new TokenAuthorization(
                    new TokenServer(oauth, clock, connections),
                    clock,
                    waiting,
                    () -> admission.halted() != null),
            new Wire(endpoint, connections),
            admission,
            new Judge(settings, endpoint, oauth),
            new FirstAnswer(),
            new Receiver(settings.gzip()));
  }

  /**
   * One for an execution of a run, which proves with the write key who sends.
   *
   * @param envelope with the write key, and what batches were packed for
   * @param clock the real one: {@code sentAt} tells the Segment API by how much our clock is wrong
   */
  public static SegmentApi open(
      Endpoint endpoint, Envelope envelope, SendingSettings settings, Clock clock) {
    return open(endpoint, envelope, null, settings, clock, clock);
  }

  /**
   * One for an execution of a run.
   *
   * @param envelope with the write key, and what batches were packed for
   * @param oauth what proves who sends, or null for the write key
   * @param clock the real one: {@code sentAt} tells the Segment API by how much our clock is wrong
   * @param told the program's, by which it is told when something was sent and accepted
   */
  public static SegmentApi open(
      Endpoint endpoint,
      Envelope envelope,
      @Nullable OAuth oauth,
      SendingSettings settings,
      Clock clock,
      Clock told) {
    var random = new Random();
    return new HttpSegmentApi(
        endpoint,
        envelope,
        oauth,
        settings,
        clock,
        told,
        Waiting.real(),
        random::nextDouble,
        UnaryOperator.identity());
  }

  @Override
  public Sending send(Batch batch, Supplier<Leave> leave) throws InterruptedException {
    var bytes = tools.envelope().bodyBytes(batch.messages());
    if (bytes > Batch.BODY_BYTES) {
      throw new IllegalArgumentException(
          "a body has " + Batch.BODY_BYTES + " bytes at most, this batch makes one of " + bytes);
    }
    return new Delivery(batch, tools, leave).run();
  }

  @Override
  public void trust() {
    tools.receiver().trust();
  }

  @Override
  public void stop() {
    tools.admission().halt(Halt.Stopped.SENDING);
  }

  @Override
  public void close() {
    tools.wire().close();
  }
}
