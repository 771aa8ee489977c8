package dev.muster.app;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The web page's settings.
 *
 * @param users who may log in with a password
 * @param oidc who else may, and who knows them
 * @param sessionTimeout how long somebody stays logged in who does nothing
 * @param behindProxy whether {@code X-Forwarded-*} is believed
 * @param hosts the names by which the page is called, beside the address that it listens on
 * @param overdueAfter how long after a planned time or an opening somebody is needed where no
 *     launch has come
 * @param metricsToken what scrapers bring along where others than this machine reach the page, or
 *     null for none: they get nothing then; a secret
 * @param workers how many processes that the page has begun work at a time, 1 or more
 */
public record ServeSettings(
    @DefaultValue List<User> users,
    @DefaultValue Oidc oidc,
    @DefaultValue("30m") Duration sessionTimeout,
    @DefaultValue("false") boolean behindProxy,
    @DefaultValue List<String> hosts,
    @DefaultValue("15m") Duration overdueAfter,
    @Nullable String metricsToken,
    @DefaultValue("2") int workers) {
  public ServeSettings {
    users = List.copyOf(users);
    hosts = List.copyOf(hosts);
  }

  @Override
  public String toString() {
    return users + " of " + hosts;
  }

  /** What somebody may do. */
  public enum Role {
    /** Looks, and sees no personal data. */
    VIEWER,
    /** Sees all, and acts. */
    OPERATOR
  }

  /**
   * Somebody who may log in.
   *
   * @param password its bcrypt hash
   */
  public record User(@Nullable String name, @Nullable String password, @Nullable Role role) {
    @Override
    public String toString() {
      return String.valueOf(name);
    }
  }

  /**
   * OpenID Connect.
   *
   * @param issuer whose addresses are found at {@code /.well-known/openid-configuration} below it,
   *     or null for none
   * @param clientSecret a secret
   * @param roleClaim where it says what somebody is
   * @param operators values of it that make an operator
   * @param viewers values of it that make a viewer
   */
  public record Oidc(
      @Nullable String issuer,
      @Nullable String clientId,
      @Nullable String clientSecret,
      @DefaultValue("groups") String roleClaim,
      @DefaultValue List<String> operators,
      @DefaultValue List<String> viewers) {
    public Oidc {
      operators = List.copyOf(operators);
      viewers = List.copyOf(viewers);
    }

    /** Whether people may log in so. */
    public boolean isSet() {
      return issuer != null && !issuer.isBlank();
    }

    @Override
    public String toString() {
      return String.valueOf(issuer);
    }
  }
}
