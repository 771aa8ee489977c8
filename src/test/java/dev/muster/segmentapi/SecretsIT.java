package dev.muster.segmentapi;

import static dev.muster.segmentapi.Messages.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** With every logger at its most talkative. */
class SecretsIT {
  private static final List<String> LOGGERS =
      List.of(
          "",
          "okhttp3.OkHttpClient",
          "okhttp3.internal.http2.Http2",
          "okhttp3.internal.concurrent.TaskRunner",
          "javax.net.ssl",
          "jdk.event.security");

  private final List<String> said = Collections.synchronizedList(new ArrayList<>());
  // Held, since the log manager forgets loggers that nobody holds, and their levels.
  private final List<Logger> loggers = LOGGERS.stream().map(Logger::getLogger).toList();
  private final List<Level> levels = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          said.add(line.getLoggerName() + " " + line.getMessage() + " " + line.getThrown());
          if (line.getParameters() != null) {
            said.add(List.of(line.getParameters()).toString());
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          said.add(event.getLoggerName() + " " + event.getFormattedMessage());
        }
      };
  private final ch.qos.logback.classic.Logger root =
      ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("ROOT");
  private final ch.qos.logback.classic.Level rootLevel = root.getLevel();

  @BeforeEach
  void listen() {
    for (var logger : loggers) {
      levels.add(logger.getLevel());
      logger.setLevel(Level.ALL);
    }
    loggers.getFirst().addHandler(handler);
    appender.start();
    root.addAppender(appender);
    root.setLevel(ch.qos.logback.classic.Level.TRACE);
  }

  @AfterEach
  void listenNoMore() {
    root.setLevel(rootLevel);
    root.detachAppender(appender);
    loggers.getFirst().removeHandler(handler);
    for (var i = 0; i < loggers.size(); i++) {
      loggers.get(i).setLevel(levels.get(i));
    }
  }

  @Test
  void theKeyAndTheUsersAppearNowhere() throws Exception {
    var localhost = InetAddress.getByName("localhost").getCanonicalHostName();
    var held = new HeldCertificate.Builder().addSubjectAlternativeName(localhost).build();
    var ofServer = new HandshakeCertificates.Builder().heldCertificate(held).build();
    var ofClient =
        new HandshakeCertificates.Builder().addTrustedCertificate(held.certificate()).build();
    var echo = "no such key " + KEY.value() + " (" + KEY.basic() + ") for user-0";
    try (var server = new MockWebServer()) {
      server.useHttps(ofServer.sslSocketFactory());
      server.start();
      server.enqueue(new MockResponse.Builder().code(503).body(echo).build());
      server.enqueue(
          new MockResponse.Builder()
              .onResponseStart(new SocketEffect.CloseSocket(true, true, true))
              .build());
      server.enqueue(new MockResponse.Builder().code(400).body(echo).build());
      server.enqueue(new MockResponse.Builder().code(400).body(echo).build());
      server.enqueue(new MockResponse.Builder().code(401).body(echo).build());
      try (var api =
          new HttpSegmentApi(
              Endpoint.of("https://" + localhost + ":" + server.getPort()),
              Envelope.of(KEY),
              null,
              HttpSegmentApiIT.quick(true),
              Clock.systemUTC(),
              Clock.systemUTC(),
              Waiting.real(),
              () -> 1,
              builder ->
                  builder.sslSocketFactory(ofClient.sslSocketFactory(), ofClient.trustManager()))) {
        var first = api.send(Messages.batch(1));
        var second = api.send(Messages.batch(1));
        said.add(first + " " + second + " " + KEY);
        assertThat(first.toString()).contains("http_400", "400: no such key … (…) for …");
        assertThat(second.toString()).contains("401: no such key … (…) for …");
      }
      Thread.getAllStackTraces().keySet().forEach(thread -> said.add(thread.getName()));
    }
    assertThat(said).hasSizeGreaterThan(20);
    assertThat(said)
        .noneMatch(line ->
            line.contains(KEY.value()) || line.contains(KEY.basic()) || line.contains("user-0"));
  }
}
