package dev.muster.app;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A database of the settings, and how it is told of. */
public interface Access {

  /** Its JDBC URL, without a login. */
  String url();

  /** The login's name, or null. */
  @Nullable String username();

  /** The login's password, or null. */
  @Nullable String password();

  /** What of the login its URL says, as it is set. */
  LoginInUrl inUrl();

  /** What it is in a sentence: the database, or the source. */
  String subject();

  /** What its settings' names begin with in the environment. */
  String variables();

  /** The URL without what may be a secret in it. */
  default String place() {
    return url().replaceFirst("[?;].*$", "").replaceAll("//[^/@]*@", "//");
  }

  /** A text in which a driver may have repeated the URL or the password, without them. */
  default String without(String text) {
    var safe = text.replace(url(), place());
    var password = password();
    return password == null ? safe : Masked.password(password, safe);
  }

  /** What can be seen to be wrong with a login that is refused, and what to do about it. */
  default Optional<String> slip() {
    return slip(LoginInUrl.USER, "USERNAME", username())
        .or(() -> slip(LoginInUrl.PASSWORD, "PASSWORD", password()));
  }

  private Optional<String> slip(String name, String variable, @Nullable String value) {
    var setting = inUrl().has(name) ? name + " in " + variables() + "URL" : variables() + variable;
    if (value == null) {
      return Optional.empty();
    }
    // As files of secrets like to.
    if (value.endsWith("\n") || value.endsWith("\r")) {
      return Optional.of(setting + " ends with a line break: take that out of it");
    }
    return isInQuotes(value)
        ? Optional.of(setting + " is in quotes, which are part of the value: leave them out")
        : Optional.empty();
  }

  /** As a shell would take away, and what passes on files of settings does not. */
  private static boolean isInQuotes(String text) {
    return text.length() > 1
        && "\"'".indexOf(text.charAt(0)) >= 0
        && text.charAt(0) == text.charAt(text.length() - 1);
  }

  /** A remedy that names settings of Muster's own database, as it mends this one. */
  default String remedy(String text) {
    return named(inUrl().before(text));
  }

  /** A text that names settings of Muster's own database, with those of this one. */
  default String named(String text) {
    return text.replace(Settings.Database.VARIABLES, variables());
  }
}
