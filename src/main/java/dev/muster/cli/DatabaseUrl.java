package dev.muster.cli;

import java.util.regex.Pattern;

/** The databases that Muster takes, by their JDBC URLs. */
final class DatabaseUrl {
  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final String H2 = "jdbc:h2:";

  /** What a URL begins with, up to where it may hold a secret. */
  private static final Pattern KIND = Pattern.compile("^(?:jdbc:)?[a-z0-9]{1,20}:");

  private DatabaseUrl() {}

  static boolean isPostgresql(String url) {
    return url.startsWith(POSTGRESQL);
  }

  /**
   * Refuses others, and a name and a password in the place of the host.
   *
   * @throws Complaint whose message repeats neither
   */
  static void check(String url) {
    if (!isPostgresql(url) && !url.startsWith(H2)) {
      throw wrong(
          "a JDBC URL of PostgreSQL (jdbc:postgresql://HOST/NAME) or H2 (jdbc:h2:file:PATH), found "
              + kind(url));
    }
    if (isPostgresql(url) && url.contains("@")) {
      throw wrong(
          "jdbc:postgresql://HOST/NAME, found an @; a name and a password belong into"
              + " MUSTER_DATABASE_USERNAME and MUSTER_DATABASE_PASSWORD, and any other @ is written"
              + " %40");
    }
  }

  private static String kind(String url) {
    var kind = KIND.matcher(url);
    return kind.find() ? "'" + kind.group() + "…'" : "something else";
  }

  private static Complaint wrong(String expected) {
    return new Complaint(ExitCode.WRONG, "MUSTER_DATABASE_URL: expected " + expected);
  }
}
