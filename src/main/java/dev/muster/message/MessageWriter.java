package dev.muster.message;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.Recipient;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/** Writes messages as JSON. Not safe for use by several threads at once. */
final class MessageWriter {
  /**
   * As many traits, or properties, are too many: Unify drops identify calls with 300 traits, other
   * messages with more than 300 of either. Muster takes the stricter one for both.
   */
  static final int TOO_MANY = 300;

  static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
  private final @Nullable String event;
  private final Map<SerializedString, Property> properties;
  private final List<SerializedString> attributes;
  private final SerializedString campaign;
  private final @Nullable SerializedString integrations;
  private final boolean test;
  private Instant lastInstant = Instant.EPOCH;
  private String lastTimestamp = MILLISECONDS.format(Instant.EPOCH);

  /**
   * @param properties those of track, Muster's own included
   * @param test whether identify says that it is a test; of track, a property does
   */
  MessageWriter(Campaign campaign, Map<SerializedString, Property> properties, boolean test) {
    var what = campaign.what();
    event = what.track();
    this.properties = properties;
    this.test = test;
    attributes = what.attributes().stream().map(SerializedString::new).toList();
    this.campaign = new SerializedString(JsonValues.textOf(Map.of("name", campaign.name())));
    integrations =
        what.integrations().isEmpty()
            ? null
            : new SerializedString(JsonValues.textOf(what.integrations()));
  }

  /**
   * Writes one message.
   *
   * @param profile what the attributes are taken from
   * @param variables what templates see
   * @throws Unfit when it would be dropped or refused
   */
  Message write(
      Call call,
      @Nullable String id,
      Addressee to,
      @Nullable Device device,
      Map<String, @Nullable Object> profile,
      Map<String, Object> variables) {
    bytes.reset();
    try (var json = JsonValues.generator(bytes)) {
      json.writeStartObject();
      json.writeStringProperty("type", call.type());
      json.writeStringProperty("messageId", id);
      switch (to.recipient()) {
        case Recipient.User(var value) -> json.writeStringProperty("userId", value);
        case Recipient.Anonymous(var value) -> json.writeStringProperty("anonymousId", value);
      }
      json.writeStringProperty("timestamp", timestamp(to.dueAt()));
      json.writeStringProperty("channel", "server");
      switch (call) {
        case IDENTIFY -> writeTraits(json, profile);
        case TRACK -> {
          json.writeStringProperty("event", event);
          writeProperties(json, variables);
        }
      }
      writeContext(json, call, device, profile);
      if (integrations != null) {
        json.writeName("integrations");
        json.writeRawValue(integrations);
      }
      json.writeEndObject();
    }
    return new Message(id, Legal.checked(call, bytes.toByteArray()));
  }

  private void writeProperties(JsonGenerator json, Map<String, Object> variables) {
    json.writeName("properties");
    json.writeStartObject();
    int count = 0;
    for (var property : properties.entrySet()) {
      if (property.getValue().write(json, property.getKey(), variables)) {
        count++;
      }
    }
    refuseTooMany(count, "properties");
    json.writeEndObject();
  }

  private void writeTraits(JsonGenerator json, Map<String, @Nullable Object> profile) {
    json.writeName("traits");
    json.writeStartObject();
    int count = 0;
    for (var attribute : attributes) {
      var value = profile.get(attribute.getValue());
      if (value != null) {
        json.writeName(attribute);
        JsonValues.write(json, value);
        count++;
      }
    }
    refuseTooMany(count, "traits");
    json.writeEndObject();
  }

  private void writeContext(
      JsonGenerator json,
      Call call,
      @Nullable Device device,
      Map<String, @Nullable Object> profile) {
    json.writeName("context");
    json.writeStartObject();
    json.writeName("campaign");
    json.writeRawValue(campaign);
    if (test && call == Call.IDENTIFY) {
      json.writeBooleanProperty("is_test", true);
    }
    if (call == Call.TRACK && !attributes.isEmpty()) {
      writeTraits(json, profile);
    }
    if (device != null) {
      json.writeName("device");
      json.writeStartObject();
      json.writeStringProperty("type", device.type());
      json.writeStringProperty("token", device.token());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /** Most users of a run are due at the same instant. */
  private String timestamp(Instant instant) {
    if (!instant.equals(lastInstant)) {
      lastInstant = instant;
      lastTimestamp = MILLISECONDS.format(instant);
    }
    return lastTimestamp;
  }

  private static void refuseTooMany(int count, String things) {
    if (count >= TOO_MANY) {
      throw new Unfit(
          "too_many_properties",
          "%d %s, fewer than %d are possible".formatted(count, things, TOO_MANY));
    }
  }
}
