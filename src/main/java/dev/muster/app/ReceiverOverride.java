package dev.muster.app;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** That a command is given another receiver than the one that is set. */
public final class ReceiverOverride {
  /** The option. */
  public static final String OPTION = "--segment-api";

  private static final String SETTING = "muster.segment.api";

  private ReceiverOverride() {}

  /** What the option's value sets, by the setting's full name; nothing without one. */
  public static Map<String, Object> of(@Nullable String value) {
    return value == null ? Map.of() : Map.of(SETTING, value);
  }

  /** The option as commands that go on need it, with a blank before it; or nothing. */
  public static String written(Map<String, Object> overrides) {
    var value = overrides.get(SETTING);
    return value == null ? "" : " %s %s".formatted(OPTION, value);
  }
}
