package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();

  @Test
  void namesEveryValidFileOfAFolderButNoSegment() throws IOException {
    write("a.yaml", VALID.formatted("a"));
    write("b.yml", VALID.formatted("b") + "status: published\ngoal: { event: A, within: 1d }\n");
    write("notes.txt", "no campaign");
    Files.createDirectory(folder.resolve("segments"));
    write("segments/s.yaml", "segment: s\n");
    assertThat(validate(folder.toString())).isEqualTo(ExitCode.DONE.code());
    assertThat(out.toString().lines())
        .containsExactly(
            folder.resolve("a.yaml") + ": valid, draft",
            folder.resolve("b.yml") + ": valid, published; cannot be run yet, not built: goal");
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
                + ":1:1: yaml: expected campaign files (*.yaml) in the folder, found none");
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

  @Test
  void findsNothingWrongWithTheCampaignsThatShowTheGrammar() {
    assertThat(validate("jobs", "src/test/resources/campaigns/good")).isZero();
    assertThat(out.toString().lines().filter(line -> !line.contains("not built")))
        .containsExactly(
            "jobs/cart-reminder.yaml: valid, published",
            "jobs/vip-thanks.yaml: valid, published",
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
    return Muster.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(new StringWriter()))
        .execute(arguments);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
