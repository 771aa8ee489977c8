package dev.muster.app;

import dev.muster.store.RemoteH2;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** The databases that Muster takes, by their JDBC URLs. */
public final class DatabaseUrl {
  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final String H2 = "jdbc:h2:";

  /** What a URL begins with, up to where it may hold a secret. */
  private static final Pattern KIND = Pattern.compile("^(?:jdbc:)?[a-z0-9]{1,20}:");

  private static final Pattern QUOTES = Pattern.compile("[\"'‘’“”`]");

  /** A server of PostgreSQL's, and no slash behind it. */
  private static final Pattern WITHOUT_NAME =
      Pattern.compile("jdbc:postgresql://[^/@?]*(?:\\?.*)?");

  /** A server of PostgreSQL's, or the host of one, and no slashes before it. */
  private static final Pattern WITHOUT_SLASHES =
      Pattern.compile("jdbc:postgresql:(?:/[^/?]|[^/?]+[/:]).*");

  /** A server's, IPv6 in brackets. */
  static final String HOST = "(?:\\[[0-9A-Fa-f:.]+(?:%\\w+)?]|[^:\\[\\]@]+)";

  /** What PostgreSQL's driver makes of one or several, each of which may be left out. */
  private static final Pattern HOSTS = Pattern.compile("%1$s?(?:,%1$s?)*".formatted(HOST));

  /** H2's databases that are no file of this machine's, or cannot be written to. */
  private static final Pattern NO_FILE =
      Pattern.compile("(?i)(mem|tcp|ssl|zip|classpath|nioMemFS|nioMemLZF|memFS|memLZF):.*");

  private static final String SHARED = ";AUTO_SERVER=TRUE";

  /** Locks of H2's under which a file cannot be shared. */
  static final String OWN_LOCK = ";FILE_LOCK=(NO|FS|SERIALIZED)\\b";

  /** Options that say how a file is to be shared, or that it cannot be. */
  private static final Pattern ALREADY_SAID =
      Pattern.compile("(?i);AUTO_SERVER=|;ACCESS_MODE_DATA=r\\b|" + OWN_LOCK);

  /** Of Spring's tutorials: it excludes sharing, and pools close what they have opened anyway. */
  private static final Pattern OPEN_AT_EXIT = Pattern.compile("(?i);DB_CLOSE_ON_EXIT=FALSE");

  /**
   * H2's options under which it finds no table of a file that was made without them, and makes new
   * ones beside those.
   */
  private static final Pattern OTHER_NAMES =
      Pattern.compile(
          "(?i);\\s*(DATABASE_TO_UPPER=(?:FALSE|F|NO|N|0)|DATABASE_TO_LOWER=(?:TRUE|T|YES|Y|1))\\s*(?=;|$)");

  private DatabaseUrl() {}

  /** The URL, with what lets several processes use one file of H2 at the same time. */
  static String shared(String url) {
    if (!isFileOfH2(url)) {
      return url;
    }
    var closed = OPEN_AT_EXIT.matcher(url).replaceAll("");
    return ALREADY_SAID.matcher(closed).find() ? closed : closed + SHARED;
  }

  /** Whether processes share the database through the one of them that opened its file. */
  static boolean isShared(String url) {
    return isFileOfH2(url) && url.toUpperCase(Locale.ROOT).contains(SHARED);
  }

  /** Whether the database is a file of this machine's. */
  public static boolean isFileOfH2(String url) {
    return url.startsWith(H2) && !NO_FILE.matcher(url.substring(H2.length())).matches();
  }

  /** Whether H2 makes the database where it is not there; servers mostly do not. */
  static boolean isMadeByH2(String url) {
    return url.startsWith(H2) && !isServerOfH2(url);
  }

  /** Whether a server of H2's gives the database. */
  public static boolean isServerOfH2(String url) {
    return RemoteH2.isMeant(url);
  }

  static boolean isPostgresql(String url) {
    return url.startsWith(POSTGRESQL);
  }

  /**
   * Refuses others, a name and a password in the place of the host, options that change how names
   * are read, and those that the driver does not know or take.
   *
   * @throws Complaint whose message repeats no secret
   */
  static void check(String url) {
    if (!isPostgresql(url) && !url.startsWith(H2)) {
      throw wrong(
          "a JDBC URL of PostgreSQL (jdbc:postgresql://HOST/NAME) or H2 (jdbc:h2:file:PATH), found "
              + kind(url));
    }
    var otherNames = OTHER_NAMES.matcher(url);
    if (url.startsWith(H2) && otherNames.find()) {
      throw wrong(
          "a URL without %s, under which tables that were made without it are not found; leave it out, and name another file where this one was made with it"
              .formatted(otherNames.group(1).toUpperCase(Locale.ROOT)));
    }
    if (isPostgresql(url) && url.contains("@")) {
      throw wrong(
          "jdbc:postgresql://HOST/NAME, found an @; a name and a password belong into"
              + " MUSTER_DATABASE_USERNAME and MUSTER_DATABASE_PASSWORD, and any other @ is written"
              + " %40");
    }
    if (isPostgresql(url) && WITHOUT_SLASHES.matcher(url).matches()) {
      throw wrong("jdbc:postgresql://HOST:PORT/NAME, found no // before the host");
    }
    if (isPostgresql(url) && WITHOUT_NAME.matcher(url).matches()) {
      throw wrong("jdbc:postgresql://HOST:PORT/NAME, found no /NAME: the database's is missing");
    }
    if (isPostgresql(url) && !isReadable(url)) {
      throw wrong(
          "jdbc:postgresql://HOST:PORT/NAME, found one that PostgreSQL's driver cannot read, such as"
              + " with a port that is no number from 1 to 65535, or a % before what is no code");
    }
    if (isPostgresql(url) && !HOSTS.matcher(hosts(url)).matches()) {
      throw wrong(
          "jdbc:postgresql://HOST:PORT/NAME, found a colon too many: a host has one port, and an"
              + " address of IPv6 stands in brackets");
    }
    (isPostgresql(url) ? PostgresqlOptions.fault(url) : H2Options.fault(url))
        .ifPresent(fault -> {
          throw Complaint.needsRemedy("MUSTER_DATABASE_URL: " + fault);
        });
  }

  /** Whether the URL itself says that the database is not to be made. */
  static boolean mustExist(String url) {
    var options = url.toUpperCase(Locale.ROOT);
    return options.contains(PoolConfig.MUST_EXIST) || options.contains(";FORBID_CREATION=TRUE");
  }

  private static boolean isReadable(String url) {
    return Driver.parseURL(url, new Properties()) != null;
  }

  /** As the driver reads them: what is before the last colon of each. */
  private static String hosts(String url) {
    var read = Driver.parseURL(url, new Properties());
    return read == null ? "" : read.getProperty(PGProperty.PG_HOST.getName(), "");
  }

  /** What kind of URL it is, without what may be a secret in it. */
  static String kind(String url) {
    var kind = KIND.matcher(url);
    if (url.isBlank()) {
      return "nothing";
    }
    if (QUOTES.matcher(url).lookingAt()) {
      return "quotes around it, which are part of the value: leave them out";
    }
    return kind.find() ? "'" + kind.group() + "…'" : "something else";
  }

  private static Complaint wrong(String expected) {
    return Complaint.needsRemedy("MUSTER_DATABASE_URL: expected " + expected);
  }
}
