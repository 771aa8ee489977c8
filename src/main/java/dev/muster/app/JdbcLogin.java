package dev.muster.app;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC URL with the name and the password taken out of it: drivers and pools repeat URLs in their
 * logs and exceptions.
 *
 * @param username as the URL says it, or null
 * @param password as the URL says it, or null
 */
record JdbcLogin(String url, @Nullable String username, @Nullable String password) {
  private static final Set<String> LOGIN = Set.of(LoginInUrl.USER, LoginInUrl.PASSWORD);

  /** Where a database's URL has its options, and how they are written. */
  private enum Style {
    /** {@code ?name=value&name=value}, percent-encoded. */
    POSTGRESQL("?", "&", "&") {
      @Override
      String value(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
      }
    },
    /** {@code ;NAME=value;NAME=value}, with a backslash before a semicolon that is none. */
    H2(";", ";", "(?<!\\\\);") {
      @Override
      String value(String text) {
        return text.replaceAll("\\\\(.)", "$1");
      }
    };

    private final String beforeFirst;
    private final String between;
    private final Pattern separator;

    Style(String beforeFirst, String between, String separator) {
      this.beforeFirst = beforeFirst;
      this.between = between;
      this.separator = Pattern.compile(separator);
    }

    abstract String value(String text);

    boolean isReadable(String text) {
      try {
        value(text);
        return true;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
  }

  static JdbcLogin of(String url) {
    return of(url, DatabaseUrl.isPostgresql(url) ? Style.POSTGRESQL : Style.H2);
  }

  private static JdbcLogin of(String url, Style style) {
    var begin = url.indexOf(style.beforeFirst);
    if (begin < 0) {
      return new JdbcLogin(url, null, null);
    }
    var left = new ArrayList<String>();
    var values = new HashMap<String, String>();
    for (var option : style.separator.split(url.substring(begin + 1), -1)) {
      var parts = option.split("=", 2);
      var name = parts[0].toLowerCase(Locale.ROOT);
      if (parts.length == 2 && LOGIN.contains(name) && style.isReadable(parts[1])) {
        values.put(name, style.value(parts[1]));
      } else {
        left.add(option);
      }
    }
    var options = left.isEmpty() ? "" : style.beforeFirst + String.join(style.between, left);
    return new JdbcLogin(
        url.substring(0, begin) + options,
        values.get(LoginInUrl.USER),
        values.get(LoginInUrl.PASSWORD));
  }

  /** With these settings for what the URL does not say. */
  JdbcLogin or(@Nullable String setUsername, @Nullable String setPassword) {
    return new JdbcLogin(
        url, username == null ? setUsername : username, password == null ? setPassword : password);
  }

  /** What of it stands in the place of these settings. */
  LoginInUrl over(@Nullable String setUsername, @Nullable String setPassword) {
    var names = new ArrayList<String>();
    if (username != null) {
      names.add(LoginInUrl.USER);
    }
    if (password != null) {
      names.add(LoginInUrl.PASSWORD);
    }
    return new LoginInUrl(names, isOther(username, setUsername) || isOther(password, setPassword));
  }

  private static boolean isOther(@Nullable String here, @Nullable String set) {
    return here != null && set != null && !set.isEmpty() && !here.equals(set);
  }
}
