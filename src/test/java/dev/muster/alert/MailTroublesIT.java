package dev.muster.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.store.AlertMessage;
import dev.muster.store.AlertRow;
import dev.muster.store.OpenAlert;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mail server that does not take an alert is said to have done. */
class MailTroublesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          =220 here                    |                             | none    |
          EHLO=250-here / 250 AUTH PLAIN |                             | both    |
          EHLO=250 here                | mail.smtp.starttls.required | none    | its server offers no TLS (STARTTLS), which is required; give SPRING_MAIL_PORT one that does, mostly 587
          EHLO=250-here / 250 STARTTLS, STARTTLS=454 later | mail.smtp.starttls.required | none | its server answers 454
          EHLO=250-here / 250 STARTTLS, STARTTLS=220 go / nonsense | mail.smtp.starttls.required | none | its connection cannot be secured (TLS)
          EHLO=250 here                | mail.smtp.ssl.enable        | none    | its connection cannot be secured (TLS)
          =554 no                      |                             | none    | its server answers 554
          =BYE                         |                             | none    | its server closes the connection, or does not speak SMTP; see SPRING_MAIL_PORT
          =HTTP/1.1 400 Bad Request    |                             | none    | its server closes the connection, or does not speak SMTP; see SPRING_MAIL_PORT
          MAIL=530 first a login       |                             | none    | its server answers 530: it wants a login; set SPRING_MAIL_USERNAME and SPRING_MAIL_PASSWORD
          MAIL=421 too busy            |                             | none    | its server answers 421
          MAIL=BYE                     |                             | none    | its server closes the connection, or does not speak SMTP; see SPRING_MAIL_PORT
          RCPT=550 unknown             |                             | none    | its server answers 550
          .=552 too large              |                             | none    | its server answers 552
          EHLO=250-here / 250 AUTH PLAIN, AUTH=535 no | | both | its server refuses the login; see SPRING_MAIL_USERNAME and SPRING_MAIL_PASSWORD
          EHLO=250-here / 250 AUTH KERBEROS | | both | its server knows no way to log in that Muster knows, too
          EHLO=250-here / 250 AUTH PLAIN | mail.smtp.auth | none | its properties want a login (mail.smtp.auth); set SPRING_MAIL_USERNAME and SPRING_MAIL_PASSWORD
          """)
  void areSaidInWordsOfOursWithWhatToSet(
      String answers, @Nullable String property, String login, @Nullable String trouble)
      throws Exception {
    try (var server = new ScriptedSmtp(answers(answers + ", AUTH=235 in"))) {
      var mail = mail(server, property, login);

      var unsent = catchThrowableOfType(Unsent.class, () -> mail.send(alert()));

      assertThat(unsent == null ? null : unsent.why()).isEqualTo(trouble);
    }
  }

  /** Jakarta Mail goes on without a login that it cannot use: a mail may be taken all the same. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          EHLO=250-here / 250 AUTH PLAIN  | both     |
          EHLO=250-here / 250 AUTH PLAIN  | none     |
          EHLO=250 here                 | none     |
          EHLO=250 here                 | both     | its server offers no login (AUTH), and SPRING_MAIL_USERNAME is set: mails go without it
          EHLO=250-here / 250 AUTH PLAIN  | username | SPRING_MAIL_USERNAME and SPRING_MAIL_PASSWORD are not both set: mails go without it
          EHLO=250-here / 250 AUTH PLAIN  | password | SPRING_MAIL_USERNAME and SPRING_MAIL_PASSWORD are not both set: mails go without it
          =554 no                       | none     | its server answers 554
          """)
  void areFoundWithoutSendingAMail(String answers, String login, @Nullable String trouble)
      throws Exception {
    try (var server = new ScriptedSmtp(answers(answers + ", AUTH=235 in, MAIL=599 none"))) {
      assertThat(mail(server, null, login).greet().orElse(null)).isEqualTo(trouble);
    }
  }

  private static Map<String, String> answers(String script) {
    var answers = new HashMap<String, String>();
    Arrays.stream(script.split(", "))
        .map(answer -> answer.split("=", 2))
        .forEach(answer -> answers.putIfAbsent(answer[0], answer[1]));
    return answers;
  }

  private static Mail mail(ScriptedSmtp server, @Nullable String property, String login) {
    return new Mail(
        new MailServer(
            "127.0.0.1",
            server.port(),
            login.equals("both") || login.equals("username") ? "muster" : null,
            login.equals("both") || login.equals("password") ? "s3cret" : null,
            property == null ? Map.of() : Map.of(property, "true")),
        "muster@example.com",
        PATIENCE,
        Clock.systemUTC());
  }

  private static OpenAlert alert() {
    return new OpenAlert(
        new AlertRow(1),
        "all@2026-11-16T09:00:00Z/refused/1",
        Instant.EPOCH,
        new AlertMessage("growth@example.com", "subject", "content", "{}"));
  }
}
