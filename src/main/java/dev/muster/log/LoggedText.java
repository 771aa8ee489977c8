package dev.muster.log;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;

/** Stands for standard error where the log is JSON: what others print there becomes lines of it. */
final class LoggedText extends OutputStream {
  private final Logger log;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private LoggedText(Logger log) {
    this.log = log;
  }

  static PrintStream stream(Logger log) {
    return new PrintStream(new LoggedText(log), true, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void write(int b) {
    if (b == '\n') {
      var text = line.toString(StandardCharsets.UTF_8).stripTrailing();
      line.reset();
      if (!text.isBlank()) {
        log.warn("{}", text);
      }
    } else {
      line.write(b);
    }
  }
}
