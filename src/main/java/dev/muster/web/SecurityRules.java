package dev.muster.web;

import dev.muster.app.ServeSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.savedrequest.NullRequestCache;

/** Who may what (looking.md, "Who may"), as Spring Security holds it. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityRules {
  private static final Logger log = LoggerFactory.getLogger(SecurityRules.class);

  private static final String OPERATOR = "OPERATOR";
  private static final String VIEWER = "VIEWER";

  /** Probes and scrapers have no session, and read nothing that is anybody's. */
  @Bean
  @Order(1)
  SecurityFilterChain ofPrograms(HttpSecurity http) {
    return http.securityMatcher(Addresses.FOR_PROGRAMS)
        .authorizeHttpRequests(to -> to.anyRequest().permitAll())
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(headers -> headers.disable())
        .build();
  }

  /** People. */
  @Bean
  @Order(2)
  SecurityFilterChain ofPeople(HttpSecurity http, Site site) {
    http.authorizeHttpRequests(to ->
            to.requestMatchers(Addresses.LOGIN, Addresses.ASSETS + "*")
                .permitAll()
                .requestMatchers(Addresses.OF_OPERATORS)
                .hasRole(OPERATOR)
                .anyRequest()
                .hasAnyRole(VIEWER, OPERATOR))
        // Ours are on every answer, whoever gives it.
        .headers(headers -> headers.disable())
        // It would make a session of every request that is refused, and lead back to errors.
        .requestCache(cache -> cache.requestCache(new NullRequestCache()))
        .exceptionHandling(refused ->
            refused
                .authenticationEntryPoint((request, response, _) -> sendToLogin(request, response))
                .accessDeniedHandler(
                    (_, response, _) -> response.sendError(HttpServletResponse.SC_FORBIDDEN)));
    if (site.login()) {
      login(http, site);
    } else {
      http.anonymous(
              everybody -> everybody.principal(Frame.EVERYBODYS_NAME).authorities(Frame.OPERATOR))
          .logout(logout -> logout.disable());
    }
    return http.build();
  }

  private static void login(HttpSecurity http, Site site) {
    if (site.settings().oidc().isSet()) {
      oidc(http, site.settings().oidc());
    }
    var limit = new LoginLimit(site.clock());
    http.addFilterBefore(new FormsOfNobody(), CsrfFilter.class)
        .addFilterBefore(new LoginTries(limit), UsernamePasswordAuthenticationFilter.class)
        .authenticationProvider(new PasswordLogin(new Passwords(site.settings().users())))
        .formLogin(form ->
            form.loginPage(Addresses.LOGIN)
                .successHandler((request, response, who) -> {
                  limit.right(who.getName(), request.getRemoteAddr());
                  LoginEvents.succeeded(who.getName());
                  seeOther(response, "/");
                })
                .failureHandler((_, response, _) -> {
                  LoginEvents.failed();
                  seeOther(response, Addresses.LOGIN + "?" + LoginPage.WRONG);
                }))
        .logout(logout ->
            logout
                .logoutUrl(Addresses.LOGOUT)
                .logoutSuccessHandler((_, response, _) -> seeOther(response, Addresses.LOGIN)));
  }

  private static void oidc(HttpSecurity http, ServeSettings.Oidc settings) {
    http.oauth2Login(sign ->
        sign.loginPage(Addresses.LOGIN)
            .clientRegistrationRepository(new OidcIssuer(settings))
            .userInfoEndpoint(whom -> whom.oidcUserService(new OidcPeople(settings)))
            .successHandler((_, response, who) -> {
              LoginEvents.succeeded(who.getName());
              seeOther(response, "/");
            })
            .failureHandler((_, response, failure) -> {
              LoginEvents.failed();
              log.warn("A sign-on has failed: {}", failure.getClass().getSimpleName());
              seeOther(response, Addresses.LOGIN + "?" + LoginPage.FAILED);
            }));
  }

  /** A part of a page that renews itself is not to become the login's. */
  private static void sendToLogin(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getHeader("HX-Request") != null) {
      response.setHeader("HX-Refresh", "true");
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
    } else {
      seeOther(response, Addresses.LOGIN);
    }
  }

  /** Whatever was asked, the browser is to get another page. */
  static void seeOther(HttpServletResponse response, String address) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", address);
  }
}
