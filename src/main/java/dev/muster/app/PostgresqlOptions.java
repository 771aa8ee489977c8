package dev.muster.app;

import dev.muster.campaign.file.NearMiss;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.util.PGPropertyMaxResultBufferParser;
import org.postgresql.util.PSQLException;

/**
 * The options of a URL of PostgreSQL, by its driver's own list of them: the driver passes over what
 * it does not know, so that {@code sslmod=require} would mean no encryption, and takes every
 * boolean for false that is not {@code true}.
 */
final class PostgresqlOptions {
  private static final Map<String, PGProperty> KNOWN =
      Arrays.stream(PGProperty.values())
          .collect(Collectors.toMap(PGProperty::getName, Function.identity()));

  /** Of plug-ins, which may have options of their own. */
  private static final Set<String> PLUG_INS =
      Set.of(
          PGProperty.SOCKET_FACTORY.getName(),
          PGProperty.AUTHENTICATION_PLUGIN_CLASS_NAME.getName(),
          PGProperty.SSL_FACTORY.getName());

  /** The URL's own parts, lists where it names several servers. */
  private static final Set<String> NO_OPTIONS =
      Set.of(
          PGProperty.PG_HOST.getName(),
          PGProperty.PG_PORT.getName(),
          PGProperty.PG_DBNAME.getName());

  /** Without a value it is true; it has no default by which the driver would tell its kind. */
  private static final PGProperty SSL = PGProperty.SSL;

  /**
   * Their choices are not all that the driver takes: several of them, or others that mean the same.
   */
  private static final Set<PGProperty> MORE_THAN_CHOICES =
      Set.of(PGProperty.REQUIRE_AUTH, PGProperty.PROTOCOL_VERSION);

  /** Of which the driver takes the words as they stand, and all others for its default. */
  private static final Set<PGProperty> EXACT =
      Set.of(PGProperty.PREFER_QUERY_MODE, PGProperty.ESCAPE_SYNTAX_CALL_MODE);

  /** What may be the end of a password with an & in it is not repeated. */
  private static final Pattern A_WORD = Pattern.compile("[A-Za-z_]{4,}");

  /** As H2's are separated. */
  private static final Pattern BEHIND_A_SEMICOLON = Pattern.compile(";\\s*(\\w+)=");

  private PostgresqlOptions() {}

  /**
   * What is wrong with the first that is.
   *
   * @param url one that the driver can read
   */
  static Optional<String> fault(String url) {
    var options = Driver.parseURL(url, new Properties());
    if (options == null) {
      return Optional.empty();
    }
    if (hasH2sSeparator(url)) {
      // Not repeated: what stands there may be a password.
      return Optional.of(
          "expected PostgreSQL's options, ?name=value&name=value, found others behind a ;");
    }
    var names = options.stringPropertyNames();
    var pluggedIn = !Collections.disjoint(names, PLUG_INS);
    return names.stream()
        .filter(name -> !NO_OPTIONS.contains(name))
        .sorted()
        .flatMap(name -> {
          var known = KNOWN.get(name);
          return known == null
              ? Stream.of(unknown(name, options.getProperty(name))).filter(_ -> !pluggedIn)
              : fault(known, options.getProperty(name)).stream();
        })
        .findFirst();
  }

  /** A value may have a semicolon in it, and then something that is no option's name. */
  private static boolean hasH2sSeparator(String url) {
    var values = url.indexOf('?');
    return BEHIND_A_SEMICOLON
        .matcher(url)
        .results()
        .anyMatch(
            option -> values < 0 || option.start() < values || KNOWN.containsKey(option.group(1)));
  }

  private static String unknown(String name, String value) {
    return value.isEmpty() || !A_WORD.matcher(name).matches()
        ? "expected name=value before and behind each &; one that is in a value is written %26"
        : "PostgreSQL's driver has no option " + name + near(name);
  }

  private static String near(String name) {
    return KNOWN.keySet().stream()
        .filter(known -> known.equalsIgnoreCase(name))
        .findFirst()
        .map(NearMiss::question)
        .orElseGet(() -> NearMiss.choice(name, KNOWN.keySet()));
  }

  private static Optional<String> fault(PGProperty option, String value) {
    var byDefault = String.valueOf(option.getDefaultValue());
    var choices = option.getChoices();
    if (choices != null && !MORE_THAN_CHOICES.contains(option)) {
      return expected(
          option,
          String.join(", ", choices),
          value,
          EXACT.contains(option)
              ? List.of(choices).contains(value)
              : Arrays.stream(choices).anyMatch(value::equalsIgnoreCase));
    }
    if (option == PGProperty.MAX_RESULT_BUFFER) {
      return expected(option, "a size such as 100M or 10p", value, isBufferSize(value));
    }
    if (byDefault.matches("true|false") || (option == SSL && !value.isEmpty())) {
      return expected(
          option,
          "true or false",
          value,
          Set.of("true", "false").contains(value.toLowerCase(Locale.ROOT)));
    }
    return byDefault.matches("-?\\d+")
        ? expected(
            option,
            "a whole number",
            value,
            value.matches(
                option == PGProperty.LOGIN_TIMEOUT ? "\\d{1,10}(\\.\\d+)?" : "-1|\\d{1,10}"))
        : Optional.empty();
  }

  /** By the driver, whose own message lacks the value. */
  private static boolean isBufferSize(String value) {
    try {
      return PGPropertyMaxResultBufferParser.parseProperty(value) > 0;
    } catch (PSQLException e) {
      return false;
    }
  }

  private static Optional<String> expected(
      PGProperty option, String what, String found, boolean isRight) {
    return isRight
        ? Optional.empty()
        : Optional.of(
            "option %s: expected %s, found '%s'".formatted(option.getName(), what, found));
  }
}
