package dev.muster.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People who log in where their company does. */
class OidcIT {
  @TempDir private static Path folder;
  private static Issuer issuer;
  private static AnySite site;

  @BeforeAll
  static void start() throws Exception {
    issuer = new Issuer();
    site =
        AnySite.with(
            Map.of(
                "MUSTER_SERVE_OIDC_ISSUER", issuer.address(),
                "MUSTER_SERVE_OIDC_CLIENTID", "page",
                "MUSTER_SERVE_OIDC_CLIENTSECRET", "s3cret",
                "MUSTER_SERVE_OIDC_OPERATORS", "ops,admins",
                "MUSTER_SERVE_OIDC_VIEWERS", "marketing"),
            Database.H2,
            folder);
  }

  @AfterAll
  static void stop() {
    site.close();
    issuer.close();
  }

  private static Map<String, String> query(String address) {
    return Arrays.stream(URI.create(address).getRawQuery().split("&"))
        .map(each -> each.split("=", 2))
        .collect(Collectors.toMap(each -> each[0], each -> URLDecoder.decode(each[1], UTF_8)));
  }

  /** Goes to the issuer and comes back. */
  private static Visitor came(Map<String, Object> claims) throws Exception {
    var visitor = site.visitor();
    var sent = visitor.get("/oauth2/authorization/muster");
    assertThat(sent.status()).isEqualTo(302);
    var query = query(String.valueOf(sent.header("Location")));
    assertThat(query.get("redirect_uri")).endsWith("/login/oauth2/code/muster");
    issuer.tellsOf(claims, query.getOrDefault("nonce", ""));
    var back =
        visitor.get(
            "/login/oauth2/code/muster?code=c&state="
                + query.getOrDefault("state", "").replace("=", "%3D"));
    assertThat(back.status()).isEqualTo(303);
    assertThat(back.header("Location")).isEqualTo("/");
    return visitor;
  }

  @ParameterizedTest
  @CsvSource({
    "ops, 200, operator",
    "admins marketing, 200, operator",
    "marketing other, 200, viewer",
    "other, 403, no role",
    "Ops, 403, no role"
  })
  void theClaimSaysWhatSomebodyIs(String groups, int status, String role) throws Exception {
    var page =
        came(Map.of(
                "sub", "42",
                "preferred_username", "zoe",
                "groups", List.of(groups.split(" "))))
            .get("/");

    assertThat(page.status()).isEqualTo(status);
    assertThat(page.body()).contains("zoe", "<small>" + role + "</small>", "Sign out");
    assertThat(page.body().contains("<nav")).as("links to pages").isEqualTo(status == 200);
  }

  @Test
  void whoHasNoRoleCanSignOutAndComeBackAsSomebodyElse() throws Exception {
    var nobody = came(Map.of("sub", "42", "groups", "other"));
    var refused = nobody.get("/");

    var out = nobody.post("/logout", Map.of(), refused.csrf());

    assertThat(out.status()).isEqualTo(303);
    assertThat(out.header("Location")).isEqualTo("/login");
    assertThat(nobody.get("/").status()).isEqualTo(303);
  }

  @Test
  void withoutANameTheSubjectIsWho() throws Exception {
    assertThat(came(Map.of("sub", "u-42", "groups", "ops")).get("/").body()).contains("u-42");
  }

  @Test
  void aSessionMayComeBackFromAnotherSiteAndPasswordsStay() throws Exception {
    var login = site.visitor().get("/login");
    assertThat(login.header("Set-Cookie")).contains("SameSite=Lax");
    assertThat(login.body()).contains("/oauth2/authorization/muster", "name=\"password\"");
    site.loggedIn("ann");
  }

  @Test
  void whoComesBackWithoutHavingGoneIsSentToTheLogin() throws Exception {
    var back = site.visitor().get("/login/oauth2/code/muster?code=c&state=made-up");

    assertThat(back.status()).isEqualTo(303);
    assertThat(back.header("Location")).isEqualTo("/login?failed");
  }
}
