package dev.muster.app;

import dev.muster.campaign.file.NearMiss;
import dev.muster.store.H2Setting;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.api.ErrorCode;

/**
 * The options of a URL of H2. H2 has no list of them to ask: each is tried by itself on a database
 * in memory, before a file is made or a server is asked.
 */
final class H2Options {
  /** A semicolon behind a backslash is none that separates. */
  private static final Pattern SEPARATOR = Pattern.compile("(?<!\\\\);");

  private static final Pattern SERVER =
      Pattern.compile("(?i)jdbc:h2:(?:tcp|ssl):(?://)?([^/;]*)(/.*)?");

  private static final Pattern OWN_LOCK = Pattern.compile("(?i)" + DatabaseUrl.OWN_LOCK);

  private static final Pattern READ_ONLY = Pattern.compile("(?i)^jdbc:h2:(zip|classpath):");

  /** Which are PostgreSQL's; H2 would take them for a part of the file's name. */
  private static final Pattern OTHER_OPTIONS = Pattern.compile("jdbc:h2:[^;?&]*[?&]\\w+=.*");

  private static final Pattern ANOTHER_IN_IT = Pattern.compile("&\\s*\\w+=");

  private static final String OTHERS =
      "expected H2's options, ;NAME=VALUE;NAME=VALUE, found others behind a ? or &";

  private static final Pattern ENDED = Pattern.compile("(?i)jdbc:h2:[^;]*\\.mv\\.db(;.*)?");

  /** One of the servers of a cluster. */
  private static final Pattern ADDRESS = Pattern.compile(DatabaseUrl.HOST + "(?::(\\d{1,5}))?");

  private static final int LAST_PORT = 65_535;

  /** What H2 reads itself, taking what it does not understand for false. */
  private static final Set<String> BOOLEANS =
      Set.of("AUTO_SERVER", "IFEXISTS", "FORBID_CREATION", "DB_CLOSE_ON_EXIT", "RECOVER");

