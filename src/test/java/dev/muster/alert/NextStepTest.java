package dev.muster.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.CampaignId;
import dev.muster.gate.Verdict;
import dev.muster.store.Accounting;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What to do about what is told. */
class NextStepTest {
  private static final String RUNS =
      "'muster runs --campaign cart --day 2026-12-01' lists its runs";
  private static final String WHY = "'muster show RUN --rejections' says why";
  private static final String AGAIN =
      "'muster retry-rejected RUN --sandbox' sends to the rejected again";
  private static final String REPORT =
      "'muster report cart --from 2026-12-01 --until 2026-12-01' shows the day: who expired came up after when.cut_off, so launch more often, or set that longer";

  @ParameterizedTest(name = "{0} rejected, {1} invalid, {2} expired")
  @CsvSource({
    "6, 0, 0, why again",
    "0, 6, 0, why",
    "3, 3, 0, why again",
    "0, 0, 6, report",
    "6, 0, 6, why again report",
    "0, 6, 6, why report"
  })
  void ofAnIncompleteDayIsWhatMendsWhatItLacks(
      long rejected, long invalid, long expired, String steps) {
    var day =
        new Accounting(
            100L,
            Map.of(
                Verdict.ACCEPTED,
                100 - rejected - invalid - expired,
                Verdict.REJECTED,
                rejected,
                Verdict.INVALID,
                invalid,
                Verdict.EXPIRED,
                expired));

    assertThat(
            new NextStep(" --sandbox")
                .incomplete(new CampaignId("cart"), LocalDate.of(2026, 12, 1), day))
        .isEqualTo(
            Stream.of(steps.split(" "))
                .map(step ->
                    switch (step) {
                      case "why" -> RUNS + "; " + WHY;
                      case "again" -> AGAIN;
                      case "report" -> REPORT;
                      default -> throw new IllegalArgumentException(step);
                    })
                .collect(Collectors.joining("; ")));
  }
}
