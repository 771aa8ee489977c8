package dev.muster.log;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What standard error looks like. The names in small letters are what a user writes. */
public enum LogFormat {
  /** Lines for people. */
  TEXT,
  /** JSON of the Elastic Common Schema, an object a line. */
  ECS,
  /** JSON as Logstash has it. */
  LOGSTASH,
  /** Graylog's extended format. */
  GELF;

  /** The variable of the environment that names it, and no file: it holds before files are read. */
  public static final String VARIABLE = "MUSTER_LOG_FORMAT";

  /**
   * The format of that name.
   *
   * @param name in any case; null or blank for text
   * @return nothing where it is none
   */
  public static Optional<LogFormat> named(@Nullable String name) {
    return name == null || name.isBlank()
        ? Optional.of(TEXT)
        : Arrays.stream(values())
            .filter(format -> format.key().equals(name.strip().toLowerCase(Locale.ROOT)))
            .findFirst();
  }

  /** All names, for a sentence. */
  public static String names() {
    return Arrays.stream(values()).map(LogFormat::key).collect(Collectors.joining(", "));
  }

  /** Its name. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
