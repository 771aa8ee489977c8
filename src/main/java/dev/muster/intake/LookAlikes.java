package dev.muster.intake;

import dev.muster.campaign.file.NearMiss;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds under which names other systems may have what Muster calls {@code user_id}, {@code event}
 * and {@code occurred_at}: Segment, Amplitude, Mixpanel, CleverTap, PostHog, Braze, Snowplow,
 * BigQuery with GA4, and what people write by hand.
 *
 * <p>Only names are ever shown that say what they are: without a header, the first row's values
 * stand where names should, and they are somebody's.
 */
final class LookAlikes {
  private static final Pattern NAME = Pattern.compile("[\\p{L}$_\\s][\\p{L}\\s_.$:-]{0,39}");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\d]+");
  private static final int FARTHEST = 10_000;

  /** What each is called elsewhere, the nearest first; letters alone, in lower case. */
  private static final Map<String, List<String>> ELSEWHERE =
      Map.of(
          "user_id",
          List.of(
              "userid",
              "user",
              "uid",
              "identity",
              "distinctid",
              "externalid",
              "externaluserid",
              "customerid",
              "clientid",
              "memberid",
              "subscriberid",
              "contactid",
              "personid",
              "profileid",
              "accountid",
              "custid",
              "domainuserid",
              "userpseudoid",
              "objectid",
              "id"),
          "event",
          List.of(
              "event",
              "eventname",
              "evtname",
              "eventtype",
              "name",
              "type",
              "action",
              "activity",
              "eventkey",
              "eventtitle"),
          "occurred_at",
          List.of(
              "occurredat",
              "occurred",
              "timestamp",
              "originaltimestamp",
              "eventtimestamp",
              "eventtime",
              "time",
              "ts",
              "derivedtstamp",
              "collectortstamp",
              "clienteventtime",
              "happenedat",
              "datetime",
              "eventdate",
              "createdat",
              "sentat",
              "receivedat",
              "date"),
          "properties",
          List.of(
              "properties", "props", "eventproperties", "eventprops", "evtdata", "eventparams"));

  /** Whose ids are not a user's. */
  private static final Pattern OTHERS =
      Pattern.compile("(?i)(message|event|insert|session|device|order|product|transaction).*");

  /** The last words of names that a system gives it, as in {@code Record ID} (HubSpot). */
  private static final Map<String, Set<String>> LAST_WORDS =
      Map.of(
          "user_id", Set.of("id", "guid", "uuid", "identifier"),
          "event", Set.of("event"),
          "occurred_at", Set.of("at", "time", "timestamp", "date", "datetime"),
          "properties", Set.of("properties"));

  /** What systems call columns of profiles that are none here, and so are attributes. */
  private static final Map<String, String> COLUMNS =
      Map.ofEntries(
          Map.entry("suppressed", "opted_out"),
          Map.entry("noemail", "opted_out"),
          Map.entry("noemails", "opted_out"),
          Map.entry("tz", "timezone"),
          Map.entry("zone", "timezone"),
          Map.entry("zoneinfo", "timezone"),
          Map.entry("anonymousid", "anonymous_id"));

  /** The same where such a name has more around it, as HasOptedOutOfEmail (Salesforce). */
  private static final Map<Pattern, String> WITHIN =
      Map.of(
          Pattern.compile("(?<!ad)opt(ed)?out|unsubscribed|donot(e?mail|contact)"),
          "opted_out",
          Pattern.compile("timezone"),
          "timezone");

  /** Last words of names that speak of such a column, but do not say what it says. */
  private static final Set<String> ABOUT =
      Set.of(
          "at", "by", "count", "date", "id", "link", "offset", "on", "page", "reason", "source",
          "text", "time", "token", "url");

  /** What systems call the object that has a profile's attributes in it; letters alone. */
  private static final Set<String> ATTRIBUTES =
      Set.of(
          "attributes",
          "customattributes",
          "customproperties",
          "datafields",
          "personproperties",
          "profiledata",
          "properties",
          "traits",
          "userattributes",
          "userproperties");

  private static final Pattern WORD_BREAK =
      Pattern.compile("[^\\p{L}\\d]+|(?<=\\p{Ll})(?=\\p{Lu})");

  private LookAlikes() {}

  /** The column of profiles that a name may have been meant for; null for none, or the column. */
  static @Nullable String column(String name) {
    var letters = letters(name);
    var column = COLUMNS.get(letters);
    if (column == null && !ABOUT.contains(lastWord(name))) {
      column =
          WITHIN.entrySet().stream()
              .filter(entry -> entry.getKey().matcher(letters).find())
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse(null);
    }
    return name.equals(column) ? null : column;
  }

  /** Where a row of another system has a profile's attributes, each in an object. */
  static List<KeyPath> attributes(Map<String, Value> row) {
    return row.entrySet().stream()
        .filter(entry -> isOfAttributes(entry.getKey(), entry.getValue()))
        .map(entry -> KeyPath.of(entry.getKey()))
        .toList();
  }

  /** Whether it is such an object, and is not called as Muster calls it. */
  static boolean isOfAttributes(String name, Value value) {
    return value instanceof Value.JsonColumn json
        && json.isObject()
        && !name.equals("attributes")
        && ATTRIBUTES.contains(letters(name));
  }

  private static String lastWord(String name) {
    return WORD_BREAK.splitAsStream(name).reduce("", (_, word) -> word).toLowerCase(Locale.ROOT);
  }

  /**
   * Those of the keys that may be what is wanted, the nearest first, in a row before nested. What
   * only ends like it is one where there is nothing nearer.
   */
  static List<KeyPath> of(String wanted, Collection<KeyPath> keys) {
    var names =
        keys.stream()
            .filter(key -> key.names().stream().allMatch(NAME.asMatchPredicate()))
            .toList();
    var near =
        names.stream()
            .filter(key -> distance(wanted, key) < FARTHEST)
            .sorted(
                Comparator.<KeyPath>comparingInt(key -> distance(wanted, key))
                    .thenComparing(KeyPath::isNested)
                    .thenComparing(KeyPath::toString))
            .toList();
    return near.isEmpty()
        ? names.stream().filter(key -> endsAlike(wanted, key.untyped().name())).toList()
        : near;
  }

  /** How far it is from the wanted one; {@code user.id} is as near as {@code user_id}. */
  private static int distance(String wanted, KeyPath key) {
    return Math.min(
        distance(wanted, letters(key.untyped().name())),
        distance(wanted, letters(String.join("", key.untyped().names()))));
  }

  /** Whether a key is what is wanted, or called so elsewhere. */
  static boolean isNear(String wanted, KeyPath key) {
    return NAME.matcher(key.name()).matches() && distance(wanted, key) < FARTHEST;
  }

  private static boolean endsAlike(String wanted, String name) {
    return LAST_WORDS.getOrDefault(wanted, Set.of()).contains(lastWord(name))
        && !(wanted.equals("user_id") && OTHERS.matcher(name).matches());
  }

  private static int distance(String wanted, String letters) {
    var known = ELSEWHERE.getOrDefault(wanted, List.of());
    var at = known.indexOf(letters);
    if (at >= 0) {
      return at;
    }
    var own = letters(wanted);
    if (own.length() > 4 && letters.endsWith(own)) {
      return known.size();
    }
    return own.length() > 4 && NearMiss.distance(letters, own) <= 2 ? known.size() + 1 : FARTHEST;
  }

  private static String letters(String name) {
    return BETWEEN_WORDS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
  }
}
