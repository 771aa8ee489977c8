package dev.muster.web;

import dev.muster.app.ServeSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;

/**
 * The issuer of the settings. Its addresses are asked for when somebody logs in first: the page is
 * there without it, and others can log in.
 */
final class OidcIssuer implements ClientRegistrationRepository {
  /** People come back to {@code /login/oauth2/code/muster}. */
  static final String NAME = "muster";

  private final ServeSettings.Oidc settings;
  private @Nullable ClientRegistration known;

  OidcIssuer(ServeSettings.Oidc settings) {
    this.settings = settings;
  }

  @Override
  public synchronized @Nullable ClientRegistration findByRegistrationId(String name) {
    if (!name.equals(NAME)) {
      return null;
    }
    if (known == null) {
      known =
          ClientRegistrations.fromIssuerLocation(String.valueOf(settings.issuer()))
              .registrationId(NAME)
              .clientId(String.valueOf(settings.clientId()))
              .clientSecret(String.valueOf(settings.clientSecret()))
              .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
              .scope("openid", "profile")
              .build();
    }
    return known;
  }
}
