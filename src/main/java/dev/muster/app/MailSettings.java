package dev.muster.app;

import dev.muster.alert.MailServer;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings under {@code spring.mail}, as Spring Boot has them; an empty one is not set. */
record MailSettings(
    @Nullable String host,
    @Nullable Integer port,
    @Nullable String username,
    @Nullable String password,
    @Nullable Map<String, String> properties) {

  /** The server, where one is set. */
  Optional<MailServer> server() {
    return Optional.ofNullable(filled(host))
        .map(name ->
            new MailServer(
                name,
                port,
                filled(username),
                filled(password),
                properties == null ? Map.of() : properties));
  }

  private static @Nullable String filled(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  @Override
  public String toString() {
    return server().map(MailServer::toString).orElse("none");
  }
}
