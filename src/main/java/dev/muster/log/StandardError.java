package dev.muster.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Standard error, in the format that was asked for. */
public final class StandardError {
  private static final Logger log = LoggerFactory.getLogger("dev.muster");

  private static @Nullable Json json;

  private StandardError() {}

  /**
   * What stands in the place of text.
   *
   * @param before standard error itself
   * @param texts what writes text to it otherwise
   */
  private record Json(JsonLines lines, PrintStream before, List<Appender<ILoggingEvent>> texts) {}

  /**
   * Has the log, and all else that is printed to standard error, be in a format from now on.
   *
   * @return where commands say something to people, if that is not standard error itself
   */
  public static synchronized Optional<PrintWriter> use(LogFormat format) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers)) {
      return Optional.empty();
    }
    end(loggers);
    if (format == LogFormat.TEXT) {
      return Optional.empty();
    }
    var root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
    var texts = texts(root);
    texts.forEach(root::detachAppender);
    var lines = new JsonLines(format, loggers, System.err);
    lines.start();
    root.addAppender(lines);
    loggers.getLogger(Event.LOGGER).setLevel(Level.INFO);
    json = new Json(lines, System.err, texts);
    var stream = LoggedText.stream(log);
    System.setErr(stream);
    return Optional.of(new LoggedWriter(log, stream));
  }

  private static List<Appender<ILoggingEvent>> texts(ch.qos.logback.classic.Logger root) {
    var all = new ArrayList<Appender<ILoggingEvent>>();
    root.iteratorForAppenders().forEachRemaining(all::add);
    return all.stream().filter(ConsoleAppender.class::isInstance).toList();
  }

  private static void end(LoggerContext loggers) {
    var ending = json;
    if (ending != null) {
      var root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
      root.detachAppender(ending.lines());
      ending.texts().forEach(root::addAppender);
      loggers.getLogger(Event.LOGGER).setLevel(Level.OFF);
      System.setErr(ending.before());
      json = null;
    }
  }

  /** Whether it is for programs. */
  public static synchronized boolean isJson() {
    return json != null;
  }

  /**
   * Passes on what another process of this program has said on its standard error, as it is: it is
   * in the same format already.
   *
   * @return what it tells people, if it does
   */
  public static synchronized Optional<String> pass(String line) {
    var same = json == null ? Optional.<JsonLine>empty() : JsonLine.read(line);
    if (json == null || same.isEmpty()) {
      System.err.println(line);
      return Optional.of(line).filter(said -> !said.isBlank());
    }
    json.before().println(line);
    return same.get().said().filter(said -> !said.isBlank());
  }

  /**
   * Says why a command did not do what it was to do.
   *
   * @param err where commands say something to people
   */
  public static void fault(PrintWriter err, String message) {
    if (isJson()) {
      log.error("{}", message);
    } else {
      err.println(message);
    }
  }
}
