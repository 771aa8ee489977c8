package dev.muster.web;

import dev.muster.app.Complaint;
import dev.muster.app.ServeSettings;
import dev.muster.report.Printable;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether somebody may log in, and nobody else may come in: what is refused before the start. */
public final class Logins {
  /** The prefixes that differ in nothing else that matters, the cost, salt and hash. */
  private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");

  private static final int LEAST_COST = 10;
  private static final String SETTING = "muster.serve.users[%d]%s";

  private Logins() {}

  /**
   * Refuses what would lock everybody out, or let anybody in (looking.md, "Who may").
   *
   * @param bind the address to listen on
   * @param login whether people have to log in
   * @throws Complaint with the remedy
   */
  public static void check(ServeSettings settings, InetAddress bind, boolean login) {
    var users = settings.users();
    for (var i = 0; i < users.size(); i++) {
      check(users.get(i), i);
    }
    if (settings.workers() < 1) {
      throw Complaint.needsRemedy(
          "muster.serve.workers: expected 1 or more, found " + settings.workers());
    }
    var names = new HashSet<String>();
    users.stream()
        .filter(user -> !names.add(String.valueOf(user.name())))
        .findFirst()
        .ifPresent(user -> {
          throw Complaint.needsRemedy(
              "muster.serve.users: expected each name once, found two of "
                  + Printable.cut(user.toString()));
        });
    if (!login && !bind.isLoopbackAddress()) {
      throw Complaint.needsRemedy(
          "--without-login: expected --bind 127.0.0.1 or another address of this machine alone, found %s, which others reach; leave one of both out"
              .formatted(bind.getHostAddress()));
    }
    check(settings.oidc());
    if (login && users.isEmpty() && !settings.oidc().isSet()) {
      throw Complaint.needsRemedy(
          "serve: expected somebody who may log in, found nobody; set MUSTER_SERVE_USERS_0_NAME,"
              + " MUSTER_SERVE_USERS_0_PASSWORD (what 'muster serve --hash-password' prints) and"
              + " MUSTER_SERVE_USERS_0_ROLE (operator or viewer)"
              + (bind.isLoopbackAddress()
                  ? ", or say --without-login: everybody on this machine is an operator then"
                  : ""));
    }
  }

  private static void check(ServeSettings.Oidc oidc) {
    if (!oidc.isSet()) {
      return;
    }
    if (isBlank(oidc.clientId()) || isBlank(oidc.clientSecret())) {
      throw Complaint.needsRemedy(
          "muster.serve.oidc: expected client-id and client-secret beside the issuer, found none;"
              + " set both as the issuer has them");
    }
    if (oidc.operators().isEmpty() && oidc.viewers().isEmpty()) {
      throw Complaint.needsRemedy(
          "muster.serve.oidc: expected operators or viewers, values of the claim '%s', found none: nobody could come in"
              .formatted(oidc.roleClaim()));
    }
  }

  private static void check(ServeSettings.User user, int index) {
    if (isBlank(user.name())) {
      throw Complaint.needsRemedy(
          SETTING.formatted(index, ".name: expected whom it is, found nothing"));
    }
    if (user.role() == null) {
      throw Complaint.needsRemedy(
          SETTING.formatted(index, ".role: expected operator or viewer, found nothing"));
    }
    var hash = BCRYPT.matcher(isBlank(user.password()) ? "" : String.valueOf(user.password()));
    if (!hash.matches()) {
      throw Complaint.needsRemedy(
          SETTING.formatted(
              index,
              ".password: expected a bcrypt hash, found something else; 'muster serve"
                  + " --hash-password' reads a password and prints its hash"));
    }
    var cost = Integer.parseInt(hash.group(1));
    if (cost < LEAST_COST || cost > 31) {
      throw Complaint.needsRemedy(
          SETTING.formatted(
              index,
              ".password: expected a bcrypt hash of cost %d or more, found cost %d; 'muster serve --hash-password' makes one"
                  .formatted(LEAST_COST, cost)));
    }
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  /** The highest cost among the hashes, for one of nobody's that takes as long. */
  static int cost(List<ServeSettings.User> users) {
    return users.stream()
        .map(user -> BCRYPT.matcher(String.valueOf(user.password())))
        .filter(hash -> hash.matches())
        .mapToInt(hash -> Integer.parseInt(hash.group(1)))
        .max()
        .orElse(LEAST_COST);
  }
}
