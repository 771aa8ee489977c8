package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.alert.MailServer;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MailSettingsTest {

  @Test
  void areSpringBootsInTheEnvironment() {
    assertThat(
            read(
                Map.of(
                    "SPRING_MAIL_HOST", "smtp.example.com",
                    "SPRING_MAIL_PORT", "587",
                    "SPRING_MAIL_USERNAME", "muster",
                    "SPRING_MAIL_PASSWORD", "s3cret",
                    "SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_REQUIRED", "true")))
        .isEqualTo(
            new MailServer(
                "smtp.example.com",
                587,
                "muster",
                "s3cret",
                Map.of("mail.smtp.starttls.required", "true")))
        .asString()
        .isEqualTo("smtp.example.com:587");
  }

  @Test
  void areNoneWithoutAHost() {
    assertThat(read(Map.of("SPRING_MAIL_PORT", "587"))).isNull();
    assertThat(read(Map.of("SPRING_MAIL_HOST", " "))).isNull();
  }

  @Test
  void areEmptyWhereTheyAreNotSet() {
    assertThat(read(Map.of("SPRING_MAIL_HOST", "localhost", "SPRING_MAIL_PASSWORD", "")))
        .isEqualTo(new MailServer("localhost", null, null, null, Map.of()));
  }

  private static @Nullable MailServer read(Map<String, String> variables) {
    return SettingsReader.mail(Surroundings.of(variables, Path.of(""))).server().orElse(null);
  }
}
