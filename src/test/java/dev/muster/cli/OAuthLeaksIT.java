package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.KeyPairs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs that send with OAuth 2 over TLS and HTTP/2, all settings in a file, towards servers that
 * repeat what they were sent; with every logger at its most talkative.
 */
class OAuthLeaksIT {
  private static final String TOKEN = "t0ken-that-nobody-may-see-" + "x".repeat(40);
  private static final String PASSWORD = "pa55word-that-nobody-may-see";
  private static final String STORE_PASSWORD = "changeit";
  private static final String[] RUN = {
    "run", "all.yaml", "--planned", "2026-11-16T09:00:00Z", "--output", "json"
  };

  @TempDir private Path folder;

  private final Receiver receiver = new Receiver();
  private final MockWebServer server = new MockWebServer();
  private final Nowhere nowhere =
      new Nowhere()
          .secret("write key", Desk.WRITE_KEY)
          .secret("token", TOKEN)
          .secret("password", PASSWORD)
          .personal("e-mail", "u1@example.com");

  @BeforeEach
  void start() throws Exception {
    var certificate = new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
    server.setDispatcher(receiver);
    server.start();
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("receiver", certificate.certificate());
    try (var file = Files.newOutputStream(folder.resolve("trusted.p12"))) {
      trusted.store(file, STORE_PASSWORD.toCharArray());
    }
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void areNotInWhatRunsLeave() throws Exception {
    try (var desk = desk()) {
      var refused = desk.program().run(RUN);
      receiver.tokens = true;
      var ended = desk.program().run(RUN);

      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
      assertThat(refused.err()).contains("expected a token, found 400: no client signs …");
      assertThat(ended.exitCode()).as(ended.err()).isEqualTo(4);
      assertThat(receiver.protocols).containsOnly("HTTP/2");
      assertThat(receiver.batches).hasValueGreaterThan(8);
      assertThat(ended.err()).contains("okhttp3.internal.http2.Http2", "TLSHandshake");

      for (var assertion : receiver.assertions) {
        nowhere
            .secret("assertion", assertion)
            .secret("signature", assertion.substring(assertion.lastIndexOf('.') + 1));
      }
      nowhere.lookAtFiles(folder.resolve("work"));
      try (var dataSource = desk.open();
          var connection = dataSource.getConnection()) {
        nowhere.lookAtTables(connection);
      }
    }
    assertThat(nowhere.found()).isEmpty();
  }

  private Desk desk() throws Exception {
    Files.createDirectories(folder.resolve("work/tmp"));
    var desk =
        new Desk(Database.H2, folder.resolve("work"))
            .users(5)
            .guardedBy(PASSWORD)
            .campaign("all", Desk.EVERYONE);
    Files.writeString(
        folder.resolve("application.yaml"),
        """
        muster:
          database: { url: '%s', username: '', password: '' }
          segment:
            api: %s
            write-key: %s
            oauth: { client-id: app-1, key-id: key-1, private-key-file: '%s', token-url: '%s' }
        """
            .formatted(
                desk.urlWith(PASSWORD),
                server.url("/v1"),
                Desk.WRITE_KEY,
                privateKey(),
                server.url("/token")));
    for (var setting :
        List.of(
            "MUSTER_DATABASE_URL",
            "MUSTER_DATABASE_USERNAME",
            "MUSTER_DATABASE_PASSWORD",
            "SEGMENT_API",
            "SEGMENT_WRITE_KEY")) {
      desk.program().without(setting);
    }
    desk.program()
        .with("MUSTER_DELIVERY_PARTITIONS", "1")
        .withJvm(Talkative.in(folder))
        .withJvm(
            "-Dspring.config.additional-location=file:" + folder + "/",
            "-Djavax.net.ssl.trustStore=" + folder.resolve("trusted.p12"),
            "-Djavax.net.ssl.trustStorePassword=" + STORE_PASSWORD,
            "-Djava.io.tmpdir=" + folder.resolve("work/tmp"));
    return desk;
  }

  private Path privateKey() throws Exception {
    var der = KeyPairs.one().getPrivate().getEncoded();
    var base64 = Base64.getMimeEncoder().encodeToString(der);
    base64.lines().skip(1).forEach(line -> nowhere.secret("private key", line.strip()));
    return Files.writeString(
        folder.resolve("key.pem"),
        "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
  }

  /** Hands out tokens, or not, and takes batches when it has refused some. */
  private static final class Receiver extends Dispatcher {
    private final List<String> assertions = new CopyOnWriteArrayList<>();
    private final List<String> protocols = new CopyOnWriteArrayList<>();
    private final AtomicInteger batches = new AtomicInteger();
    private volatile boolean tokens;

    @Override
    public MockResponse dispatch(RecordedRequest request) {
      protocols.add(request.getVersion());
      return request.getTarget().equals("/token") ? token(request) : batch(request);
    }

    private MockResponse token(RecordedRequest request) {
      var form =
          HttpUrl.get("http://localhost/?" + Objects.requireNonNull(request.getBody()).utf8());
      var assertion = Objects.requireNonNull(form.queryParameter("client_assertion"));
      assertions.add(assertion);
      return tokens
          ? answer(200, "{\"access_token\":\"" + TOKEN + "\",\"expires_in\":3600}")
          : answer(400, "no client signs " + assertion + " or " + assertion.substring(0, 60));
    }

    private MockResponse batch(RecordedRequest request) {
      var sent = Objects.requireNonNull(request.getHeaders().get("Authorization"));
      var token = sent.substring("Bearer ".length());
      var echo = "not with %s, %s of %s for u1@example.com".formatted(sent, token, Desk.WRITE_KEY);
      return switch (batches.incrementAndGet()) {
        case 1 -> answer(503, echo);
        case 2 -> answer(401, echo);
        // All, two and one message, each gzipped and plain.
        case 3, 4, 5, 6, 7, 8 -> answer(400, echo);
        default -> answer(200, "{\"success\":true}");
      };
    }

    private static MockResponse answer(int status, String body) {
      return new MockResponse.Builder().code(status).body(body).build();
    }
  }
}
