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

  /** The setting of the login that ends with a line break, as files of secrets like to. */
  default Optional<String> lineBreak() {
    return endsWithLineBreak(username())
        ? Optional.of(variables() + "USERNAME")
        : Optional.of(variables() + "PASSWORD").filter(_ -> endsWithLineBreak(password()));
  }

  private static boolean endsWithLineBreak(@Nullable String text) {
    return text != null && (text.endsWith("\n") || text.endsWith("\r"));
  }

  /** A text that names settings of Muster's own database, with those of this one. */
  default String named(String text) {
    return text.replace(Settings.Database.VARIABLES, variables());
  }
}
