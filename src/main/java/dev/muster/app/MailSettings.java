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

  private static final int PORTS = 65_535;

  /**
   * The server, where one is set.
   *
   * @throws Complaint when there can be no such port
   */
  Optional<MailServer> server() {
    if (port != null) {
      SettingFault.expecting(
          SettingsReader.MAIL + ".port", "1 to " + PORTS, port, MailSettings::port);
    }
    return Optional.ofNullable(filled(host))
        .map(name ->
            new MailServer(
                name,
                port,
                filled(username),
                filled(password),
                properties == null ? Map.of() : properties));
  }

  private static int port(int port) {
    if (port < 1 || port > PORTS) {
      throw new IllegalArgumentException("no port");
    }
    return port;
  }

  private static @Nullable String filled(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  @Override
  public String toString() {
    return host == null ? "none" : host;
  }
}
