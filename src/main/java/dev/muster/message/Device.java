package dev.muster.message;

import dev.muster.campaign.What.Platform;
import dev.muster.campaign.WhiteSpace;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A device that a message is for.
 *
 * @param type {@code android} or {@code ios}
 * @param token never empty
 */
record Device(String type, String token) {

  /** The devices that a profile names, each once; what is no text, or blank, is no token. */
  static Set<Device> of(Set<Platform> platforms, Map<String, @Nullable Object> profile) {
    var devices = new LinkedHashSet<Device>();
    for (var platform : platforms) {
      var value = profile.get(platform.attribute());
      var tokens = value instanceof List<?> several ? several : java.util.Arrays.asList(value);
      for (var token : tokens) {
        if (token instanceof String text && !WhiteSpace.only(text)) {
          devices.add(new Device(platform.deviceType(), text));
        }
      }
    }
    return devices;
  }
}
