package dev.muster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The alerts of Prometheus and the dashboard of Grafana. */
class MonitoringTest {
  private static final Path ALERTS = Manifests.MONITORING.resolve("alerts.yaml");
  private static final Path TESTS = Manifests.MONITORING.resolve("alerts.test.yaml");
  private static final Path DASHBOARD = Manifests.MONITORING.resolve("dashboard.json");

  @TempDir private Path folder;

  @Test
  void everyAlertIsSentWhenItIsDueAndNotBefore() throws IOException, InterruptedException {
    Promtool.accepts(ALERTS, "check", "rules");
    Promtool.accepts(TESTS, "test", "rules");
  }

  @Test
  void everyAlertHasATestASeverityAndWordsForWhoeverIsCalled() throws IOException {
    var tests = Files.readString(TESTS);
    assertThat(alerts())
        .hasSize(9)
        .allSatisfy(alert -> {
          assertThat(tests).contains("alertname: " + alert.get("alert").getAsString());
          assertThat(alert.getAsJsonObject("labels").keySet()).containsExactly("severity");
          assertThat(alert.getAsJsonObject("annotations").keySet())
              .containsExactly("summary", "description");
        });
  }

  @Test
  void everyPanelAsksWhatPrometheusUnderstands() throws IOException, InterruptedException {
    var expressions = expressions();
    var rules =
        IntStream.range(0, expressions.size())
            .mapToObj(each ->
                Map.of(
                    "record",
                    "panel:" + each,
                    "expr",
                    expressions.get(each).replace("$campaign", ".*")))
            .toList();
    var file = folder.resolve("panels.yaml");
    Files.writeString(
        file,
        new Gson().toJson(Map.of("groups", List.of(Map.of("name", "panels", "rules", rules)))));
    Promtool.accepts(file, "check", "rules");
  }

  @Test
  void everyPanelHasItsPlaceAndSaysWhatItShows() throws IOException {
    var panels = panels();
    assertThat(panels)
        .isNotEmpty()
        .allSatisfy(panel -> {
          assertThat(panel.get("title").getAsString()).isNotBlank();
          assertThat(panel.get("description").getAsString()).isNotBlank();
        });
    assertThat(panels).extracting(panel -> panel.get("id")).doesNotHaveDuplicates();
    assertThat(panels).extracting(panel -> panel.get("gridPos")).doesNotHaveDuplicates();
  }

  private static List<String> expressions() throws IOException {
    return panels().stream()
        .flatMap(panel -> objects(panel.get("targets")).stream())
        .map(target -> target.get("expr").getAsString())
        .toList();
  }

  private static List<JsonObject> panels() throws IOException {
    var dashboard = JsonParser.parseString(Files.readString(DASHBOARD)).getAsJsonObject();
    return objects(dashboard.get("panels"));
  }

  private static List<JsonObject> alerts() throws IOException {
    var load = new Load(LoadSettings.builder().build());
    var file = new Gson().toJsonTree(load.loadFromString(Files.readString(ALERTS)));
    return objects(file.getAsJsonObject().get("groups")).stream()
        .flatMap(group -> objects(group.get("rules")).stream())
        .toList();
  }

  private static List<JsonObject> objects(JsonElement array) {
    return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }
}
