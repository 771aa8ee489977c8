package dev.muster.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.Occasion;
import dev.muster.campaign.UserId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageIdsTest {
  private static final CampaignId WINBACK = new CampaignId("winback");
  private static final Occasion ONCE = new Occasion.Once();

  /** Computed with Python's uuid.uuid5; ids of messages already sent must never change. */
  @ParameterizedTest
  @CsvSource({
    "u-1, TRACK, , , 036d8de1-4628-5148-81f4-80f54809d34a",
    "u-1, IDENTIFY, , , 30f7cd57-317d-5691-98ba-7b053f738430",
    "u-1, TRACK, android, tok-1, 84fca37a-7afb-58f5-8fd1-2b2550c77a92",
    "u-1, TRACK, ios, tok-1, 658cfa19-9d1b-5462-9152-9e7dc6ac2d2d",
    "Zoë 😀, TRACK, , , 6fb23283-a6b4-5348-b81e-9bc7c61b6e67",
  })
  void isTheSameForEver(String user, Call call, String type, String token, String id) {
    var device = type == null ? null : new Device(type, token);

    assertThat(new MessageIds(Campaigns.STAMP, WINBACK).idOf(new UserId(user), ONCE, call, device))
        .isEqualTo(id);
  }

  /** Computed with Python's uuid.uuid5. */
  @ParameterizedTest
  @CsvSource({
    "e-17, u-1, TRACK, , , 87bb7e98-21de-591b-b569-ee3eaf1c6534",
    "e-17, u-1, IDENTIFY, , , 3cf7d2d7-f886-5b24-918c-fb80f7902f25",
    "e-17, u-1, TRACK, ios, tok-1, 098b527f-f6a7-59d9-9152-b3c2edcd2544",
    "e-17, Zoë 😀, TRACK, , , 0f87fad7-88f5-5f49-b962-385c1d270b42",
    "e-18, u-1, TRACK, , , 2a5160f8-913c-5aa1-b1fb-e15977de81c2",
  })
  void isATriggersWhicheverRunTakesItUp(
      String event, String user, Call call, String type, String token, String id) {
    var device = type == null ? null : new Device(type, token);
    for (var planned : List.of("2026-12-07T14:00:00Z", "2027-01-01T00:00:00Z")) {
      for (var instant : List.of("2026-12-07T13:00:00Z", "2026-12-07T13:10:00Z")) {
        var trigger = new Occasion.Trigger(event, Instant.parse(instant));

        assertThat(
                new MessageIds(at(Campaigns.STAMP, planned), WINBACK)
                    .idOf(new UserId(user), trigger, call, device))
            .isEqualTo(id);
      }
    }
  }

  @Test
  void isAVersionFiveUuid() {
    var id =
        UUID.fromString(
            new MessageIds(Campaigns.STAMP, WINBACK).idOf(new UserId("u"), ONCE, Call.TRACK, null));

    assertThat(id.version()).isEqualTo(5);
    assertThat(id.variant()).isEqualTo(2);
  }

  @Test
  void differsWhenAnythingItIsMadeOfDiffers() {
    var other = WriteKeyFingerprint.of("another key");
    var stamp = Campaigns.STAMP;
    var ids = new HashSet<String>();
    for (var some : new RunStamp[] {stamp, at(stamp, "2026-12-08T14:00:00Z"), with(stamp, other)}) {
      for (var campaign : new CampaignId[] {WINBACK, new CampaignId("winback-2")}) {
        for (var user : new String[] {"u", "v"}) {
          for (var call : Call.values()) {
            var made = new MessageIds(some, campaign);
            ids.add(made.idOf(new UserId(user), ONCE, call, null));
            ids.add(made.idOf(new UserId(user), ONCE, call, new Device("ios", "t")));
            ids.add(made.idOf(new UserId(user), ONCE, call, new Device("android", "t")));
            ids.add(made.idOf(new UserId(user), ONCE, call, new Device("ios", "u")));
          }
        }
      }
    }

    assertThat(ids).hasSize(3 * 2 * 2 * 2 * 4);
  }

  @Test
  void refusesPartsThatCouldBeTakenForTwo() {
    var ids = new MessageIds(Campaigns.STAMP, WINBACK);

    assertThatThrownBy(() -> ids.idOf(new UserId("u\0track"), ONCE, Call.TRACK, null))
        .isInstanceOf(Unfit.class);
    assertThatThrownBy(() -> ids.idOf(new UserId("u"), ONCE, Call.TRACK, new Device("ios", "a\0b")))
        .isInstanceOf(Unfit.class);
    var trigger = new Occasion.Trigger("e\0u", Instant.EPOCH);
    assertThatThrownBy(() -> ids.idOf(new UserId("u"), trigger, Call.TRACK, null))
        .isInstanceOf(Unfit.class);
  }

  @Test
  void theFingerprintIsShortAndGivesNothingAway() {
    var print = WriteKeyFingerprint.of("test-write-key-0123456789abcdef0").value();

    assertThat(print).isEqualTo("4b40d50e13b5e389");
  }

  private static RunStamp at(RunStamp stamp, String instant) {
    return new RunStamp(
        stamp.run(), Instant.parse(instant), stamp.writeKey(), ZoneOffset.UTC, stamp.test());
  }

  private static RunStamp with(RunStamp stamp, WriteKeyFingerprint key) {
    return new RunStamp(stamp.run(), stamp.plannedAt(), key, ZoneOffset.UTC, stamp.test());
  }
}
