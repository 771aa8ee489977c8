package dev.muster.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Fault;
import dev.muster.campaign.file.Reading;
import dev.muster.gate.Verdict;
import dev.muster.message.TemplateLanguage;
import dev.muster.store.Rejections;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Small campaigns with the message that must come of them, which lie beside the project. */
class GoldenMessagesIT {
  private static final Path GOLDEN = Path.of("..", "shared", "conformance", "messages");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant PLANNED = Instant.parse("2026-12-07T09:00:00Z");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @TempDir private Path folder;

  /** One case: its name and what is expected of it. */
  private record Golden(String name, JsonNode expected) {
    Path file(String ending) {
      return GOLDEN.resolve(name + ending);
    }

    String textOf(String ending) throws Exception {
      return Files.exists(file(ending)) ? Files.readString(file(ending)) : "";
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyProfileComesToExactlyItsMessage(Database database) throws Exception {
    var clock = SettableClock.at(PLANNED.toString());
    try (var pad = new LaunchPad(database, folder).in(BERLIN).clock(clock)) {
      var cases = cases().stream().filter(golden -> !golden.expected().has("faults")).toList();
      for (var golden : cases) {
        pad.profiles(JSON.readTree(golden.textOf(".profile.json")).toString());
        var events = golden.textOf(".events.ndjson");
        if (!events.isEmpty()) {
          pad.events(events);
        }
      }
      var all = new SoftAssertions();
      for (var golden : cases) {
        pad.sandbox().reset();
        var end = pad.launch(golden.file(".yaml"), PLANNED);
        if (golden.expected().has("messages")) {
          all.assertThat(messages(pad, golden.expected().has("complete")))
              .as(golden.name())
              .isEqualTo(list(golden.expected().get("messages")));
        } else {
          var verdict = golden.expected().get("end").asString().toUpperCase(Locale.ROOT);
          all.assertThat(pad.users(end, Verdict.valueOf(verdict))).as(golden.name()).isOne();
          all.assertThat(pad.sandbox().requests()).as(golden.name()).isEmpty();
        }
        if (golden.expected().has("code")) {
          all.assertThat(pad.rejections(end).values())
              .as(golden.name())
              .extracting(Rejections.Rejection::code)
              .containsExactly(golden.expected().get("code").asString());
        }
      }
      all.assertAll();
    }
  }

  @Test
  void everyFaultyFileIsRefusedForExactlyItsKeys() throws Exception {
    var reader = new CampaignReader(new TemplateLanguage(BERLIN));
    for (var golden : cases()) {
      var found =
          switch (reader.read(CampaignFiles.onDisk(golden.file(".yaml")))) {
            case Reading.Valid _ -> List.of();
            case Reading.Invalid(var faults) -> faults.stream().map(Fault::key).toList();
          };
      var keys = golden.expected().path("faults");
      assertThat(found)
          .as(golden.name())
          .isEqualTo(list(keys).stream().map(JsonNode::asString).toList());
    }
  }

  private static List<Golden> cases() throws Exception {
    assumeTrue(Files.isDirectory(GOLDEN), "skipped: there is no " + GOLDEN);
    var cases = new ArrayList<Golden>();
    try (var files = Files.list(GOLDEN)) {
      for (var file : files.filter(each -> each.toString().endsWith(".yaml")).sorted().toList()) {
        var name = file.getFileName().toString().replace(".yaml", "");
        var expected = Files.readString(GOLDEN.resolve(name + ".expected.json"));
        cases.add(new Golden(name, JSON.readTree(expected)));
      }
    }
    assertThat(cases).hasSizeGreaterThanOrEqualTo(40);
    return cases;
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  /** What was received, without what the folder's README leaves out. */
  private static List<JsonNode> messages(LaunchPad pad, boolean complete) {
    return pad.sandbox().events().stream()
        .map(event -> stripped((ObjectNode) JSON.readTree(event.message().toString()), complete))
        .toList();
  }

  private static JsonNode stripped(ObjectNode message, boolean complete) {
    message.remove("messageId");
    // The sandbox merges the batch's context into each message, as the Segment API does.
    var context = (ObjectNode) message.get("context");
    context.remove("library");
    message.remove(List.of("sentAt", "receivedAt"));
    if (complete) {
      return message;
    }
    message.remove(List.of("timestamp", "channel"));
    context.remove("campaign");
    if (context.isEmpty()) {
      message.remove("context");
    }
    if (message.get("properties") instanceof ObjectNode properties) {
      properties.remove(List.of("campaign_id", "campaign_name", "run"));
    }
    return message;
  }
}
