package dev.muster.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.PrintStream;
import java.util.Map;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Writes the log as JSON, an object a line, each with what is worked on. */
final class JsonLines extends AppenderBase<ILoggingEvent> {
  /**
   * What was thrown is left out, as in text: its message may quote a user, and ours says what may
   * be said. So is what is empty.
   */
  private static final String LEFT_OUT =
      "error,stack_trace,full_message,_error_type,_error_message,_error_stack_trace,service.node";

  private final StructuredLogEncoder encoder = new StructuredLogEncoder();
  private final PrintStream err;

  JsonLines(LogFormat format, LoggerContext loggers, PrintStream err) {
    this.err = err;
    setContext(loggers);
    loggers.putObject(Environment.class.getName(), environment());
    encoder.setContext(loggers);
    encoder.setFormat(format.key());
    encoder.start();
  }

  /** Spring Boot's formats ask one for their settings; those of the process are none of these. */
  private static Environment environment() {
    var environment = new StandardEnvironment();
    var sources = environment.getPropertySources();
    sources.stream().map(source -> source.getName()).toList().forEach(sources::remove);
    sources.addFirst(
        new MapPropertySource(
            "log",
            Map.of(
                "spring.application.name", "muster", "logging.structured.json.exclude", LEFT_OUT)));
    return environment;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event instanceof LoggingEvent line && !saysOfWhat(line)) {
      WorkedOn.fields().forEach((key, value) -> line.addKeyValuePair(new KeyValuePair(key, value)));
    }
    var bytes = encoder.encode(event);
    err.write(bytes, 0, bytes.length);
    err.flush();
  }

  private static boolean saysOfWhat(LoggingEvent line) {
    var pairs = line.getKeyValuePairs();
    return pairs != null && pairs.stream().anyMatch(pair -> pair.key.equals(WorkedOn.RUN));
  }
}
