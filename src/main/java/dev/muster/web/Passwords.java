package dev.muster.web;

import dev.muster.app.Complaint;
import dev.muster.app.ServeSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Passwords of people, which nobody keeps: only their bcrypt hashes. */
public final class Passwords {
  private static final int COST = 12;

  /** What bcrypt takes no notice of. */
  private static final int LONGEST = 72;

  private final List<ServeSettings.User> users;
  private final BCryptPasswordEncoder encoder = new BCryptPasswordEncoder();
  private final String nobodys;

  Passwords(List<ServeSettings.User> users) {
    this.users = users;
    this.nobodys = new BCryptPasswordEncoder(Logins.cost(users)).encode("nobody's");
  }

  /**
   * The hash of a password, another one each time.
   *
   * @throws Complaint when there is none, or it is longer than bcrypt looks at
   */
  public static String hash(String password) {
    if (password.isEmpty()) {
      throw Complaint.needsRemedy("--hash-password: expected a password, found nothing");
    }
    var length = password.getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST) {
      throw Complaint.needsRemedy(
          "--hash-password: expected at most %d bytes, found %d".formatted(LONGEST, length));
    }
    return new BCryptPasswordEncoder(COST).encode(password);
  }

  /**
   * The user of that name and password; it takes as long to find out that there is no such name.
   */
  Optional<ServeSettings.User> user(String name, String password) {
    var named = users.stream().filter(user -> name.equals(user.name())).findFirst();
    var hash = named.map(user -> String.valueOf(user.password())).orElse(nobodys);
    var right =
        password.getBytes(StandardCharsets.UTF_8).length <= LONGEST
            && encoder.matches(password, hash);
    return right ? named : Optional.empty();
  }
}
