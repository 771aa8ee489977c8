package dev.muster.segmentapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.KeyPairs;
import dev.muster.sandbox.Sandbox;
import dev.muster.sandbox.SandboxSettings;
import dev.muster.segmentapi.Halt.NeedsRemedy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client with OAuth against the sandbox, which knows nothing of the client. */
class OAuthSandboxIT {
  @TempDir private Path folder;

  @Test
  void sendsWithATokenAndFetchesAnotherWhenItIsRefused() throws Exception {
    var pair = KeyPairs.one();
    try (var sandbox = sandbox(pair);
        var api = open(sandbox, pair)) {
      assertThat(api.send(Messages.batch(0, 10)).halt()).isNull();
      assertThat(api.send(Messages.batch(10, 20)).halt()).isNull();
      assertThat(sandbox.events()).hasSize(20);
      assertThat(sandbox.stats().answers()).isEqualTo(Map.of(200, 2L));

      // Its tokens are forgotten.
      sandbox.reset();
      assertThat(api.send(Messages.batch(20, 30)).halt()).isNull();
      assertThat(sandbox.stats().answers()).isEqualTo(Map.of(401, 1L, 200, 1L));
      assertThat(sandbox.events()).hasSize(10);
    }
  }

  @Test
  void isRefusedWithAKeyThatIsNotThePublicOnesOther() throws Exception {
    try (var sandbox = sandbox(KeyPairs.one());
        var api = open(sandbox, KeyPairs.another())) {
      assertThat(api.send(Messages.batch(1)).halt())
          .isInstanceOfSatisfying(
              NeedsRemedy.class,
              halt -> assertThat(halt.reason()).contains("a signature that fits"));
      assertThat(sandbox.stats().requests()).isZero();
    }
  }

  private static Sandbox sandbox(KeyPair pair) {
    return Sandbox.start(SandboxSettings.defaults().withPublicKey(pair.getPublic()));
  }

  private SegmentApi open(Sandbox sandbox, KeyPair pair) throws Exception {
    var pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";
    var file = Files.writeString(folder.resolve("key.pem"), pem);
    var endpoint = Endpoint.of(sandbox.uri().toString());
    var tokenUrl = sandbox.uri().resolve("/token").toString();
    return HttpSegmentApi.open(
        endpoint,
        Envelope.of(Messages.KEY),
        OAuth.of("app-1", "key-1", file, tokenUrl, endpoint),
        HttpSegmentApiIT.quick(true),
        Clock.systemUTC(),
        Clock.systemUTC());
  }
}
