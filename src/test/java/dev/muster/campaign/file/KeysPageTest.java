package dev.muster.campaign.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.docs.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The keys of the campaign file: those of the grammar, of the schema and of the pages are equal.
 */
class KeysPageTest {
  private static final JsonNode SCHEMA =
      JsonMapper.builder().build().readTree(CampaignSchema.text());
  private static final JsonNode CONDITION = SCHEMA.at("/$defs/condition");
  private static final Page SEGMENTS = Page.at("docs/segments.md");
  private static final String ROOT = "/";

  private static final String RIGHT =
      """
      campaign: test
      name: Test
      owner: owner@example.com
      who: { audience: { everyone: true } }
      what: { track: Test }
      """;

  /** Measures of which the grammar knows including_zero, so as to refuse it with a reason. */
  private static final Set<String> REFUSED =
      Set.of(
          "/$defs/condition/properties/average",
          "/$defs/condition/properties/minimum",
          "/$defs/condition/properties/maximum");

  private static final Pattern KNOWN =
      Pattern.compile("expected (?:one of )?(.*); found \"zzzzzz\".*");

  /**
   * An unknown key in every map of the grammar, which then says those that it knows.
   *
   * @param where the schema of the map
   */
  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          zzzzzz: 1                                                     | /
          who: { audience: { everyone: true }, zzzzzz: 1 }              | /properties/who
          who: { live: { did: A, zzzzzz: 1 } }                          | /properties/who/properties/live
          who: { live: { did: A, then_not: { zzzzzz: 1 } } }            | /properties/who/properties/live/properties/then_not
          who: { audience: { everyone: true }, control_group: { zzzzzz: 1 } } | /properties/who/properties/control_group
          who: { audience: { everyone: true }, cap: { zzzzzz: 1 } }     | /properties/who/properties/cap
          who: { audience: { everyone: true }, again: { zzzzzz: 1 } }   | /properties/who/properties/again/then
          who: { audience: { everyone: true }, expect: { zzzzzz: 1 } }  | /properties/who/properties/expect
          what: { zzzzzz: 1 }                                           | /properties/what
          when: { zzzzzz: 1 }                                           | /properties/when
          when: { repeat: { zzzzzz: 1 } }                               | /properties/when/properties/repeat
          when: { user_timezone: { zzzzzz: 1 } }                        | /properties/when/properties/user_timezone
          when: { do_not_disturb: { zzzzzz: 1 } }                       | /properties/when/properties/do_not_disturb
          when: { cut_off: { zzzzzz: 1 } }                              | /properties/when/properties/cut_off/then
          goal: { zzzzzz: 1 }                                           | /properties/goal
          who: { audience: { did: A, during: { zzzzzz: 1 } } }          | /$defs/during
          who: { audience: { profile: { a: { zzzzzz: 1 } } } }          | /$defs/test/then
          who: { audience: { all: [{ did: A }], same: a, values: { zzzzzz: 1 } } } | /$defs/condition/properties/values/then
          who: { audience: { did: A, times: { zzzzzz: 1 } } }           | /$defs/condition/properties/times/then
          who: { audience: { did: A, sum: { zzzzzz: 1 } } }             | /$defs/condition/properties/sum
          who: { audience: { did: A, average: { zzzzzz: 1 } } }         | /$defs/condition/properties/average
          who: { audience: { did: A, minimum: { zzzzzz: 1 } } }         | /$defs/condition/properties/minimum
          who: { audience: { did: A, maximum: { zzzzzz: 1 } } }         | /$defs/condition/properties/maximum
          who: { audience: { did: A, distinct: { zzzzzz: 1 } } }        | /$defs/condition/properties/distinct
          """)
  void grammarAndSchemaKnowTheSameKeysOfAMap(String written, String where) {
    var known = new TreeSet<>(known(written));
    if (REFUSED.contains(where)) {
      known.remove("including_zero");
    }
    assertThat(known).isEqualTo(keys(where.equals(ROOT) ? SCHEMA : SCHEMA.at(where)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          all: [{ did: A }]  | all
          any: [{ did: A }]  | any
          none: [{ did: A }] | none
          did: A             | did
          did_not: A         | did_not
          profile: { a: 1 }  | profile
          segment: a         | segment
          list: a.csv        | list
          sql: a.sql         | sql
          everyone: true     | everyone
          """)
  void grammarAndSchemaKnowTheSameKeysOfACondition(String written, String kind) {
    assertThat(known("who: { audience: { " + written + ", zzzzzz: 1 } }"))
        .containsExactlyInAnyOrderElementsOf(beside(kind));
  }

  @Test
  void theGrammarIsAskedAboutEveryMapOfTheSchema() throws NoSuchMethodException {
    var asked =
        KeysPageTest.class
            .getDeclaredMethod("grammarAndSchemaKnowTheSameKeysOfAMap", String.class, String.class)
            .getAnnotation(CsvSource.class)
            .textBlock()
            .lines()
            .map(row -> row.substring(row.indexOf('|') + 1).strip())
            .toList();
    var maps = new ArrayList<String>();
    for (var name : SCHEMA.propertyNames()) {
      addMaps(SCHEMA.path(name), ROOT + name, maps);
    }
    assertThat(asked).containsAll(maps);
  }

  /** The places of maps with keys of their own, which no others may stand beside. */
  private static void addMaps(JsonNode schema, String place, List<String> maps) {
    if (schema.path("properties").isObject()
        && schema.path("additionalProperties").isBoolean()
        && !schema.path("additionalProperties").asBoolean()) {
      maps.add(place);
    }
    for (var name : schema.propertyNames()) {
      addMaps(schema.path(name), place + "/" + name, maps);
    }
  }

  @Test
  void thePagesOfTheFileHaveTheSchemasKeys() {
    var expected = new ArrayList<String>();
    addKeys(SCHEMA, "", expected);
    assertThat(
            Stream.of("docs/campaign.md", "docs/when.md")
                .flatMap(page -> Page.at(page).table("Keys").codes(0).stream())
                .distinct())
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static void addKeys(JsonNode map, String place, List<String> keys) {
    addOwnKeys(map, place, keys);
    if (map.at("/if/type").asString("").equals("object")) {
      addOwnKeys(map.path("then"), place, keys);
    }
  }

  private static void addOwnKeys(JsonNode map, String place, List<String> keys) {
    for (var name : keys(map)) {
      keys.add(place + name);
      addKeys(map.path("properties").path(name), place + name + ".", keys);
    }
  }

  @Test
  void thePageOfSegmentsHasTheSchemasConditions() {
    assertThat(SEGMENTS.table("Conditions").codes(0))
        .containsExactlyElementsOf(
            CONDITION
                .path("allOf")
                .valueStream()
                .map(kind -> kind.at("/if/required/0").asString(""))
                .filter(kind -> !kind.isEmpty())
                .toList());
    assertThat(SEGMENTS.table("One value for all").codes(0)).isEqualTo(besideAlone("all"));
    assertThat(SEGMENTS.table("Lists and queries").codes(0)).isEqualTo(besideAlone("sql"));
    assertThat(
            SEGMENTS.tables().stream()
                .filter(table -> table.heading().equals("Beside did"))
                .map(table -> table.codes(0)))
        .containsExactly(besideAlone("did"), List.of("of", "including_zero"));
    assertThat(besideAlone("did_not")).containsExactly("where", "during");
  }

  @Test
  void thePageOfSegmentsHasTheSchemasTestsAndWindows() {
    assertThat(SEGMENTS.table("Tests").codes(0))
        .containsExactlyInAnyOrderElementsOf(keys(SCHEMA.at("/$defs/test/then")));
    assertThat(SEGMENTS.table("Windows").codes(0))
        .containsExactlyInAnyOrderElementsOf(keys(SCHEMA.at("/$defs/during")));
    assertThat(keys(CONDITION.at("/properties/sum")))
        .contains("of", "including_zero")
        .hasSize(2 + keys(CONDITION.at("/properties/values/then")).size());
  }

  static List<Page> pages() {
    return Page.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyExampleOfThePagesIsRight(Page page) {
    page.blocks().stream()
        .filter(block -> block.language().equals("yaml"))
        .map(block -> String.join("\n", block.lines()))
        .filter(text -> text.matches("(?s)(campaign|when|all|segment):.*"))
        .forEach(text -> assertThat(example(text).faults()).as(text).isEmpty());
  }

  private static CampaignText example(String text) {
    var employees = "segment: employees\nname: Ours\naudience: { everyone: true }\n";
    return switch (text.substring(0, text.indexOf(':'))) {
      case "campaign" ->
          new CampaignText("jobs/" + fileOf(text), new HashMap<>())
              .with(fileOf(text), text)
              .with("segments/employees.yaml", employees);
      case "when" -> CampaignText.campaign(RIGHT + text);
      case "all" -> CampaignText.audience(text).with("segments/employees.yaml", employees);
      default -> CampaignText.audience("segment: employees").with("segments/employees.yaml", text);
    };
  }

  /** Its first line names the campaign. */
  private static String fileOf(String text) {
    return text.split("\\s+", 3)[1] + ".yaml";
  }

  private static Set<String> keys(JsonNode map) {
    return new TreeSet<>(map.path("properties").propertyNames());
  }

  /** A condition's own key and those that may stand beside it. */
  private static List<String> beside(String kind) {
    return CONDITION
        .path("allOf")
        .valueStream()
        .filter(entry -> entry.at("/if/required/0").asString("").equals(kind))
        .flatMap(entry -> entry.at("/then/propertyNames/enum").valueStream())
        .map(JsonNode::asString)
        .toList();
  }

  private static List<String> besideAlone(String kind) {
    return beside(kind).stream().filter(key -> !key.equals(kind)).toList();
  }

  /** What the grammar says that it knows, where it met an unknown key. */
  private static List<String> known(String section) {
    return CampaignText.campaign(section).faults().stream()
        .map(fault -> KNOWN.matcher(fault.message()))
        .filter(Matcher::matches)
        .map(found -> List.of(found.group(1).split(", ")))
        .findFirst()
        .orElseThrow(() -> new AssertionError(section));
  }
}
