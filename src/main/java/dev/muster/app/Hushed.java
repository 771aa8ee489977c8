package dev.muster.app;

import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * Loggers of libraries that would write secrets or users. They are off whatever an operator has
 * set: what is worth knowing of theirs is thrown as well.
 */
final class Hushed {
  /** At its finer level it writes a file of settings as it reads it. */
  private static final String SETTINGS = "org.springframework.boot.env.OriginTrackedYamlLoader";

  /**
   * PostgreSQL's driver: URLs, every value that is bound to a statement, what the server says of
   * users. Held, since the JDK forgets loggers that nobody holds, and their levels.
   */
  private static final List<Logger> DRIVER =
      Stream.of(
              "org.postgresql",
              "org.postgresql.Driver",
              "org.postgresql.core.v3.ConnectionFactoryImpl",
              "org.postgresql.core.v3.QueryExecutorImpl",
              "org.postgresql.core.v3.ScramAuthenticator")
          .map(Logger::getLogger)
          .toList();

  private Hushed() {}

  /** For the rest of this process; before settings are read. */
  static void all() {
    DRIVER.forEach(logger -> logger.setLevel(Level.OFF));
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers) {
      loggers.getLogger(SETTINGS).setLevel(ch.qos.logback.classic.Level.OFF);
    }
  }
}
