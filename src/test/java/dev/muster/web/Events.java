package dev.muster.web;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What programs that collect the log are told of, while this is open. */
final class Events implements AutoCloseable {
  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.muster.event");
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  Events() {
    appender.start();
    logger.addAppender(appender);
    logger.setLevel(Level.INFO);
  }

  /** Their fields, as {@code event.action="login"}, and what they say. */
  List<String> all() {
    return new ArrayList<>(appender.list)
        .stream().map(each -> each.getKeyValuePairs() + " " + each.getFormattedMessage()).toList();
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    logger.setLevel(Level.OFF);
  }
}
