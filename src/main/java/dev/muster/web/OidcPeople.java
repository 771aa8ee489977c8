package dev.muster.web;

import dev.muster.app.ServeSettings;
import dev.muster.app.ServeSettings.Role;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * Who somebody is of whom an issuer tells, and what they may do: by a claim's values, or nothing.
 */
final class OidcPeople implements OAuth2UserService<OidcUserRequest, OidcUser> {
  private static final String NAME = "preferred_username";
  private static final String SUBJECT = "sub";

  private final ServeSettings.Oidc settings;
  private final OidcUserService told = new OidcUserService();

  OidcPeople(ServeSettings.Oidc settings) {
    this.settings = settings;
  }

  @Override
  public OidcUser loadUser(OidcUserRequest request) {
    var user = told.loadUser(request);
    return new DefaultOidcUser(
        role(user.getClaim(settings.roleClaim())).map(OidcPeople::authorities).orElse(List.of()),
        user.getIdToken(),
        user.getUserInfo(),
        user.hasClaim(NAME) ? NAME : SUBJECT);
  }

  /** The higher one of those that the values make. */
  Optional<Role> role(@Nullable Object claim) {
    var values =
        claim instanceof Collection<?> several
            ? several.stream().map(Objects::toString).toList()
            : List.of(Objects.toString(claim, ""));
    if (values.stream().anyMatch(settings.operators()::contains)) {
      return Optional.of(Role.OPERATOR);
    }
    return values.stream().anyMatch(settings.viewers()::contains)
        ? Optional.of(Role.VIEWER)
        : Optional.empty();
  }

  private static List<GrantedAuthority> authorities(Role role) {
    return AuthorityUtils.createAuthorityList("ROLE_" + role);
  }
}
