package dev.muster.app;

import dev.muster.look.SendingTerms;
import dev.muster.message.WriteKeyFingerprint;
import dev.muster.run.Clocks;
import dev.muster.segmentapi.Endpoint;
import dev.muster.segmentapi.Envelope;
import dev.muster.segmentapi.HttpSegmentApi;
import dev.muster.segmentapi.JvmProxy;
import dev.muster.segmentapi.JvmStore;
import dev.muster.segmentapi.OAuth;
import dev.muster.segmentapi.SegmentApi;
import dev.muster.segmentapi.SendingSettings;
import dev.muster.segmentapi.WriteKey;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the settings say to reach the Segment API. */
public record SegmentAccess(
    Endpoint endpoint,
    Envelope envelope,
    @Nullable OAuth oauth,
    WriteKeyFingerprint fingerprint,
    SendingSettings settings) {
  private static final int LONGEST_NAME = 255;

  /** As long as all keys are. */
  private static final String ANY_KEY = "0".repeat(32);

  /**
   * Reads the settings.
   *
   * @throws Complaint when one is wrong, or the write key is missing
   */
  public static SegmentAccess of(Settings settings) {
    var key = key(settings);
    var endpoint = endpoint(settings);
    requireJvmSettings();
    return new SegmentAccess(
        endpoint,
        Envelope.of(key),
        oauth(settings, endpoint),
        key.fingerprint(),
        sending(settings.delivery()));
  }

  /**
   * Has the JVM's own settings of whom to trust, and of a proxy, be right.
   *
   * @throws Complaint when the store that they name cannot be opened, or a proxy is none
   */
  static void requireJvmSettings() {
    JvmStore.fault()
        .or(JvmProxy::fault)
        .ifPresent(fault -> {
          throw Complaint.needsRemedy(fault);
        });
  }

  /**
   * The address that messages go to.
   *
   * @throws Complaint when it is none
   */
  public static Endpoint endpoint(Settings settings) {
    return right(() -> Endpoint.of(settings.segment().api()));
  }

  /**
   * The write key. The sandbox takes any, so that a newcomer needs none.
   *
   * @throws Complaint when it is missing, or none
   */
  static WriteKey key(Settings settings) {
    var segment = settings.segment();
    return right(() ->
        WriteKey.of(
            segment.api().equals("sandbox") && segment.writeKey().isBlank()
                ? "any-key-for-the-sandbox"
                : segment.writeKey()));
  }

  /**
   * What settings make of messages, where none need be sent.
   *
   * @throws Complaint when one is wrong; a missing write key is none
   */
  public static SendingTerms terms(Settings settings) {
    var segment = settings.segment();
    var key =
        segment.api().equals("sandbox") || !segment.writeKey().isBlank() ? key(settings) : null;
    var sending = sending(settings.delivery());
    return new SendingTerms(
        Envelope.of(key == null ? WriteKey.of(ANY_KEY) : key),
        key == null ? null : key.fingerprint(),
        SendingSettings.mostMessagesInARequest(sending.eventsPerSecond()),
        sending.requestsPerSecond(),
        sending.eventsPerSecond());
  }

  /**
   * What a token is asked for with, or null when OAuth 2 is not set up.
   *
   * @throws Complaint when a part of it is missing or wrong
   */
  static @Nullable OAuth oauth(Settings settings, Endpoint endpoint) {
    var oauth = settings.segment().oauth();
    var clientId = oauth.clientId();
    if (clientId == null) {
      if (!(oauth.keyId() + oauth.privateKeyFile()).isBlank() || oauth.tokenUrl() != null) {
        throw Complaint.needsRemedy(
            "muster.segment.oauth: expected client-id beside the others, found none; set"
                + " MUSTER_SEGMENT_OAUTH_CLIENTID, or take the others away");
      }
      return null;
    }
    if (oauth.keyId().isBlank() || oauth.privateKeyFile().isBlank()) {
      throw Complaint.needsRemedy(
          "muster.segment.oauth: expected key-id and private-key-file beside client-id, found not both;"
              + " set MUSTER_SEGMENT_OAUTH_KEYID and MUSTER_SEGMENT_OAUTH_PRIVATEKEYFILE, or take"
              + " MUSTER_SEGMENT_OAUTH_CLIENTID away");
    }
    return right(() ->
        OAuth.of(
            clientId, oauth.keyId(), file(oauth.privateKeyFile()), oauth.tokenUrl(), endpoint));
  }

  /**
   * How patiently and how fast is sent.
   *
   * @throws Complaint when a setting is wrong
   */
  static SendingSettings sending(Settings.Delivery delivery) {
    return right(() ->
        new SendingSettings(
            delivery.requestsPerSecond(),
            delivery.eventsPerSecond(),
            delivery.maxAttempts(),
            delivery.backoffInitial(),
            delivery.backoffMax(),
            delivery.retryBudget(),
            delivery.gzip()));
  }

  private static <T> T right(Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException e) {
      throw Complaint.needsRemedy(String.valueOf(e.getMessage()));
    }
  }

  /** The key itself, by mistake, must not be repeated as the name of a file that is not there. */
  private static Path file(String name) {
    if (name.length() > LONGEST_NAME || name.contains("-----")) {
      throw new IllegalArgumentException(
          "muster.segment.oauth.private-key-file: expected the path of a file, found a text of "
              + name.length()
              + " characters that is none");
    }
    return Path.of(name);
  }

  /**
   * A connection for one execution: patience goes by the real clock, what messages say by the
   * program's.
   */
  public SegmentApi open(Clocks clocks) {
    return HttpSegmentApi.open(
        endpoint, envelope, oauth, settings, clocks.real(), clocks.program());
  }
}
