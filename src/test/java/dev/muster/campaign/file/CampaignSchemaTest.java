package dev.muster.campaign.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CampaignSchemaTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Schema SCHEMA = REGISTRY.getSchema(CampaignSchema.text());

  /**
   * What a schema cannot see: other files, two values beside each other, doubles, digits,
   * positions.
   */
  private static final Set<String> BEYOND_A_SCHEMA =
      Set.of(
          "file-double-keys",
          "file-other-name",
          "live-any-event-same",
          "live-reversed",
          "same-any-event",
          "same-by-event",
          "segment-broken",
          "segment-circle",
          "what-numbers",
          "what-template",
          "when-cron-never",
          "when-cut-off-at-once",
          "when-never",
          "when-reversed",
          "when-timezone",
          "when-user-timezone-instant",
          "yaml-tag");

  @Test
  void isASchemaOfItsDialect() {
    var metaschema =
        REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    assertThat(metaschema.validate(JSON.readTree(CampaignSchema.text()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jobs",
        "src/test/resources/campaigns/good",
        "../shared/conformance/sakila/campaigns"
      })
  void acceptsEveryExample(String folder) throws IOException {
    assumeTrue(Files.isDirectory(Path.of(folder)), "there is no " + folder);
    assertThat(yamlFiles(folder))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(errors(file)).isEmpty());
  }

  @Test
  void refusesOfTheBrokenFilesWhatASchemaCanSee() throws IOException {
    var accepted = new TreeSet<String>();
    for (var file : yamlFiles("src/test/resources/campaigns/broken")) {
      try {
        if (errors(file).isEmpty()) {
          accepted.add(file.getFileName().toString().replace(".yaml", ""));
        }
      } catch (Unreadable e) {
        // no YAML: no editor gets as far as the schema
      }
    }
    assertThat(accepted).containsExactlyInAnyOrderElementsOf(BEYOND_A_SCHEMA);
  }

  /** Validators say of both only that nothing fits, and not what is wrong. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          who: { audience: [{ did: A }] }                                      | /who/audience | type
          who: { audience: { and: [{ did: A }] } }                             | /who/audience | propertyNames
          who: { audience: { all: [{ didnt: A }] } }                           | /who/audience/all/0 | propertyNames
          who: { audience: {} }                                                | /who/audience | minProperties
          who: { audience: { all: [{ did: A }], any: [{ did: A }] } }          | /who/audience | propertyNames
          who: { audience: { did: A, filter: {} } }                            | /who/audience | propertyNames
          who: { audience: { did: A, times: { gt: 2 } } }                      | /who/audience/times | additionalProperties
          who: { audience: { did: A, times: 2, sum: { of: a, is: 1 } } }       | /who/audience | propertyNames
          who: { audience: { did: A, first_time: true, times: 2 } }            | /who/audience | propertyNames
          who: { audience: { did: A, sum: { of: a } } }                        | /who/audience/sum | minProperties
          who: { audience: { did: A, times: { including_zero: true } } }       | /who/audience/times | minProperties
          who: { audience: { did: A, during: { last_weeks: 2 } } }             | /who/audience/during | additionalProperties
          who: { audience: { profile: { age: { gte: 5 } } } }                  | /who/audience/profile/age | additionalProperties
          who: { audience: { profile: { age: null } } }                        | /who/audience/profile/age | type
          who: { audience: { profile: { age: { ignore_case: true } } } }       | /who/audience/profile/age | minProperties
          who: { audience: { profile: { age: { between: [1, x] } } } }         | /who/audience/profile/age/between/1 | type
          who: {}                                                              | /who | required
          who: { audience: { everyone: true }, live: { did: A } }              | /who | propertyNames
          who: { audience: { everyone: true }, again: once }                   | /who/again | enum
          who: { audience: { everyone: true }, cap: {} }                       | /who/cap | minProperties
          who: { audience: { everyone: true }, cap: { only: 100, abort_above: 100 } } | /who/cap | maxProperties
          who: { audience: { everyone: true }, control_group: { percent: 12.34 } } | /who/control_group/percent | multipleOf
          what: {}                                                             | /what | required
          what: { identify: false }                                            | /what | required
          what: { track: A, user_id: "{{ profile.x }}" }                       | /what/user_id | not
          what: { track: A, anonymous_id: "{% x %}" }                          | /what/anonymous_id | not
          what: { track: A, attributes: [email, "{{ x }}"] }                   | /what/attributes/1 | not
          when: { at: lunch }                                                  | /when/at | const
          when: { at: 2026-12-01 }                                             | /when/at | pattern
          when: { at: [lunch] }                                                | /when/at/0 | pattern
          when: { catch_up: all }                                              | /when | required
          when: { at: launch, user_timezone: { passed: skip } }                | /when/at | not
          when: { delay: 1h }                                                  | /when | propertyNames
          who: { live: { did: A, recheck: [sometimes] } }                      | /who/live/recheck/0 | enum
          who: { live: { did: A, recheck: [audience] } }                       | /who/live | required
          who: { live: { did: A, then_not: { did: B, within: 1h }, recheck: [then_not, then_not] } } | /who/live/recheck | uniqueItems
          who: { live: { did: A }, cap: { abort_above: 100 } }                 | /who/cap | not
          who: { live: { did: A }, expect: { between: [1, 2] } }               | /who | propertyNames
          when: { do_not_disturb: { from: "21:00", to: "09:00", then: delay, collapse: latest } } | /when/do_not_disturb/collapse | false
          when: { from: tomorrow, repeat: { every: day, at: "09:00" } }        | /when/from | pattern
          when: { from: 2026-12-01, repeat: { every: daily, at: "09:00" } }    | /when/repeat/every | pattern
          when: { from: 2026-12-01, repeat: { every: week, at: "09:00" } }     | /when/repeat | required
          when: { from: 2026-12-01, repeat: { every: day, on: [mon], at: "09:00" } } | /when/repeat | propertyNames
          when: { from: 2026-12-01, repeat: { every: week, on: [7], at: "09:00" } } | /when/repeat/on/0 | enum
          when: { from: 2026-12-01, repeat: { every: month, on: [32], at: "09:00" } } | /when/repeat/on/0 | maximum
          when: { from: 2026-12-01, repeat: { every: month, on: [last], at: "09:00" } } | /when/repeat/on/0 | pattern
          when: { from: 2026-12-01, repeat: { cron: "0 9 * * 1", at: "09:00" } } | /when/repeat | propertyNames
          when: { cut_off: soon }                                              | /when/cut_off | pattern
          when: { do_not_disturb: { from: "21:00", to: "21:00", then: delay } } | /when/do_not_disturb/to | pattern
          """)
  void saysWhereAndWhatAndNotOnlyThatNothingFits(String written, String where, String keyword)
      throws Unreadable {
    var errors = errors("test.yaml", campaign(written));
    assertThat(errors).extracting(Error::getKeyword).doesNotContain("anyOf", "oneOf", "if");
    assertThat(errors)
        .extracting(error -> error.getInstanceLocation() + " " + error.getKeyword())
        .contains(where + " " + keyword);
  }

  @Test
  void takesEveryShareOfOneDecimal() throws Unreadable {
    for (var tenths = 1; tenths < 1000; tenths++) {
      var share = tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10);
      assertThat(errors("test.yaml", campaign(percent(share)))).as(share).isEmpty();
    }
    for (var share : List.of("0", "0.0", "100", "0.05", "12.34", "99.99", "0.001")) {
      assertThat(errors("test.yaml", campaign(percent(share)))).as(share).isNotEmpty();
    }
  }

  @Test
  void refusesATextThatIsTooLongForEveryMessage() throws Unreadable {
    for (var value : List.of("%s", "[%s]", "{ b: [1, { c: %s }] }")) {
      var what = "what: { track: A, properties: { a: " + value + " } }";
      assertThat(errors("test.yaml", campaign(what.formatted("x".repeat(32_000))))).isEmpty();
      assertThat(errors("test.yaml", campaign(what.formatted("x".repeat(32_001)))))
          .extracting(Error::getKeyword)
          .containsExactly("maxLength");
    }
  }

  private static String percent(String share) {
    return "who: { audience: { everyone: true }, control_group: { percent: " + share + " } }";
  }

  @ParameterizedTest
  @CsvSource({
    "21:00, 09:00, true",
    "09:00, 21:00, true",
    "21:00, 21:01, true",
    "21:00, 21:10, true",
    "21:00, 11:00, true",
    "21:00, 22:00, true",
    "00:00, 00:00, false",
    "09:59, 09:59, false",
    "23:07, 23:07, false"
  })
  void refusesADoNotDisturbOfNoLength(String from, String to, boolean right) throws Unreadable {
    var when =
        "when: { do_not_disturb: { from: \"%s\", to: \"%s\", then: delay } }".formatted(from, to);
    assertThat(errors("test.yaml", campaign(when)).isEmpty()).isEqualTo(right);
  }

  /** A right campaign in which one section is written so. */
  private static String campaign(String section) {
    var text = new StringBuilder("campaign: test\nname: Test\nowner: owner@example.com\n");
    text.append(section).append('\n');
    if (!section.startsWith("who:")) {
      text.append("who: { audience: { everyone: true } }\n");
    }
    if (!section.startsWith("what:")) {
      text.append("what: { track: Test }\n");
    }
    return text.toString();
  }

  private static List<Path> yamlFiles(String folder) throws IOException {
    try (var files = Files.list(Path.of(folder))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static List<Error> errors(Path file) throws Unreadable, IOException {
    return errors(file.toString(), FileText.decode(Files.readAllBytes(file)));
  }

  static List<Error> errors(String name, String yaml) throws Unreadable {
    var root = Spot.root(new FoundFaults(name), name, YamlParser.parse(yaml));
    return SCHEMA.validate(JSON.valueToTree(Tree.map(root, text -> {})));
  }
}
