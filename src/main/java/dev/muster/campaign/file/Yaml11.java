package dev.muster.campaign.file;

import java.util.Optional;
import java.util.regex.Pattern;

/** What a text was in YAML 1.1, and still is to many tools and people. */
final class Yaml11 {
  private static final Pattern TRUE = Pattern.compile("y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON");
  private static final Pattern FALSE =
      Pattern.compile("n|N|no|No|NO|false|False|FALSE|off|Off|OFF");

  /** A number as people write thousands. */
  private static final Pattern THOUSANDS =
      Pattern.compile("[-+]?[0-9]{1,3}(_[0-9]{3})+(\\.[0-9]+)?");

  private Yaml11() {}

  /** The boolean. */
  static Optional<Boolean> bool(String text) {
    if (TRUE.matcher(text).matches()) {
      return Optional.of(true);
    }
    return FALSE.matcher(text).matches() ? Optional.of(false) : Optional.empty();
  }

  /** The number, as YAML 1.2 has it, where that does not take the text for one. */
  static Optional<String> number(String text) {
    return THOUSANDS.matcher(text).matches()
        ? Optional.of(text.replace("_", ""))
        : Optional.empty();
  }
}
