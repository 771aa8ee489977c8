package dev.muster.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.store.RunStatus;
import dev.muster.web.Visitor.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets which answer, byte by byte over sockets. */
class SecurityIT {
  private static final String CRLF = "\r\n";

  @TempDir private static Path folder;
  private static AnySite site;
  private static Visitor ann;
  private static Visitor vic;

  @BeforeAll
  static void start() throws Exception {
    site = AnySite.on(Database.H2, folder);
    ann = site.loggedIn("ann");
    vic = site.loggedIn("vic");
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # address,                    nobody, viewer, operator
          GET /,                        303,    200,    200
          HEAD /,                       303,    200,    200
          GET /login,                   200,    200,    200
          GET /nothing,                 303,    404,    404
          GET /runs/x@2026-12-07T14:00:00Z/rejections,      303, 403, 404
          GET /runs/x@2026-12-07T14:00:00Z/rejections.csv,  303, 403, 404
          GET /runs/x@2026-12-07T14:00:00Z/report.html,     303, 404, 404
          GET /runs/x@2026-12-07T14:00:00Z/report.json,     303, 404, 404
          GET /runs/x@2026-12-07T14:00:00Z/user,            303, 403, 405
          GET /runs/x@2026-12-07T14:00:00Z/stop,            303, 403, 404
          GET /runs/x@2026-12-07T14:00:00Z/restart,         303, 403, 404
          GET /runs/x@2026-12-07T14:00:00Z/abandon,         303, 403, 404
          GET /runs/x@2026-12-07T14:00:00Z/retry-rejected,  303, 403, 404
          GET /runs/x@2026-12-07T14:00:00Z/override,        303, 403, 404
          GET /runs/x@2026-12-07T14:00:00Z/other,           303, 404, 404
          GET /campaigns/x/run,         303,    403,    404
          GET /campaigns/x,             303,    404,    404
          GET /runs,                    303,    200,    200
          GET /schedule,                303,    200,    200
          GET /check,                   303,    200,    200
          GET /audit,                   303,    200,    200
          GET /metrics,                 200,    200,    200
          GET /assets/nothing.css,      404,    404,    404
          GET /health/live,             200,    200,    200
          GET /health/ready,            200,    200,    200
          GET /health/other,            303,    404,    404
          POST /,                       403,    403,    403
          POST /logout,                 403,    403,    403
          PUT /,                        405,    405,    405
          DELETE /login,                405,    405,    405
          OPTIONS /,                    405,    405,    405
          TRACE /,                      405,    405,    405
          """)
  void eachAddressIsForWhom(String request, int nobody, int viewer, int operator) throws Exception {
    var method = request.substring(0, request.indexOf(' '));
    var address = request.substring(method.length() + 1);

    assertThat(
            List.of(
                site.visitor().ask(method, address, Map.of(), "").status(),
                vic.ask(method, address, Map.of(), "").status(),
                ann.ask(method, address, Map.of(), "").status()))
        .containsExactly(nobody, viewer, operator);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1|Host: localhost",
        "GET /login HTTP/1.1|Host: localhost",
        "GET /health/ready HTTP/1.1|Host: localhost",
        "PUT / HTTP/1.1|Host: localhost",
        "GET / HTTP/1.1|Host: evil.example",
        // These Tomcat answers itself.
        "GET /runs%2Fx HTTP/1.1|Host: localhost",
        "GET /runs%00x HTTP/1.1|Host: localhost",
        "GET /runs;x HTTP/1.1|Host: localhost",
        "GET //runs HTTP/1.1|Host: localhost",
        "GET /%zebra HTTP/1.1|Host: localhost",
        "GET /<script> HTTP/1.1|Host: localhost",
        "GET /login?wrong=%zebra HTTP/1.1|Host: localhost",
        "GET http://evil.example/ HTTP/1.1|Host: localhost",
        "GET / HTTP/1.1",
        "GET / HTTP/1.1|Host: a b",
        "GET / HTTP/1.1|Host: localhost|Host: evil.example",
        "GET / HTTP/7.7|Host: localhost",
        "GET / HTTP/1.1|Host: localhost|Expect: wonders",
        "POST /login HTTP/1.1|Host: localhost|Content-Length: -1",
        "POST /login HTTP/1.1|Host: localhost|Transfer-Encoding: nonsense",
        "nonsense",
      })
  void everyAnswerHasTheHeadersAndNoneOfTheServersPages(String request) throws Exception {
    var answer =
        site.visitor().send(request.replace("|", CRLF) + CRLF + "Connection: close" + CRLF + CRLF);

    assertThat(answer.header("Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src"
                + " 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
    assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Server")).isNull();
    assertThat(answer.body()).doesNotContain("Tomcat", "<style", "script>", "evil", "zebra");
    if (answer.status() >= 400) {
      assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
      assertThat(answer.body()).contains("<main", "<h1>", "class=\"brand\"");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "LOCALHOST:8380, 200",
    "127.0.0.1:1, 200",
    "[::1]:8380, 200",
    "evil.example, 400",
    "localhost.evil.example, 400",
    "127.0.0.1.evil.example:80, 400",
    "10.1.2.3, 400",
    "localhost., 400"
  })
  void itIsCalledByKnownNamesAlone(String host, int status) throws Exception {
    assertThat(site.visitor().ask("GET", "/login", Map.of("Host", host), "").status())
        .isEqualTo(status);
    assertThat(site.visitor().ask("GET", "/health/live", Map.of("Host", host), "").status())
        .isEqualTo(200);
  }

  @Test
  void otherNamesAreASetting() throws Exception {
    try (var known =
        AnySite.with(Map.of("MUSTER_SERVE_HOSTS", "Muster.Example,m2"), Database.H2, folder)) {
      for (var host : List.of("muster.example", "MUSTER.example:443", "m2", "localhost")) {
        assertThat(known.visitor().ask("GET", "/login", Map.of("Host", host), "").status())
            .as(host)
            .isEqualTo(200);
      }
      assertThat(known.visitor().ask("GET", "/login", Map.of("Host", "m3"), "").status())
          .isEqualTo(400);
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          ,                        ,            303
          http://127.0.0.1:PORT,   same-origin, 303
          http://127.0.0.1:PORT,   ,            303
          https://127.0.0.1:PORT,  ,            303
          ,                        none,        303
          http://127.0.0.1:1,      ,            403
          http://evil.example,     ,            403
          http://evil.example,     same-origin, 403
          null,                    ,            403
          ,                        cross-site,  403
          ,                        same-site,   403
          http://127.0.0.1:PORT,   cross-site,  403
          """)
  void noOtherSiteMaySendAForm(String origin, String site, int status) throws Exception {
    var visitor = SecurityIT.site.visitor();
    var csrf = visitor.get("/login").csrf();
    var headers =
        Map.of(
            "Origin", origin == null ? "" : origin.replace("PORT", "" + visitor.port()),
            "Sec-Fetch-Site", site == null ? "" : site);

    var answer =
        visitor.ask(
            "POST",
            "/login",
            headers,
            Visitor.form(Map.of("username", "x", "password", "x", "_csrf", csrf)));

    assertThat(answer.status()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_csrf=", "_csrf=wrong", "csrf=x"})
  void aFormBringsItsTokenAlong(String fields) throws Exception {
    var visitor = site.visitor();
    visitor.get("/login");

    assertThat(visitor.ask("POST", "/login", Map.of(), "username=ann&" + fields).status())
        .isEqualTo(403);
  }

  @Test
  void aSessionBeginsAtTheLoginPageAndIsAnotherAfterIt() throws Exception {
    var visitor = site.visitor();
    for (var address : List.of("/", "/nothing", "/health/live", Assets.STYLE.address())) {
      assertThat(visitor.get(address).header("Set-Cookie")).as(address).isNull();
    }
    assertThat(visitor.get("/login").header("Set-Cookie"))
        .matches("muster=[0-9A-F]{32}; Path=/; HttpOnly; SameSite=Strict");
    var before = visitor.cookie();

    visitor.logIn("ann", AnySite.PASSWORD);

    assertThat(visitor.cookie()).isNotEqualTo(before);
    assertThat(visitor.get("/").body()).contains("ann", "operator");
  }

  @Test
  void whoSignsOutIsNobodyAgain() throws Exception {
    var visitor = site.loggedIn("vic");
    var page = visitor.get("/");
    assertThat(page.body()).contains("vic", "viewer");

    assertThat(visitor.post("/logout", Map.of(), page.csrf()).header("Location"))
        .isEqualTo("/login");
    assertThat(visitor.get("/").status()).isEqualTo(303);
  }

  @Test
  void aWrongPasswordAndAnUnknownNameAreAnsweredAlike() throws Exception {
    var wrong = site.visitor().tryPassword("vic", "wrong");
    var unknown = site.visitor().tryPassword("nobody", "wrong");

    assertThat(wrong.status()).isEqualTo(unknown.status()).isEqualTo(303);
    assertThat(wrong.header("Location"))
        .isEqualTo(unknown.header("Location"))
        .isEqualTo("/login?wrong");
    assertThat(site.visitor().get("/login?wrong").body()).contains("do not belong together");
  }

  @Test
  void afterFiveWrongPasswordsTheNextHasToWait() throws Exception {
    try (var own = AnySite.on(Database.H2, folder)) {
      for (var i = 0; i < 5; i++) {
        assertThat(own.visitor().tryPassword("ann", "wrong").status()).isEqualTo(303);
      }

      var right = own.visitor().tryPassword("ann", AnySite.PASSWORD);
      assertThat(right.status()).isEqualTo(429);
      assertThat(right.header("Retry-After")).isEqualTo("60");
      assertThat(right.body()).contains("<main");
      own.loggedIn("vic");

      own.clock().set(own.clock().instant().plusSeconds(60));
      own.loggedIn("ann");
    }
  }

  @ParameterizedTest
  @CsvSource({"/login, ann", "/%6Cogin, ann", "/log%69n, ann", "/login?x, ann", "/login, ann%01"})
  void triesCountHoweverTheyAreWritten(String address, String name) throws Exception {
    try (var own = AnySite.on(Database.H2, folder)) {
      var fields = "username=" + name + "&password=wrong&_csrf=";
      var visitor = own.visitor();
      for (var i = 0; i < 5; i++) {
        var csrf = visitor.get("/login").csrf();
        assertThat(visitor.ask("POST", address, Map.of(), fields + csrf).status()).isEqualTo(303);
      }

      assertThat(own.visitor().tryPassword("ann", AnySite.PASSWORD).status()).isEqualTo(429);
    }
  }

  @Test
  void programsAreToldOfLoginsAndOfNothingThatWasTyped() throws Exception {
    try (var own = AnySite.on(Database.H2, folder);
        var events = new Events()) {
      own.visitor().tryPassword("typed by mistake", "wrong");
      own.loggedIn("vic");

      assertThat(events.all())
          .containsExactly(
              "[event.action=\"login.failed\"] a login has failed",
              "[event.action=\"login\", user.name=\"vic\"] somebody has logged in");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/login", "/logout", "/runs/x@2026-12-07T14:00:00Z/stop"})
  void aFormOfNobodyBeginsNoSession(String address) throws Exception {
    var answer = site.visitor().ask("POST", address, Map.of(), "_csrf=x&username=ann&password=x");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.header("Set-Cookie")).isNull();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void longFormsAreRefused(boolean chunked) throws Exception {
    var body = "a".repeat(64 * 1024 + 1);
    var answer =
        chunked
            ? site.visitor()
                .ask(
                    "POST",
                    "/login",
                    Map.of("Content-Length", "", "Transfer-Encoding", "chunked"),
                    "%x\r\n%s\r\n0\r\n\r\n".formatted(body.length(), body))
            : site.visitor().ask("POST", "/login", Map.of(), body);

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.body()).contains("<main");
  }

  @Test
  void withoutLoginEverybodyIsTheOperatorLocal() throws Exception {
    try (var open = AnySite.withoutLogin(Database.H2, folder)) {
      Answer page = open.visitor().get("/");

      assertThat(page.status()).isEqualTo(200);
      assertThat(page.body()).contains("local", "operator").doesNotContain("Sign out");
      assertThat(page.header("Set-Cookie")).isNull();
      var noLogin = open.visitor().get("/login");
      assertThat(noLogin.status()).isEqualTo(404);
      assertThat(noLogin.body()).contains("local", "<nav", "href=\"/runs\"");
      var unknownHost =
          open.visitor().send("GET / HTTP/1.1\r\nHost: other\r\nConnection: close\r\n\r\n");
      assertThat(unknownHost.status()).isEqualTo(400);
      assertThat(unknownHost.body()).contains("<nav");
      new Past(open.application().dataSource())
          .run("x", "2026-12-07T06:00:00Z", RunStatus.COMPLETED, null, Map.of("accepted", 1));
      var local = open.visitor();
      local.get("/runs/x@2026-12-07T06:00:00Z");
      assertThat(local.cookie()).as("a session for the form").isNotNull();
      assertThat(local.get("/runs/x@2026-12-07T06:00:00Z").body()).doesNotContain("Sign out");
    }
  }

  @Test
  void assetsAreKeptForEver() throws Exception {
    var style = site.visitor().get(Assets.STYLE.address());

    assertThat(style.status()).isEqualTo(200);
    assertThat(style.header("Cache-Control")).contains("immutable");
    assertThat(style.header("Content-Type")).startsWith("text/css");
  }
}
