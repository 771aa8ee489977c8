package dev.muster.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.app.Complaint;
import dev.muster.app.ServeSettings;
import dev.muster.app.ServeSettings.Role;
import dev.muster.app.ServeSettings.User;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginsTest {
  private static final String HASH = "$2y$10$" + "a".repeat(53);

  private static ServeSettings settings(User... users) {
    return new ServeSettings(
        List.of(users),
        new ServeSettings.Oidc(null, null, null, "groups", List.of(), List.of()),
        Duration.ofMinutes(30),
        false,
        List.of(),
        Duration.ofMinutes(15),
        null,
        2);
  }

  private static void check(String bind, boolean login, User... users) throws Exception {
    Logins.check(settings(users), InetAddress.getByName(bind), login);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      textBlock =
          """
          ann  | HASH                | null     | muster.serve.users[0].role: expected operator or viewer
          ''   | HASH                | OPERATOR | muster.serve.users[0].name: expected
          null | HASH                | OPERATOR | muster.serve.users[0].name: expected
          ann  | null                | OPERATOR | muster.serve --hash-password
          ann  | secret              | OPERATOR | muster serve --hash-password
          ann  | {noop}secret        | VIEWER   | muster serve --hash-password
          ann  | $2a$09$53           | VIEWER   | cost 10 or more, found cost 09
          ann  | $2a$10$52           | VIEWER   | expected a bcrypt hash
          """)
  void refusesWhoCannotLogIn(String name, String hash, Role role, String said) {
    var password =
        hash == null
            ? null
            : hash.replace("HASH", HASH).replace("$53", "$" + "a".repeat(53)).replace("$52", "$aa");

    assertThatThrownBy(() -> check("127.0.0.1", true, new User(name, password, role)))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining(
            said.replace("muster.serve --", "muster serve --").replace("cost 09", "cost 9"))
        .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("secret"));
  }

  @Test
  void refusesWhatLetsNobodyInOrEverybody() {
    assertThatThrownBy(() -> check("127.0.0.1", true)).hasMessageContaining("--without-login");
    assertThatThrownBy(() -> check("0.0.0.0", true))
        .hasMessageContaining("MUSTER_SERVE_USERS_0_NAME")
        .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("--without-login"));
    assertThatThrownBy(() -> check("0.0.0.0", false))
        .hasMessageContaining("--without-login: expected --bind 127.0.0.1");
    assertThatThrownBy(() ->
            check(
                "127.0.0.1",
                true,
                new User("ann", HASH, Role.VIEWER),
                new User("ann", HASH, Role.OPERATOR)))
        .hasMessageContaining("each name once");
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, true", "127.0.0.1, false", "::1, false", "0.0.0.0, true"})
  void takesTheRest(String bind, boolean login) {
    assertThatCode(() -> check(bind, login, new User("ann", HASH, Role.OPERATOR)))
        .doesNotThrowAnyException();
  }

  @Test
  void aPrintedHashIsTaken() throws Exception {
    var hash = Passwords.hash("what ann types");

    check("127.0.0.1", true, new User("ann", hash, Role.OPERATOR));

    var passwords = new Passwords(List.of(new User("ann", hash, Role.OPERATOR)));
    assertThat(passwords.user("ann", "what ann types")).isPresent();
    assertThat(passwords.user("ann", "what ann type")).isEmpty();
    assertThat(passwords.user("bob", "what ann types")).isEmpty();
    assertThatThrownBy(() -> Passwords.hash("")).isInstanceOf(Complaint.class);
    assertThatThrownBy(() -> Passwords.hash("ä".repeat(37))).hasMessageContaining("found 74");
  }
}
