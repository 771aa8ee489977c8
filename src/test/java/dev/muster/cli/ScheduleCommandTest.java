package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ScheduleCommandTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();

  @Test
  void listsTheComingRunsOfAFolder() throws IOException {
    write("far", "from: 2199-12-31\n  repeat: { every: month, on: [last day], at: \"09:00\" }");
    write("over", "at: 2001-01-01T09:00");
    write("launch", "at: launch");

    assertThat(schedule(folder.toString(), "--count", "2")).isEqualTo(ExitCode.DONE.code());

    assertThat(out.toString().lines())
        .anySatisfy(line -> assertThat(line).isEqualTo("far (draft, Asia/Tokyo)"))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith("  Tue 2199-12-31 09:00 +09:00")
                .endsWith("  far@2199-12-31T00:00:00Z"))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith("  Fri 2200-01-31 09:00 +09:00")
                .endsWith("  far@2200-01-31T00:00:00Z"))
        .contains(
            "launch (draft, Asia/Tokyo): is run when it is launched",
            "over (draft, Asia/Tokyo): no more runs")
        .hasSize(5);
  }

  @Test
  void saysOfALiveCampaignThatItHasNoTimes() throws IOException {
    write("live", "delay: 1h");
    var file = folder.resolve("live.yaml");
    Files.writeString(
        file, Files.readString(file).replace("audience: { everyone: true }", "live: { did: A }"));

    assertThat(schedule(file.toString())).isEqualTo(ExitCode.DONE.code());

    assertThat(out.toString().lines())
        .containsExactly(
            "live (draft, Asia/Tokyo): is live: it has no planned times, every launch takes up what has triggered it");
  }

  @Test
  void saysTheSameAsJson() throws IOException {
    write("far", "from: 2199-12-31\n  repeat: { every: month, on: [last day], at: \"09:00\" }");

    schedule(folder.resolve("far.yaml").toString(), "--count", "1", "--output", "json");

    var campaign = new JsonMapper().readTree(out.toString()).path("campaigns").path(0);
    assertThat(campaign.propertyNames())
        .containsExactly("campaign", "path", "status", "timezone", "planned_at");
    assertThat(campaign.path("planned_at").toString()).isEqualTo("[\"2199-12-31T00:00:00Z\"]");
  }

  @Test
  void saysWhatIsWrongWithAFileAndListsTheOthers() throws IOException {
    write("far", "at: 2199-12-31T09:00");
    write("wrong", "at: sometimes");

    assertThat(schedule(folder.toString())).isEqualTo(ExitCode.WRONG.code());

    assertThat(out.toString().lines())
        .anySatisfy(line -> assertThat(line).contains("wrong.yaml:7:7: when.at: expected"))
        .contains("far (draft, Asia/Tokyo)");
    assertThat(schedule(folder.toString(), "--count", "0")).isEqualTo(ExitCode.WRONG.code());
  }

  private void write(String id, String when) throws IOException {
    Files.writeString(
        folder.resolve(id + ".yaml"),
        """
        campaign: %s
        name: Test
        owner: owner@example.com
        who: { audience: { everyone: true } }
        what: { track: Test }
        when:
          %s
          timezone: Asia/Tokyo
        """
            .formatted(id, when));
  }

  private int schedule(String... arguments) {
    var all = new String[arguments.length + 1];
    all[0] = "schedule";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return new Muster(Surroundings.of(System.getenv(), Path.of("")))
        .commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(new StringWriter(), true))
        .execute(all);
  }
}