  /** What cannot be told from a trial in memory: nothing there is a file, or asked anything. */
  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "CIPHER", Set.of("aes", "xtea", "fog"),
          // In the others H2 does not know "limit".
          "MODE", Set.of("regular", "legacy", "postgresql", "mysql", "mariadb", "db2", "hsqldb"),
          "ACCESS_MODE_DATA", Set.of("r", "rw", "rws", "rwd"));

  /** H2 takes more words for these, which nobody else who reads the URL does. */
  private static final Set<String> TRUE_OR_FALSE = Set.of("true", "false");

  /** About what one in memory does not have: what is in the database, or its server. */
  private static final Set<String> NOT_TRIED =
      Set.of(
          "INIT",
          "SCHEMA",
          "CATALOG",
          "AUTHREALM",
          "AUTHZPWD",
          "CLUSTER",
          "DATABASE_EVENT_LISTENER",
          "JAVA_OBJECT_SERIALIZER",
          "TRACE_LEVEL_SYSTEM_OUT");

  /** What may be the end of a password with a semicolon in it is not repeated. */
  private static final Pattern A_WORD = Pattern.compile("[A-Z_]{4,}");

  /** To tell which was meant; there may be more. */
  private static final Set<String> NAMES =
      Stream.of(BOOLEANS.stream(), KNOWN.keySet().stream(), NOT_TRIED.stream(), H2Setting.names())
          .flatMap(names -> names)
          .collect(Collectors.toUnmodifiableSet());

  private static final String UNKNOWN = "H2 has no option ";

  private static final Pattern TAKES_ALL =
      Pattern.compile("(?i);IGNORE_UNKNOWN_SETTINGS=TRUE(;|$)");

  private H2Options() {}

  /** What is wrong with the first that is, or with a server's address. */
  static Optional<String> fault(String url) {
    var options =
        options(url)
            .flatMap(option -> option(option).stream())
            .filter(fault -> !fault.startsWith(UNKNOWN) || !TAKES_ALL.matcher(url).find());
    if (DatabaseUrl.isShared(url) && OWN_LOCK.matcher(url).find()) {
      return Optional.of(
          "AUTO_SERVER=TRUE cannot stand beside that FILE_LOCK; leave one of them out");
    }
    return Stream.of(kind(url).stream(), address(url).stream(), options)
        .flatMap(faults -> faults)
        .findFirst();
  }

  /** What H2 has that no run can write to, or that it takes for another file. */
  private static Optional<String> kind(String url) {
    if (READ_ONLY.matcher(url).find()) {
      return Optional.of(
          "expected a database that can be written to, found one in an archive or on the class path");
    }
    if (OTHER_OPTIONS.matcher(url).matches()) {
      return Optional.of(OTHERS);
    }
    return ENDED.matcher(url).matches()
        ? Optional.of("expected the path of H2's file without its ending .mv.db, which H2 adds")
        : Optional.empty();
  }

  private static Stream<String> options(String url) {
    return SEPARATOR.splitAsStream(url).skip(1).map(String::strip).filter(o -> !o.isEmpty());
  }

  private static Optional<String> address(String url) {
    var server = SERVER.matcher(url);
    if (!server.matches() || Stream.of(server.group(1).split(",")).allMatch(H2Options::isAddress)) {
      return Optional.empty();
    }
    return Optional.of(
        "expected jdbc:h2:tcp://HOST:PORT/NAME with a port from 1 to 65535, found another; a name"
            + " and a password belong into MUSTER_DATABASE_USERNAME and MUSTER_DATABASE_PASSWORD");
  }

  private static boolean isAddress(String text) {
    var address = ADDRESS.matcher(text);
    if (!address.matches()) {
      return false;
    }
    var port = address.group(1) == null ? 1 : Integer.parseInt(address.group(1));
    return port >= 1 && port <= LAST_PORT;
  }

  private static Optional<String> option(String option) {
    var parts = option.split("=", 2);
    var name = parts[0].toUpperCase(Locale.ROOT);
    if (parts.length < 2) {
      // Not repeated: it may be the end of a password with a semicolon in it.
      return Optional.of(
          "expected NAME=VALUE behind each semicolon; one that is in a value has a backslash before"
              + " it");
    }
    if (!NOT_TRIED.contains(name) && ANOTHER_IN_IT.matcher(parts[1]).find()) {
      // Not repeated: the other may be a password.
      return Optional.of(OTHERS);
    }
    if (BOOLEANS.contains(name)) {
      return TRUE_OR_FALSE.contains(parts[1].toLowerCase(Locale.ROOT))
          ? Optional.empty()
          : Optional.of("option %s: expected TRUE or FALSE, found '%s'".formatted(name, parts[1]));
    }
    if (NOT_TRIED.contains(name)) {
      return Optional.empty();
    }
    if (KNOWN.containsKey(name)) {
      return KNOWN.get(name).contains(parts[1].toLowerCase(Locale.ROOT))
          ? Optional.empty()
          : Optional.of(notTaken(name, parts[1]));
    }
    return H2Setting.refusal(option)
        .map(refusal ->
            refusal.getErrorCode() == ErrorCode.UNSUPPORTED_SETTING_1
                ? unknown(name)
                : notTaken(name, parts[1]));
  }

  private static String unknown(String name) {
    return A_WORD.matcher(name).matches()
        ? UNKNOWN + name + NearMiss.choice(name, NAMES)
        : UNKNOWN
            + "of a name that stands in it; a semicolon in a value has a backslash"
            + " before it";
  }

  private static String notTaken(String name, String value) {
    return KNOWN.containsKey(name)
        ? "option %s: expected one of %s, found '%s'"
            .formatted(name, String.join(", ", new TreeSet<>(KNOWN.get(name))), value)
        : "option %s: expected a value that H2 has for it, found '%s'".formatted(name, value);
  }
}
