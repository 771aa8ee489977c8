package dev.muster.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loggers that say all they can, as an operator may set them. */
final class Talkative {
  private static final String LOGBACK =
      """
      <configuration>
        <appender name="STDERR" class="ch.qos.logback.core.ConsoleAppender">
          <target>System.err</target>
          <encoder><pattern>%-5level %logger [%thread] %msg %kvp %mdc%n%ex{full}</pattern></encoder>
        </appender>
        <logger name="org.springframework.boot.env.OriginTrackedYamlLoader" level="TRACE"/>
        <root level="TRACE"><appender-ref ref="STDERR"/></root>
      </configuration>
      """;

  /** Those that the program's libraries write to by way of the JDK. */
  private static final String JDK =
      """
      handlers = java.util.logging.ConsoleHandler
      java.util.logging.ConsoleHandler.level = ALL
      .level = ALL
      okhttp3.OkHttpClient.level = ALL
      okhttp3.internal.http2.Http2.level = ALL
      okhttp3.internal.concurrent.TaskRunner.level = ALL
      jdk.event.security.level = ALL
      org.postgresql.level = ALL
      org.postgresql.Driver.level = ALL
      org.postgresql.core.v3.ConnectionFactoryImpl.level = ALL
      org.postgresql.core.v3.QueryExecutorImpl.level = ALL
      """;

  private Talkative() {}

  /**
   * The JVM's options for that.
   *
   * @param folder where their files are written
   */
  static String[] in(Path folder) throws IOException {
    return new String[] {
      "-Dlogback.configurationFile="
          + Files.writeString(folder.resolve("logback-of-the-test.xml"), LOGBACK),
      "-Djava.util.logging.config.file="
          + Files.writeString(folder.resolve("logging-of-the-test.properties"), JDK)
    };
  }
}
