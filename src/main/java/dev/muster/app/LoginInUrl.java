package dev.muster.app;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What of a login stands in a JDBC URL, where it counts more than the settings.
 *
 * @param names {@code user}, {@code password}, both or none
 * @param differs whether a setting says something else
 */
record LoginInUrl(List<String> names, boolean differs) {
  static final String USER = "user";
  static final String PASSWORD = "password";

  private static final Map<String, String> SETTINGS =
      Map.of(
          USER,
          Settings.Database.VARIABLES + "USERNAME",
          PASSWORD,
          Settings.Database.VARIABLES + "PASSWORD");

  private static final Pattern SETS_LOGIN =
      Pattern.compile("set (?=" + Settings.Database.VARIABLES + "(?:USERNAME|PASSWORD)\\b)");

  LoginInUrl {
    names = List.copyOf(names);
  }

  /**
   * A remedy, which alone would mend nothing where it says to set what the URL has.
   *
   * @param remedy by the settings of Muster's own database
   */
  String before(String remedy) {
    var inTheWay =
        names.stream().filter(name -> remedy.contains(String.valueOf(SETTINGS.get(name)))).toList();
    if (inTheWay.isEmpty()) {
      return remedy;
    }
    var one = inTheWay.size() == 1;
    var why = one ? "it counts more than its setting" : "they count more than their settings";
    var other = one ? ", which says otherwise" : ", which say otherwise";
    return SETS_LOGIN
        .matcher(remedy)
        .replaceFirst(
            "take %s out of MUSTER_DATABASE_URL, where %s%s, and set "
                .formatted(String.join(" and ", inTheWay), why, differs ? other : ""));
  }

  boolean has(String name) {
    return names.contains(name);
  }
}
