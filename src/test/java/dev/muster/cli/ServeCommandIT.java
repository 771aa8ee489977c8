package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code muster serve} as operators start and end it. */
class ServeCommandIT {
  private static final String MEMORY = "jdbc:h2:mem:serve";
  private static final Pattern LINE =
      Pattern.compile("listening on (http://127\\.0\\.0\\.1:\\d+)\n");

  @TempDir private Path folder;

  private Program.Ended run(Map<String, String> more, String... arguments) throws Exception {
    var variables = new HashMap<>(Map.of("MUSTER_DATABASE_URL", MEMORY));
    variables.putAll(more);
    return new ProgramHere(folder, variables).run(arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          serve                                       | MUSTER_SERVE_USERS_0_NAME
          serve --bind 0.0.0.0                        | MUSTER_SERVE_USERS_0_NAME
          serve --bind 0.0.0.0 --without-login        | --bind 127.0.0.1
          serve --without-login --port 70000          | --port: expected 0 to 65535
          serve --without-login --bind no.such.host.x | --bind: expected an address
          serve --without-login --bind 192.0.2.1      | --bind 127.0.0.1
          serve --without-login nowhere.yaml          | nowhere.yaml: expected a campaign file
          serve --port x                              | --port
          """)
  void wrongSettingsAreToldWithTheirRemedy(String command, String said) throws Exception {
    var ended = run(Map.of(), command.split(" "));

    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
    assertThat(ended.err()).contains(said);
    assertThat(ended.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PASSWORD | $2a$10$short     | muster.serve.users[0].password
          ROLE     | ''               | muster.serve.users[0].role
          ROLE     | boss             | role
          NAMES    | x                | MUSTER_SERVE_USERS_0_NAMES
          """)
  void wrongUsersAreToldOfWithoutTheirHashes(String setting, String value, String said)
      throws Exception {
    var user =
        new HashMap<>(
            Map.of("MUSTER_SERVE_USERS_0_NAME", "ann", "MUSTER_SERVE_USERS_0_ROLE", "viewer"));
    user.put("MUSTER_SERVE_USERS_0_" + setting, value);

    var ended = run(user, "serve");

    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
    assertThat(ended.err()).contains(said).doesNotContain("short");
  }

  @Test
  void aPortThatIsTakenIsToldOf() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var ended = run(Map.of(), "serve", "--without-login", "--port", "" + taken.getLocalPort());

      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(ended.err())
          .isEqualTo(
              "--port: expected a port that is free, found %d taken by another program; name another one, or 0 for any\n"
                  .formatted(taken.getLocalPort()));
    }
  }

  @Test
  void aDatabaseThatIsNotThereIsForAnotherStart() throws Exception {
    var ended =
        run(
            Map.of("MUSTER_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/muster"),
            "serve",
            "--without-login");

    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(1);
  }

  @Test
  void printsTheHashOfAPassword() throws Exception {
    var in = System.in;
    System.setIn(new ByteArrayInputStream("what ann types\n".getBytes(StandardCharsets.UTF_8)));
    try {
      var ended = run(Map.of(), "serve", "--hash-password");

      assertThat(ended.exitCode()).isZero();
      assertThat(ended.out()).matches("\\$2a\\$12\\$.{53}\n");
      assertThat(ended.err()).isEmpty();
    } finally {
      System.setIn(in);
    }
  }

  @Test
  void saysWhereItListensAnswersAndEndsWhenItIsAskedTo() throws Exception {
    var serve =
        new Program(folder)
            .with("MUSTER_DATABASE_URL", "jdbc:h2:mem:serve")
            .start("serve", "--without-login", "--port", "0");
    Desk.await("it listens: " + serve.err(), () -> LINE.matcher(serve.err()).find());
    var matcher = LINE.matcher(serve.err());
    assertThat(matcher.find()).isTrue();
    try (var http = HttpClient.newHttpClient()) {
      for (var address : new String[] {"/health/live", "/health/ready", "/", "/metrics"}) {
        var request = HttpRequest.newBuilder(URI.create(matcher.group(1) + address)).build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode())
            .as(address)
            .isEqualTo(200);
      }
    }

    serve.terminate();
    var ended = serve.end();

    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(143);
    assertThat(ended.err()).matches("listening on .*\n");
    assertThat(ended.out()).isEmpty();
  }
}
