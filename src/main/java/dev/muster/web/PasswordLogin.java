package dev.muster.web;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

/** Somebody's name and password, as Spring Security asks for them. */
record PasswordLogin(Passwords passwords) implements AuthenticationProvider {

  @Override
  public Authentication authenticate(Authentication asked) {
    var user =
        passwords
            .user(asked.getName(), String.valueOf(asked.getCredentials()))
            .orElseThrow(() -> new BadCredentialsException("wrong"));
    return UsernamePasswordAuthenticationToken.authenticated(
        user.toString(), null, AuthorityUtils.createAuthorityList("ROLE_" + user.role()));
  }

  @Override
  public boolean supports(Class<?> asked) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(asked);
  }
}
