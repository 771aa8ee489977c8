package dev.muster.alert;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who takes mails, as Spring Boot's {@code spring.mail} says.
 *
 * @param port null for the protocol's own
 * @param properties Jakarta Mail's
 */
public record MailServer(
    String host,
    @Nullable Integer port,
    @Nullable String username,
    @Nullable String password,
    Map<String, String> properties) {
  public MailServer {
    properties = Map.copyOf(properties);
  }

  @Override
  public String toString() {
    return port == null ? host : host + ":" + port;
  }
}
