package dev.muster.app;

import dev.muster.campaign.file.NearMiss;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Variables of the environment whose names are nearly those of settings that do not begin with
 * MUSTER: the Segment API's, and mail's. They may be another program's, so they are warned of, and
 * only where the setting itself is not there.
 */
public final class NearSettings {
  private static final Logger log = LoggerFactory.getLogger(NearSettings.class);

  private static final String KEY = "SEGMENT_WRITE_KEY";
  private static final String API = "SEGMENT_API";
  private static final Pattern OF_SEGMENT = Pattern.compile("SEGMENT_?(?:IO_?)?(.+)");
  private static final String OF_MAIL = "SPRING_MAIL_";
  private static final List<String> MAIL =
      List.of(OF_MAIL + "HOST", OF_MAIL + "PORT", OF_MAIL + "USERNAME", OF_MAIL + "PASSWORD");
  private static final int MISTYPED = 2;

  /** What stands behind SEGMENT, without low lines. */
  private static final Map<String, Set<String>> MEANT =
      Map.of(
          KEY,
          Set.of("WRITEKEY", "KEY", "APIKEY", "SOURCEKEY", "SOURCEWRITEKEY", "APIWRITEKEY"),
          API,
          Set.of(
              "API",
              "REGION",
              "APIREGION",
              "URL",
              "APIURL",
              "BASEURL",
              "APIBASEURL",
              "HOST",
              "APIHOST",
              "HOSTNAME",
              "ENDPOINT",
              "APIENDPOINT"));

  private NearSettings() {}

  /** Tells of them, without their values. */
  public static void warn(Map<String, String> variables) {
    warnings(variables).forEach(log::warn);
  }

  /** A line for each, by name. */
  static Stream<String> warnings(Map<String, String> variables) {
    return new TreeMap<>(variables)
        .entrySet().stream()
            .filter(variable -> !variable.getValue().isBlank())
            .flatMap(variable ->
                meant(variable.getKey())
                    .filter(setting -> !variables.containsKey(setting))
                    .map(setting ->
                        "%s is set, and is no setting of Muster's%s"
                            .formatted(variable.getKey(), NearMiss.question(setting)))
                    .stream());
  }

  private static Optional<String> meant(String written) {
    var name = written.toUpperCase(Locale.ROOT);
    var rest = OF_SEGMENT.matcher(name);
    if (!rest.matches()) {
      return mail(name);
    }
    if (name.equals(KEY) || name.equals(API)) {
      return Optional.empty();
    }
    var letters = rest.group(1).replace("_", "");
    return MEANT.entrySet().stream()
        .filter(setting -> setting.getValue().contains(letters))
        .map(Map.Entry::getKey)
        .findFirst()
        .or(() -> isMistypedKey(name) ? Optional.of(KEY) : Optional.empty());
  }

  /** What begins as mail's settings do is held against these elsewhere. */
  private static Optional<String> mail(String name) {
    return name.startsWith(OF_MAIL) || !name.startsWith("S")
        ? Optional.empty()
        : MAIL.stream().filter(setting -> NearMiss.distance(name, setting) <= MISTYPED).findFirst();
  }

  /** A number at the end makes it the key of another source. */
  private static boolean isMistypedKey(String name) {
    return !Character.isDigit(name.charAt(name.length() - 1))
        && NearMiss.distance(name, KEY) <= MISTYPED;
  }
}
