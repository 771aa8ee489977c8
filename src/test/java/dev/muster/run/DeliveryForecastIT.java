package dev.muster.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.report.RunReport;
import dev.muster.report.TextReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a run will have delivered to everybody, where its messages are large. */
class DeliveryForecastIT {
  private static final Instant NINE = Instant.parse("2027-01-15T09:00:00Z");
  private static final int REQUESTS_A_SECOND = 2;
  private static final int CHUNK = 40;

  @TempDir private Path folder;

  /** 40 messages of some 30,000 bytes are three bodies of 480,000. */
  @ParameterizedTest
  @EnumSource
  void isReckonedFromTheFirstChunksBodies(Database database) throws Exception {
    var clock = SettableClock.at("2027-01-15T09:02:00Z");
    try (var pad = new LaunchPad(database, folder).clock(clock)) {
      pad.delivering(new DeliverySettings(1, CHUNK, 1, REQUESTS_A_SECOND, 4000, Duration.ZERO))
          .profiles(users("london", "Europe/London", 2 * CHUNK))
          .profiles(users("york", "America/New_York", CHUNK));
      var campaign =
          pad.campaign(
              "all",
              """
              who: { audience: { everyone: true } }
              what: { track: Offer, attributes: [text] }
              when: { at: "2027-01-15T09:00", user_timezone: { passed: next_day } }
              """);

      pad.launch(campaign, NINE);

      assertThat(pad.run(NINE).messagesPerSecond())
          .isEqualTo(Math.round(REQUESTS_A_SECOND * CHUNK / 3.0));
      assertThat(pad.sandbox().stats().received()).isEqualTo(2 * CHUNK);
      var waiting = RunReport.of(pad.store(), pad.run(NINE));
      assertThat(requireNonNull(waiting.openings().forecast()).endsAt())
          .isCloseTo(Instant.parse("2027-01-15T14:00:01.5Z"), within(100, ChronoUnit.MILLIS));
      assertThat(TextReport.of(waiting)).contains(" messages/s)");

      // The next execution knows it from what was sent.
      clock.set("2027-01-15T14:00:00Z");
      pad.launch(campaign, NINE);
      assertThat(pad.run(NINE).messagesPerSecond())
          .isEqualTo(Math.round(REQUESTS_A_SECOND * CHUNK / 3.0));
      assertThat(TextReport.of(RunReport.of(pad.store(), pad.run(NINE))))
          .as("nobody's pace over the hours between")
          .doesNotContain("messages/s")
          .contains(
              """
                openings          2027-01-15T09:00:00Z  80 users, 80 sent to
                                  2027-01-15T14:00:00Z  40 users, 40 sent to
              """);
    }
  }

  private static String users(String name, String zone, int count) {
    var rows = new StringBuilder();
    for (var i = 1; i <= count; i++) {
      rows.append(
          "{\"user_id\": \"%s%d\", \"timezone\": \"%s\", \"text\": \"%s\"}%n"
              .formatted(name, i, zone, "x".repeat(29_000)));
    }
    return rows.toString();
  }
}
