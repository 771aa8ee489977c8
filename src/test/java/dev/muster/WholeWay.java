package dev.muster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.Occasion;
import dev.muster.campaign.UserId;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Reading;
import dev.muster.message.Addressee;
import dev.muster.message.Composed;
import dev.muster.message.Composer;
import dev.muster.message.Message;
import dev.muster.message.Packing;
import dev.muster.message.RunStamp;
import dev.muster.message.TemplateLanguage;
import dev.muster.sandbox.Sandbox;
import dev.muster.segmentapi.Endpoint;
import dev.muster.segmentapi.Envelope;
import dev.muster.segmentapi.HttpSegmentApi;
import dev.muster.segmentapi.SendingSettings;
import dev.muster.segmentapi.WriteKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The way of messages: from a campaign file and a profile they are composed, packed, sent, and
 * received.
 *
 * @param folder where the campaign file is written
 */
record WholeWay(Path folder) {
  private static final WriteKey KEY = WriteKey.of("test-write-key-0123456789abcdef0");
  private static final Instant PLANNED = Instant.parse("2026-12-07T14:00:00Z");

  /** The messages that a sample comes to. */
  List<Message> composed(Sample sample) throws Exception {
    var stamp =
        new RunStamp(
            "sample@" + PLANNED, PLANNED, KEY.fingerprint(), ZoneOffset.UTC, sample.test());
    var to =
        new Addressee(
            new UserId("u-1"),
            new Occasion.Once(),
            sample.recipient(),
            sample.attributes(),
            null,
            "Europe/Berlin",
            "[\"P-1\", 2, true]",
            PLANNED.plusMillis(250));
    var composed = new Composer(campaign(sample), stamp).compose(to);
    assertThat(composed).isInstanceOf(Composed.Ready.class);
    return ((Composed.Ready) composed).messages();
  }

  /** What a receiver has of these messages: JSON objects, with the batch's context merged in. */
  static List<String> received(List<Message> messages) throws Exception {
    var envelope = Envelope.of(KEY);
    try (var sandbox = Sandbox.start();
        var api =
            HttpSegmentApi.open(
                Endpoint.of(sandbox.uri().toString()),
                envelope,
                SendingSettings.defaults(),
                Clock.systemUTC())) {
      for (var batch : new Packing(envelope.bytes()).batchesOf(messages)) {
        api.send(batch);
      }
      return sandbox.events().stream().map(event -> event.message().toString()).toList();
    }
  }

  private Campaign campaign(Sample sample) throws Exception {
    var file = folder.resolve("sample.yaml");
    Files.writeString(
        file,
        """
        campaign: sample
        name: "Müller's \\"Winback\\" 🎁"
        owner: growth@example.com
        who:
          audience: { everyone: true }
        what:
        """
            + sample.what().indent(2));
    return switch (new CampaignReader(new TemplateLanguage(ZoneOffset.UTC))
        .read(CampaignFiles.onDisk(file))) {
      case Reading.Valid valid -> valid.campaign();
      case Reading.Invalid(var faults) -> throw new AssertionError("" + faults);
    };
  }
}
