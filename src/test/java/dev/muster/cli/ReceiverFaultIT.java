package dev.muster.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.sandbox.Fault;
import dev.muster.sandbox.Sandbox;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A receiver that is down, or says what no Segment API says, and the launch after it. */
class ReceiverFaultIT {
  private static final int USERS = 30;
  private static final String[] COMMAND = {
    "run", "all.yaml", "--planned", "2026-11-16T09:00:00Z", "--output", "json"
  };

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void leavesAllPendingWhileTheReceiverIsDownAndSendsThemLater(Database database) throws Exception {
    try (var desk = desk(database)) {
      desk.program().with("SEGMENT_API", nobody());
      var failed = desk.program().run(COMMAND);

      assertFailed(failed, 1, "gave up after 1 attempt");

      desk.program().with("SEGMENT_API", desk.sandbox().uri().toString());
      assertSentToAll(desk, desk.program().run(COMMAND));
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesAPageOfHtmlForAFaultAndForSomebodyElsesWhereItsStatusIsThatOfAnAcceptance(
      Database database) throws Exception {
    try (var desk = desk(database)) {
      desk.faults(always(new Fault.Html(502)));
      assertFailed(desk.program().run(COMMAND), 1, "502: an HTML page titled Something went wrong");

      desk.sandbox().reset();
      desk.faults(always(new Fault.Html(200)));
      assertFailed(
          desk.program().run(COMMAND), 2, "found 200: an HTML page titled Something went wrong");
      assertThat(desk.met("html")).isEqualTo(1);

      // Those messages went to somebody else.
      desk.sandbox().reset();
      assertSentToAll(desk, desk.program().run(COMMAND));
    }
  }

  @ParameterizedTest
  @EnumSource
  void asksForConsentADayAfterSomebodyElseHadTheMessages(Database database) throws Exception {
    try (var desk = desk(database)) {
      desk.faults(always(new Fault.Html(200)));
      assertFailed(desk.program().run(COMMAND), 2, "see which proxy or portal answers");

      desk.execute(
          switch (database) {
            case H2 -> "update muster_run set doubt_since = dateadd(hour, -25, doubt_since)";
            case POSTGRESQL ->
                "update muster_run set doubt_since = doubt_since - interval '25 hours'";
          });
      desk.sandbox().reset();
      var asked = desk.program().run(COMMAND);
      assertThat(asked.exitCode()).as(asked.err()).isEqualTo(2);
      assertThat(asked.err()).contains("--accept-duplicates");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "H2, nobody listens, false",
    "POSTGRESQL, nobody listens, false",
    "H2, no such host, false",
    "POSTGRESQL, no such host, false",
    "H2, closes after it has read, true",
    "POSTGRESQL, closes after it has read, true",
    "H2, answers 503, true",
  })
  void doubtsOnlyWhereAByteOfAMessageMayHaveLeft(Database database, String what, boolean doubt)
      throws Exception {
    try (var desk = desk(database)) {
      switch (what) {
        case "nobody listens" -> desk.program().with("SEGMENT_API", nobody());
        case "no such host" -> desk.program().with("SEGMENT_API", "https://nobody.invalid");
        case "answers 503" -> desk.faults(always(new Fault.Status(503, Map.of(), null)));
        default -> desk.faults(always(new Fault.CloseBeforeAccept()));
      }
      desk.program().with("MUSTER_DELIVERY_MAXATTEMPTS", "2");
      assertFailed(desk.program().run(COMMAND), 1, "gave up after 2 attempts");

      var run = "all@2026-11-16T09:00:00Z";
      assertThat(desk.program().run("show", run).out().contains("may have been sent to"))
          .isEqualTo(doubt);
      assertThat(desk.program().run("report", run).out().contains("not known")).isEqualTo(doubt);
      assertThat(desk.program().run("explain", run, "u1").out().contains("may have been sent to"))
          .isEqualTo(doubt);
      assertThat(desk.program().run("abandon", run).err().contains("may have been sent to"))
          .isEqualTo(doubt);
    }
  }

  @Test
  void sendsNothingToAServerWhoseCertificateIsNotTrustedAndSaysSoAtOnce() throws Exception {
    var certificate = new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    try (var desk = desk(Database.H2);
        var server = new MockWebServer()) {
      server.useHttps(
          new HandshakeCertificates.Builder()
              .heldCertificate(certificate)
              .build()
              .sslSocketFactory());
      server.start();
      desk.program()
          .without("MUSTER_DELIVERY_MAXATTEMPTS")
          .with("SEGMENT_API", "https://localhost:" + server.getPort());
      assertFailed(desk.program().run(COMMAND), 2, "have the JVM trust its certificate");
      assertThat(desk.program().run("show", "all@2026-11-16T09:00:00Z").out())
          .doesNotContain("may have been sent to");

      desk.program().with("SEGMENT_API", desk.sandbox().uri().toString());
      assertSentToAll(desk, desk.program().run(COMMAND));
    }
  }

  @Test
  void sendsNothingWhereNoTlsIsSpokenAndSaysSoAtOnce() throws Exception {
    try (var desk = desk(Database.H2);
        var plain = new ServerSocket(0)) {
      Thread.ofVirtual().start(() -> refuseEach(plain));
      desk.program()
          .without("MUSTER_DELIVERY_MAXATTEMPTS")
          .with("SEGMENT_API", "https://localhost:" + plain.getLocalPort());
      assertFailed(desk.program().run(COMMAND), 2, "ask at the port that speaks TLS");

      desk.program().with("SEGMENT_API", desk.sandbox().uri().toString());
      assertSentToAll(desk, desk.program().run(COMMAND));
    }
  }

  /** As web servers answer whatever is no request of theirs. */
  private static void refuseEach(ServerSocket server) {
    try {
      while (true) {
        try (var client = server.accept()) {
          client.getInputStream().read(new byte[4096]);
          client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
        }
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  @Test
  void leavesAllPendingWhenTheKeyIsRefusedAndDoesNotRepeatIt() throws Exception {
    try (var desk = desk(Database.H2)) {
      desk.faults(
          always(new Fault.Status(401, Map.of(), "no source has the key " + Desk.WRITE_KEY)));
      assertFailed(desk.program().run(COMMAND), 2, "check the write key (SEGMENT_WRITE_KEY)");

      desk.noFaults();
      assertSentToAll(desk, desk.program().run(COMMAND));
    }
  }

  private Desk desk(Database database) throws Exception {
    var desk = new Desk(database, folder).users(USERS).campaign("all", Desk.EVERYONE);
    desk.program().with("MUSTER_DELIVERY_MAXATTEMPTS", "1").with("MUSTER_DELIVERY_PARTITIONS", "1");
    return desk;
  }

  private static Fault always(Fault.Effect effect) {
    return new Fault(new Fault.WithProbability(1), effect);
  }

  /** The address of a receiver that is gone. */
  private static String nobody() {
    try (var gone = Sandbox.start()) {
      return gone.uri().toString();
    }
  }

  private static void assertFailed(Program.Ended ended, int exitCode, String reason) {
    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(exitCode);
    assertThat(ended.err())
        .contains("all@2026-11-16T09:00:00Z: failed: ")
        .contains(reason)
        .doesNotContain("\tat ");
    var report = Desk.run(ended, 0);
    assertThat(report.path("status").asString()).isEqualTo("failed");
    assertThat(report.path("audience").path("pending").asInt()).isEqualTo(USERS);
  }

  private static void assertSentToAll(Desk desk, Program.Ended ended) {
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(Desk.run(ended, 0).path("audience").path("accepted").asInt()).isEqualTo(USERS);
    assertThat(desk.reached()).hasSize(USERS).doesNotHaveDuplicates();
    assertThat(desk.sandbox().stats().dropped()).isEmpty();
  }
}
