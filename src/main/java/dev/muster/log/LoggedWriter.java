package dev.muster.log;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What commands say to people where the log is JSON: a message is one line of it. */
final class LoggedWriter extends PrintWriter {
  private final Logger log;

  LoggedWriter(Logger log, PrintStream others) {
    super(others, true, StandardCharsets.UTF_8);
    this.log = log;
  }

  @Override
  public void println(@Nullable String message) {
    if (message != null && !message.isBlank()) {
      log.warn("{}", message);
    }
  }
}
