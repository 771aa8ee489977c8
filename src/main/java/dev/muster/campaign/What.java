package dev.muster.campaign;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user gets.
 *
 * @param track the event of a track call, or null for none
 * @param identify whether an identify call is sent (first, if both are)
 * @param attributes the profile attributes that go along, each once
 * @param tokens the devices whose tokens get a message each; empty: no device
 * @param properties a tree of maps, lists, text (Liquid templates), {@link BigDecimal} that {@link
 *     #takes} allows, booleans and nulls
 * @param userId the attribute that holds the receiver's user id
 * @param anonymousId the attribute that holds the receiver's anonymous id
 * @param integrations passed on as it is: a tree like {@code properties}, without templates
 */
public record What(
    @Nullable String track,
    boolean identify,
    List<String> attributes,
    Set<Platform> tokens,
    Map<String, @Nullable Object> properties,
    String userId,
    String anonymousId,
    Map<String, @Nullable Object> integrations) {
  /**
   * The most digits of a number that is sent, before its point and after it. Beyond, the receivers'
   * floating-point numbers become infinite or zero.
   */
  public static final int MOST_DIGITS = 308;

  /** The properties that Muster adds to track calls, so that no campaign has them of its own. */
  public static final List<String> OWN_PROPERTIES =
      List.of("campaign_id", "campaign_name", "run", "is_test");

  public What {
    if (track != null && track.isEmpty()) {
      throw new IllegalArgumentException("an event has a name, found empty text");
    }
    attributes = List.copyOf(new LinkedHashSet<>(attributes));
    tokens = java.util.Collections.unmodifiableSet(new java.util.TreeSet<>(tokens));
    properties = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(properties));
    integrations =
        java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(integrations));
  }

  /** Whether a number has no more than {@link #MOST_DIGITS}. */
  public static boolean takes(BigDecimal number) {
    long beforePoint = (long) number.precision() - number.scale();
    return Math.max(beforePoint, number.scale()) <= MOST_DIGITS;
  }

  /** A kind of device, with the attribute that holds its tokens. */
  public enum Platform {
    GCM("gcm_token", "android"),
    APNS("apns_token", "ios");

    private final String attribute;
    private final String deviceType;

    Platform(String attribute, String deviceType) {
      this.attribute = attribute;
      this.deviceType = deviceType;
    }

    /** The profile attribute with the tokens: text or a list of it. */
    public String attribute() {
      return attribute;
    }

    /** What the Segment API calls it in {@code context.device.type}. */
    public String deviceType() {
      return deviceType;
    }
  }
}
