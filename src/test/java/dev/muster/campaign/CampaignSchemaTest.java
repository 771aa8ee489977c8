package dev.muster.campaign;

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
          "same-any-event",
          "same-by-event",
          "segment-broken",
          "segment-circle",
          "what-numbers",
          "what-template",
          "when-cron-never",
          "when-cut-off-at-once",
          "when-do-not-disturb",
          "when-never",
          "when-reversed",
          "when-timezone",
          "when-user-timezone-instant",
          "who-control-group-decimals",
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

  private static List<Path> yamlFiles(String folder) throws IOException {
    try (var files = Files.list(Path.of(folder))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static List<Error> errors(Path file) throws Unreadable, IOException {
    var tree = YamlParser.parse(FileText.decode(Files.readAllBytes(file)));
    var root = Spot.root(new Faults(file.toString()), file.toString(), tree);
    return SCHEMA.validate(JSON.valueToTree(Tree.map(root, text -> {})));
  }
}
