package dev.muster.cli;

import dev.muster.message.WriteKeyFingerprint;
import dev.muster.segmentapi.Endpoint;
import dev.muster.segmentapi.Envelope;
import dev.muster.segmentapi.HttpSegmentApi;
import dev.muster.segmentapi.OAuth;
import dev.muster.segmentapi.SegmentApi;
import dev.muster.segmentapi.SendingSettings;
import dev.muster.segmentapi.WriteKey;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** How the settings say to reach the Segment API. */
record SegmentAccess(
    Endpoint endpoint,
    Envelope envelope,
    @Nullable OAuth oauth,
    WriteKeyFingerprint fingerprint,
    SendingSettings settings) {

  /**
   * Reads the settings.
   *
   * @throws Complaint when one is wrong, or the write key is missing
   */
  static SegmentAccess of(Settings settings) {
    try {
      var key = key(settings.segment());
      var endpoint = Endpoint.of(settings.segment().api());
      return new SegmentAccess(
          endpoint,
          Envelope.of(key),
          oauth(settings.segment().oauth(), endpoint),
          key.fingerprint(),
          sending(settings.delivery()));
    } catch (IllegalArgumentException e) {
      throw new Complaint(ExitCode.WRONG, String.valueOf(e.getMessage()));
    }
  }

  /** The sandbox takes any key, so that a newcomer needs none. */
  private static WriteKey key(Settings.Segment segment) {
    return WriteKey.of(
        segment.api().equals("sandbox") && segment.writeKey().isBlank()
            ? "any-key-for-the-sandbox"
            : segment.writeKey());
  }

  private static @Nullable OAuth oauth(Settings.Oauth oauth, Endpoint endpoint) {
    return oauth.clientId() == null
        ? null
        : OAuth.of(
            oauth.clientId(),
            oauth.keyId(),
            Path.of(oauth.privateKeyFile()),
            oauth.tokenUrl(),
            endpoint);
  }

  private static SendingSettings sending(Settings.Delivery delivery) {
    return new SendingSettings(
        delivery.requestsPerSecond(),
        delivery.eventsPerSecond(),
        delivery.maxAttempts(),
        delivery.backoffInitial(),
        delivery.backoffMax(),
        delivery.retryBudget(),
        delivery.gzip());
  }

  /** A connection for one execution. */
  SegmentApi open() {
    return HttpSegmentApi.open(endpoint, envelope, oauth, settings, Clock.systemUTC());
  }
}
