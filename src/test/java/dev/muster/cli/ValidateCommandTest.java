package dev.muster.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ValidateCommandTest {
  private static final String VALID =
      """
      campaign: %s
      name: Test
      owner: owner@example.com
      who: { audience: { everyone: true } }
      what: { track: Test, properties: { text: "Hi {{ profile.first_name }}" } }
      """;

  /** Names in a folder that are no campaign's. */
  static final List<String> NOBODYS =
      List.of(
          "._c.yaml",
          ".c.yaml",
          ".hidden.yml",
          ".c.yaml.swp",
          ".c.yaml.kate-swp",
          "c.yaml~",
          "c.yml~",
          "#c.yaml#",
          "#c.yaml",
          "~$c.yaml",
          "~c.yml",
          "c.yaml.swp",
          "c.yaml.bak",
          "c.yaml.orig",
          "c.yaml.rej",
          "c.yaml.tmp",
          "c.yaml.1",
          "c.yaml___jb_tmp___",
          "4913",
          "README.md",
          ".DS_Store");

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();

  @Test
  void namesAFileWithoutWhatWouldCommandATerminal() throws IOException {
    var named = "x\u001b[31m";
    write(named + ".yaml", VALID.formatted("x"));
    assertThat(validate(folder.resolve(named + ".yaml").toString())).isEqualTo(2);
    assertThat(validate(folder.resolve("none" + named + ".yaml").toString())).isEqualTo(2);
    assertThat(out.toString()).doesNotContain("\u001b").contains("x\\u001B[31m.yaml:1:");
  }

  @Test
  void namesEveryValidFileOfAFolderButNoSegment() throws IOException {
    write("a.yaml", VALID.formatted("a"));
    write(
        "b.yml",
        VALID.formatted("b").replace("audience: { everyone: true }", "live: { did: Charged }")
            + "status: published\n");
    write("notes.txt", "no campaign");
    Files.createDirectory(folder.resolve("segments"));
    write("segments/s.yaml", "segment: s\n");
    assertThat(validate(folder.toString())).isEqualTo(ExitCode.DONE.code());
    assertThat(out.toString().lines())
        .containsExactly(
            folder.resolve("a.yaml") + ": valid, draft",
            folder.resolve("b.yml") + ": valid, published, live");
  }

  @Test
  void saysAllThatIsWrongWithAllFiles() throws IOException {
    write("a.yaml", VALID.formatted("b"));
    write("c.yaml", VALID.formatted("c").replace("first_name }}", "first_name"));
    write("d.yaml", VALID.formatted("d"));
    assertThat(validate(folder.toString())).isEqualTo(ExitCode.WRONG.code());
    assertThat(out.toString().lines())
        .hasSize(3)
        .anySatisfy(
            line -> assertThat(line).startsWith(folder.resolve("a.yaml") + ":1:11: campaign: "))
        .anySatisfy(line ->
            assertThat(line).startsWith(folder.resolve("c.yaml") + ":5:42: what.properties.text: "))
        .contains(folder.resolve("d.yaml") + ": valid, draft");
  }

  @Test
  void saysWhereAPathLeadsToNothing() throws IOException {
    Files.createDirectory(folder.resolve("empty"));
    assertThat(validate(folder.resolve("none.yaml").toString())).isEqualTo(2);
    assertThat(validate(folder.resolve("empty").toString())).isEqualTo(2);
    assertThat(out.toString().lines())
        .containsExactly(
            folder.resolve("none.yaml")
                + ":1:1: yaml: expected a file, but there is no file "
                + folder.resolve("none.yaml"),
            folder.resolve("empty")
                + ":1:1: yaml: expected campaign files (*.yaml, *.yml) in the folder, found none");
  }

  @Test
  void passesOverWhatSystemsAndEditorsLeaveInAFolder() throws IOException {
    write("c.yaml", VALID.formatted("c"));
    Files.createDirectory(folder.resolve("segments"));
    write("segments/s.yaml", "segment: s\nname: S\naudience: { everyone: true }\n");
    write("d.yaml", VALID.formatted("d").replace("{ everyone: true }", "{ segment: s }"));
    for (var name : NOBODYS) {
      write(name, "no campaign");
      write("segments/" + name.replace("c.y", "s.y"), "no segment");
    }
    assertThat(validate(folder.toString())).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            folder.resolve("c.yaml") + ": valid, draft",
            folder.resolve("d.yaml") + ": valid, draft");
  }

  @Test
  void passesOverNoCampaignWhoseLinkLeadsNowhereOrWhoseEndingIsInOtherLetters() throws IOException {
    write("c.yaml", VALID.formatted("c"));
    write("D.YML", VALID.formatted("d"));
    Files.createSymbolicLink(folder.resolve("gone.yaml"), folder.resolve("nowhere.yaml"));
    assertThat(validate(folder.toString())).isEqualTo(2);
    assertThat(out.toString().lines())
        .anySatisfy(line -> assertThat(line).contains("D.YML", ".yaml or .yml"))
        .anySatisfy(line -> assertThat(line).contains("gone.yaml", "there is no file"))
        .contains(folder.resolve("c.yaml") + ": valid, draft");
  }

  @Test
  void wantsEachIdInOneFileWhateverItsEnding() throws IOException {
    write("a.yaml", VALID.formatted("a"));
    write("a.yml", VALID.formatted("a"));
    write("b.yml", VALID.formatted("b"));
    var two =
        ":1:1: campaign: expected each id in one file, found it in %s and %s; leave one of them"
            .formatted(folder.resolve("a.yaml"), folder.resolve("a.yml"));
    assertThat(validate(folder.toString())).isEqualTo(2);
    assertThat(out.toString().lines())
        .containsExactly(
            folder.resolve("a.yaml") + two,
            folder.resolve("a.yml") + two,
            folder.resolve("b.yml") + ": valid, draft");
    out.getBuffer().setLength(0);
    assertThat(validate(folder.resolve("a.yml").toString())).isEqualTo(2);
    assertThat(out.toString().lines()).containsExactly(folder.resolve("a.yml") + two);
  }

  @ParameterizedTest
  @CsvSource({
    "x/a.yaml y/a.yaml, x/a.yaml y/a.yaml",
    "x/a.yaml y, x/a.yaml y/a.yaml",
    "x y, x/a.yaml y/a.yaml",
    "y x, x/a.yaml y/a.yaml",
    "x/a.yaml z/a.yml, x/a.yaml z/a.yml",
    "x y z, x/a.yaml y/a.yaml z/a.yml",
    "x x, ''",
    "x/a.yaml x, ''",
    "x x/../x/a.yaml, ''",
    "x linked, ''"
  })
  void wantsEachIdInOneFileOfAllThatAreNamed(String paths, String named) throws IOException {
    for (var file : new String[] {"x/a.yaml", "y/a.yaml", "z/a.yml"}) {
      Files.createDirectories(folder.resolve(file).getParent());
      write(file, VALID.formatted("a"));
    }
    Files.createSymbolicLink(folder.resolve("linked"), folder.resolve("x"));
    var arguments = Stream.of(paths.split(" ")).map(path -> folder + "/" + path);
    var files = Stream.of(named.split(" ")).filter(file -> !file.isEmpty()).toList();

    assertThat(validate(arguments.toArray(String[]::new))).isEqualTo(files.isEmpty() ? 0 : 2);

    assertThat(out.toString().lines().filter(line -> line.contains("each id in one file")))
        .hasSize(files.size())
        .allSatisfy(line ->
            assertThat(files).allSatisfy(file -> assertThat(line).contains(folder + "/" + file)));
  }

  @Test
  void wantsEachSegmentInOneFileToo() throws IOException {
    Files.createDirectory(folder.resolve("segments"));
    write("segments/s.yml", "segment: s\nname: S\naudience: { everyone: true }\n");
    write("a.yaml", VALID.formatted("a").replace("{ everyone: true }", "{ segment: s }"));
    assertThat(validate(folder.resolve("a.yaml").toString())).isZero();
    write("segments/s.yaml", "segment: s\nname: S\naudience: { everyone: true }\n");
    out.getBuffer().setLength(0);
    assertThat(validate(folder.resolve("a.yaml").toString())).isEqualTo(2);
    assertThat(out.toString().strip())
        .isEqualTo(
            "%s:4:29: who.audience.segment: expected each id in one file, found it in %s and %s; leave one of them"
                .formatted(
                    folder.resolve("a.yaml"),
                    folder.resolve("segments/s.yaml"),
                    folder.resolve("segments/s.yml")));
  }

  /** Its run would look for its definition under another name. */
  @Test
  void wantsAnEnding() throws IOException {
    write("a", VALID.formatted("a"));
    assertThat(validate(folder.resolve("a").toString())).isEqualTo(2);
    assertThat(out.toString().strip())
        .isEqualTo(
            folder.resolve("a")
                + ":1:1: yaml: expected a file whose name ends in .yaml or .yml, found another;"
                + " rename it");
  }

  @Test
  void answersInJson() throws IOException {
    write("a.yaml", VALID.formatted("a"));
    write("b.yaml", VALID.formatted("a"));
    assertThat(validate(folder.toString(), "--output", "json")).isEqualTo(2);
    var files = JsonMapper.builder().build().readTree(out.toString()).get("files");
    assertThat(files.get(0).get("valid").asBoolean()).isTrue();
    assertThat(files.get(0).get("campaign").asString()).isEqualTo("a");
    assertThat(files.get(1).get("valid").asBoolean()).isFalse();
    assertThat(files.get(1).get("faults").get(0).get("line").asInt()).isEqualTo(1);
    assertThat(files.get(1).get("faults").get(0).get("column").asInt()).isEqualTo(11);
    assertThat(files.get(1).get("faults").get(0).get("key").asString()).isEqualTo("campaign");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "01234|01234 is the number 1234; write \"01234\" for a text, or the number as it is",
        "-007|-007 is the number -7; write \"-007\" for a text, or the number as it is",
        "00|00 is the number 0; write \"00\" for a text, or the number as it is",
        "01.50|01.50 is the number 1.50; write \"01.50\" for a text, or the number as it is",
        "+4930123|+4930123 is the number 4930123; write \"+4930123\" for a text, or the number as"
            + " it is",
        "0x1F|0x1F is the number 31; write \"0x1F\" for a text, or the number as it is",
        "0o17|0o17 is the number 15; write \"0o17\" for a text, or the number as it is",
        "yes|yes is a text in YAML 1.2, not true; write true, or \"yes\" for the text",
        "ON|ON is a text in YAML 1.2, not true; write true, or \"ON\" for the text",
        "No|No is a text in YAML 1.2, not false; write false, or \"No\" for the text",
        "off|off is a text in YAML 1.2, not false; write false, or \"off\" for the text",
        "y|y is a text in YAML 1.2, not true; write true, or \"y\" for the text",
        "N|N is a text in YAML 1.2, not false; write false, or \"N\" for the text",
        "1_000|1_000 is a text in YAML 1.2, not the number 1000; write 1000, or \"1_000\" for the text",
        "-12_345_678.50|-12_345_678.50 is a text in YAML 1.2, not the number -12345678.50; write -12345678.50, or \"-12_345_678.50\" for the text",
      })
  void warnsOfScalarsThatArePerhapsNotWhatWasMeant(String value, String warning)
      throws IOException {
    write(
        "a.yaml",
        """
        campaign: a
        name: Test
        owner: owner@example.com
        who:
          audience:
            all:
              - profile: { zip: %1$s }
              - did: Charged
                where: { zip: { is_not: %1$s } }
              - any: [ { profile: { zip: [12, %1$s] } } ]
        what:
          track: Test
          properties: { zip: %1$s, more: { list: [%1$s] } }
        """
            .formatted(value));
    assertThat(validate(folder.toString())).isZero();
    var file = folder.resolve("a.yaml");
    assertThat(out.toString().lines())
        .containsExactly(
            file + ":7:25: who.audience.all[0].profile.zip: warning: " + warning,
            file + ":9:33: who.audience.all[1].where.zip.is_not: warning: " + warning,
            file + ":10:39: who.audience.all[2].any[0].profile.zip[1]: warning: " + warning,
            file + ":13:22: what.properties.zip: warning: " + warning,
            file
                + ":13:%d: what.properties.more.list[0]: warning: ".formatted(39 + value.length())
                + warning,
            file + ": valid, draft");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "{{ event.amount }} => template, character 4: expected profile, campaign or constant, found event, which only templates of live campaigns (who.live) have",
        "{{ 10 | divided_by: 0 }} => template, character 1: the filter 'divided_by': expected a divisor other than 0, found 0; it fails for every user",
        "{{ profile.n | modulo: 0 }} => template, character 14: the filter 'modulo': expected a divisor other than 0, found 0; it fails for every user",
        "{% if profile.n > blank %}{% endif %} => template, character 19: blank stands beside == and != or after when, as in {% if profile.name == blank %}",
        "{{ profile.n | number }}! => template, character 14: the filter 'number' comes last, in a text that is this one output and nothing else, as in '{{ profile.price | times: 2 | number }}'",
      })
  void saysWhereATemplateFailsForEverybody(String template, String message) throws IOException {
    write("a.yaml", VALID.formatted("a").replace("Hi {{ profile.first_name }}", template));
    assertThat(validate(folder.toString())).isEqualTo(ExitCode.WRONG.code());
    assertThat(out.toString())
        .isEqualTo(folder.resolve("a.yaml") + ":5:42: what.properties.text: " + message + "\n");
  }

  /** Each X stands for 1,000 characters, each P for 100 properties. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "properties: { text: XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX } => the track message has 40,",
        "properties: { a: XXXXXXXXXXXXXXXXXXXX, b: { c: [XXXXXXXXXXXX, '{{ profile.d }}'] } } => the track message has 32,",
        "properties: { P, P, P } => 303 properties, fewer than 300 are possible",
        "properties: { P, P, a: '{{ profile.d }}' } => ``",
        "properties: { a: XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX } => ``",
        "integrations: { a: XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX } => the track message has 32,",
      })
  void saysWhatIsTooMuchForEverybody(String what, String message) throws IOException {
    var written = what.replace("X", "x".repeat(1_000));
    for (var hundred = 0; written.contains("P"); hundred++) {
      var first = hundred * 100;
      written = written.replaceFirst("P", properties(first, first + 100));
    }
    write("a.yaml", VALID.formatted("a").replaceFirst("properties: \\{.*} }", written + " }"));
    int exit = validate(folder.toString());
    if (message.isEmpty()) {
      assertThat(out.toString()).isEqualTo(folder.resolve("a.yaml") + ": valid, draft\n");
      assertThat(exit).isZero();
    } else {
      assertThat(exit).isEqualTo(ExitCode.WRONG.code());
      assertThat(out.toString())
          .contains(message)
          .endsWith(", before anything of a user is in it; it fails for every user\n")
          .hasLineCount(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          {{ campaign.name | plus: 1 }} ~ the filter 'plus': expected a number, found text
          {% if campaign.name > 5 %}x{% endif %} ~ expected two numbers or two texts beside >
          {{ campaign.id | sort }} ~ the filter 'sort': expected a list, found text
          {{ campaign.planned_at | divided_by: 2 }} ~ the filter 'divided_by': expected a number, found text
          {{ campaign.name | upcase }} ~
          {{ campaign.planned_at | date: '%s' | modulo: 2 }} ~
          {{ campaign.planned_at | date: '%Y' | minus: 1970 | number }} ~
          {% if campaign.name == 'x' %}{% abort %}{% endif %} ~
          """)
  void saysWhatFailsForEverybodyWhateverTheRun(String template, @Nullable String message)
      throws IOException {
    write(
        "a.yaml",
        VALID
            .formatted("a")
            .replaceFirst(
                "properties: \\{.*} }",
                Matcher.quoteReplacement("properties: { p: \"" + template + "\" } }")));
    int exit = validate(folder.toString());
    assertThat(exit).as(out.toString()).isEqualTo(message == null ? 0 : ExitCode.WRONG.code());
    assertThat(out.toString())
        .contains(message == null ? ": valid" : "what.properties.p: ")
        .contains(message == null ? "" : message);
  }

  private static String properties(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "n" + i + ": 1").collect(joining(", "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.properties.amount",
        "100 | divided_by: event.properties.amount",
        "event.occurred_at | date: '%H:%M', 'UTC'",
        "event.properties.tags[0] | upcase",
      })
  void letsTheTemplatesOfALiveCampaignSeeTheEvent(String output) throws IOException {
    write(
        "a.yaml",
        VALID
            .formatted("a")
            .replace("audience: { everyone: true }", "live: { did: Charged }")
            .replace("profile.first_name", output));
    assertThat(validate(folder.toString())).as(out.toString()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1234",
        "0",
        "-5",
        "0.5",
        "-0.5",
        "1e3",
        "true",
        "\"01234\"",
        "'yes'",
        "!!str 01",
        "no thanks",
        "ye",
        "yN",
        "'y'",
        "\"1_000\"",
        "1_00",
        "2026_11",
        "1000_000",
        "1_000_",
        "'1.10'",
        "1.10.2",
        "1.101",
        "10",
        "1e10",
        "2026-01-02",
        "0123-45"
      })
  void doesNotWarnOfWhatIsMeantAsItIs(String value) throws IOException {
    write(
        "a.yaml",
        VALID
            .formatted("a")
            .replace("{ everyone: true }", "{ profile: { zip: " + value + " } }")
            .replace("\"Hi {{ profile.first_name }}\"", value));
    assertThat(validate(folder.toString())).isZero();
    assertThat(out.toString()).isEqualTo(folder.resolve("a.yaml") + ": valid, draft\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hi ${first_name}",
        "Hi ${profile.first_name}",
        "Hi #{profile.first_name}",
        "Hi %{name}",
        "Hi %name%!",
        "%%FIRST_NAME%%",
        "Hi *|FNAME|*",
        "Hi [[ profile.first_name ]]",
        "Hi <%= profile.first_name %>",
        "Hi { { profile.first_name } }",
        "Hi {profile.first_name}",
        "Hi [profile.first_name]",
        "{{ profile.a }} and ${b}",
        "Hi {{{ profile.first_name }}}",
      })
  void warnsOfTemplatesThatAreNotLiquidAndWouldBeSentAsTheyAre(String text) throws IOException {
    for (var place : List.of("\"Hi {{ profile.first_name }}\"", " Test,")) {
      var written = place.startsWith("\"") ? "'" + text + "'" : " '" + text + "',";
      if (place.equals(" Test,") && text.contains("{{")) {
        continue; // an event's name with Liquid in it is refused
      }
      write("a.yaml", VALID.formatted("a").replace(place, written));
      assertThat(validate(folder.toString())).isZero();
      assertThat(out.toString()).contains("; ").containsOnlyOnce(": warning: \"");
      out.getBuffer().setLength(0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "50% off, 10% more",
        "100%",
        "5 $ or {5}",
        "[sic]",
        "see https://shop.example/%C3%BC%20x/profile.html",
        "mail profile.x@shop.example",
        "a < b % c > d",
        "{{ profile.a }}%{{ profile.b }}%",
        "{% if profile.a %}[{{ profile.a }}]{% endif %}",
      })
  void doesNotWarnOfTextThatOnlyHasSigns(String text) throws IOException {
    write(
        "a.yaml",
        VALID.formatted("a").replace("\"Hi {{ profile.first_name }}\"", "'" + text + "'"));
    assertThat(validate(folder.toString())).as(out.toString()).isZero();
    assertThat(out.toString()).doesNotContain("warning");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cut_off: { after: 30s }                                    | it is over 30 s after a user is due
          cut_off: { after: 4m }                                     | it is over 240 s after a user is due
          { at: 2099-12-01T09:00, cut_off: { after: 1s } }           | it is over 1 s after a user is due
          cut_off: { after: 5m }                                     |
          cut_off: { after: 6h }                                     |
          timezone: Etc/GMT+1                                        | in Etc/GMT+1 the sign is inverted: it is west of UTC
          timezone: Etc/GMT-14                                       | in Etc/GMT-14 the sign is inverted: it is east of UTC
          timezone: Etc/GMT                                          |
          timezone: CET                                              |
          """)
  void warnsOfTimesThatAreProbablyNotMeant(String when, @Nullable String warning)
      throws IOException {
    write("a.yaml", VALID.formatted("a") + "when:\n  " + when + "\n");
    assertThat(validate(folder.toString())).as(out.toString()).isZero();
    if (warning == null) {
      assertThat(out.toString()).doesNotContain("warning");
    } else {
      assertThat(out.toString()).containsOnlyOnce("warning: " + warning);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "1.10|1.10 is the number 1.1; write \"1.10\" for a text such as a version, or 1.1",
        "1.0|1.0 is the number 1; write \"1.0\" for a text such as a version, or 1",
        "-10.00|-10.00 is the number -10; write \"-10.00\" for a text such as a version, or -10",
      })
  void warnsOfNumbersThatArePerhapsVersionsWhereTheyAreCompared(String value, String warning)
      throws IOException {
    var campaign = VALID.formatted("a").replace("\"Hi {{ profile.first_name }}\"", value);
    for (var test :
        List.of("%s", "{ is: %s }", "{ is_not: %s }", "[%s]", "{ in: [%s] }", "{ not_in: [%s] }")) {
      assertThat(outcome(campaign, "{ profile: { app: " + test.formatted(value) + " } }"))
          .containsExactly("warning: " + warning);
    }
    for (var test : List.of("{ at_least: %s }", "{ above: %s }", "{ between: [%1$s, %1$s] }")) {
      assertThat(outcome(campaign, "{ profile: { app: " + test.formatted(value) + " } }"))
          .isEmpty();
    }
    assertThat(outcome(campaign, "{ did: Charged, sum: { of: amount, is: 5.50 } }")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{ profile: { zip: { at_least: 0100 } } }|warning: 0100 is the number 100, not an octal one; write 100",
        "{ profile: { zip: { between: [-01.5, 7] } } }|warning: -01.5 is the number -1.5, not an octal one; write -1.5",
        "{ did: Charged, times: { at_least: 03 } }|warning: 03 is the number 3, not an octal one; write 3",
        "{ did: Charged, times: 00 }|warning: 00 is the number 0, not an octal one; write 0",
        "{ did: Charged, during: { last_days: 030 } }|warning: 030 is the number 30, not an octal one; write 30",
        "{ profile: { born: { next_days: 07 } } }|warning: 07 is the number 7, not an octal one; write 7",
        "{ profile: { zip: { at_least: 0 } } }|",
        "{ profile: { zip: { at_least: 0.5 } } }|",
        "{ profile: { zip: { at_least: +5 } } }|",
        "{ profile: { zip: { at_least: 0x10 } } }|",
        "{ profile: { zip: { at_least: 1_000 } } }|expected a number, found \"1_000\"; write 1000",
        "{ profile: { zip: { at_least: '-1_000.5' } } }|expected a number, found \"-1_000.5\"; write -1000.5",
        "{ profile: { zip: { at_least: 1_00 } } }|expected a number, found \"1_00\"",
        "{ profile: { zip: { exists: yes } } }|expected true or false, found \"yes\"; write true",
        "{ profile: { zip: { exists: N } } }|expected true or false, found \"N\"; write false",
        "{ profile: { zip: { exists: maybe } } }|expected true or false, found \"maybe\"",
      })
  void saysWhatANumberOrABooleanIsWhereNothingElseCanStand(String audience, String said)
      throws IOException {
    var expected = said == null ? List.of() : List.of(said);
    assertThat(outcome(VALID.formatted("a"), audience)).isEqualTo(expected);
  }

  @Test
  void warnsOfLeadingZerosInAShare() throws IOException {
    var campaign =
        VALID
            .formatted("a")
            .replace("everyone: true } }", "everyone: true }, control_group: { percent: 010 } }");
    assertThat(outcome(campaign, "{ everyone: true }"))
        .containsExactly("warning: 010 is the number 10, not an octal one; write 10");
  }

  /** What is said of a campaign with that audience, without where. */
  private List<String> outcome(String campaign, String audience) throws IOException {
    write("a.yaml", campaign.replace("{ everyone: true }", audience));
    out.getBuffer().setLength(0);
    validate(folder.toString());
    return out.toString()
        .lines()
        .filter(line -> !line.endsWith(": valid, draft"))
        .map(line -> line.replaceFirst("^\\S+:[0-9]+:[0-9]+: \\S+: ", ""))
        .toList();
  }

  @Test
  void warnsInTheFileOfASegmentOnceAndInJson() throws IOException {
    Files.createDirectory(folder.resolve("segments"));
    write("segments/s.yaml", "segment: s\nname: S\naudience: { profile: { zip: 01234 } }\n");
    for (var id : new String[] {"a", "b"}) {
      write(id + ".yaml", VALID.formatted(id).replace("{ everyone: true }", "{ segment: s }"));
    }
    assertThat(validate(folder.toString())).isZero();
    assertThat(out.toString().lines())
        .hasSize(3)
        .first()
        .asString()
        .startsWith(folder.resolve("segments/s.yaml") + ":3:29: audience.profile.zip: warning: ");
    out.getBuffer().setLength(0);
    assertThat(validate(folder.resolve("a.yaml").toString(), "--output", "json")).isZero();
    var file = JsonMapper.builder().build().readTree(out.toString()).get("files").get(0);
    assertThat(file.get("valid").asBoolean()).isTrue();
    assertThat(file.get("faults").size()).isZero();
    assertThat(file.get("warnings").get(0).get("line").asInt()).isEqualTo(3);
    assertThat(file.get("warnings").get(0).get("message").asString())
        .startsWith("01234 is the number 1234");
  }

  @Test
  void findsNothingWrongWithTheCampaignsThatShowTheGrammar() {
    assertThat(validate("src/test/resources/campaigns/good")).isZero();
    assertThat(validate("jobs")).isZero();
    assertThat(out.toString().lines().filter(line -> line.startsWith("jobs/")))
        .containsExactly(
            "jobs/cart-abandoned.yaml: valid, published, live",
            "jobs/cart-reminder.yaml: valid, published",
            "jobs/vip-thanks.yaml: valid, published",
            "jobs/welcome.yaml: valid, draft",
            "jobs/winback.yaml: valid, published");
  }

  @Test
  void wantsAPath() {
    assertThat(validate()).isEqualTo(2);
  }

  @Test
  void schemaPrintsTheSchema() {
    assertThat(execute("schema")).isEqualTo(0);
    assertThat(JsonMapper.builder().build().readTree(out.toString()).get("$schema").asString())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
  }

  private int validate(String... arguments) {
    var all = new String[arguments.length + 1];
    all[0] = "validate";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return execute(all);
  }

  private int execute(String... arguments) {
    return new Muster(Surroundings.of(System.getenv(), Path.of("")))
        .commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(new StringWriter()))
        .execute(arguments);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
