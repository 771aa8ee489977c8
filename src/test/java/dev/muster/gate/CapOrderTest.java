package dev.muster.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.Occasion;
import dev.muster.campaign.RunId;
import dev.muster.campaign.UserId;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapOrderTest {
  private static final CapOrder ORDER =
      new CapOrder(new RunId(new CampaignId("winback"), Instant.parse("2026-12-07T09:00:00Z")));

  /** The hash was computed with another implementation (Python's hashlib). */
  @Test
  void ranksUsersForTheCapAsTheContractSays() {
    assertThat(HexFormat.of().formatHex(ORDER.rank(new UserId("u1"), new Occasion.Once())))
        .isEqualTo("5d476cdb231238b0ca291970e1277dd18a5b1fa2d714ad017f5dbd70de16d175");
  }

  /** By instant, then by event; the last two differ in the order of UTF-16. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          1969-12-31T23:59:59Z,        z,       1970-01-01T00:00:00Z,        a
          1970-01-01T00:00:00Z,        z,       2026-12-07T09:00:00Z,        a
          2026-12-07T09:00:00.000001Z, z,       2026-12-07T09:00:00.000002Z, a
          2026-12-07T09:00:00Z,        a,       2026-12-07T09:00:00Z,        b
          2026-12-07T09:00:00Z,        B,       2026-12-07T09:00:00Z,        a
          2026-12-07T09:00:00Z,        a,       2026-12-07T09:00:00Z,        aa
          2026-12-07T09:00:00Z,        10,      2026-12-07T09:00:00Z,        9
          2026-12-07T09:00:00Z,        z,       2026-12-07T09:00:00Z,        é
          2026-12-07T09:00:00Z,        \uFFFD,  2026-12-07T09:00:00Z,        \uD83D\uDE00
          """)
  void ranksTriggersInTriggerOrderWhoeverTheUsersAre(
      Instant instant, String event, Instant laterInstant, String laterEvent) {
    var first = ORDER.rank(new UserId("z"), new Occasion.Trigger(event, instant));
    var second = ORDER.rank(new UserId("a"), new Occasion.Trigger(laterEvent, laterInstant));

    assertThat(Arrays.compareUnsigned(first, second)).isNegative();
  }
}
