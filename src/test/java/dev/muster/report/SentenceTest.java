package dev.muster.report;

import static org.assertj.core.api.Assertions.assertThat;

import gg.jte.output.StringOutput;
import java.time.Instant;
import java.time.ZoneId;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceTest {
  private static final Instant NEXT = Instant.parse("2026-12-08T08:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          completed | 1072 | accepted 714, control 358             |           | Sent to 714 of the 1,072 users who qualified (66.6%).
          completed | 1    | accepted 1                            |           | Sent to 1 of the 1 user who qualified (100.0%).
          completed | 10   | accepted 7, invalid 1, rejected 2     |           | Sent to 7 of the 10 users who qualified (70.0%). 3 could not be sent to.
          completed | 0    | accepted 0                            |           | Nobody qualified; nothing was sent.
          waiting   | 10   | accepted 7, waiting 2, pending 1      |           | Sent to 7 of the 10 users who qualified (70.0%) so far; 3 more are due from Tue 8 Dec 2026 03:00 on.
          waiting   | 10   | accepted 6, waiting 3, rejected 1     |           | Sent to 6 of the 10 users who qualified (60.0%) so far; 3 more are due from Tue 8 Dec 2026 03:00 on. 1 could not be sent to.
          running   | 10   | accepted 7, pending 3                 |           | Running: sent to 7 of the 10 users who qualified (70.0%) so far, 3 to come.
          running   | 0    | accepted 0                            |           | Nobody qualified; nothing was sent.
          running   |      | accepted 0                            |           | Running: the audience is being found; nothing has been sent.
          stopped   | 10   | accepted 7, pending 3                 | why       | Stopped: sent to 7 of the 10 users who qualified (70.0%); 3 are still to be sent to, by the next launch.
          stopped   |      | accepted 0                            | why       | Stopped: the audience was not known yet; nothing has been sent.
          failed    | 10   | accepted 7, pending 3                 | it broke  | Failed: sent to 7 of the 10 users who qualified (70.0%); 3 are still to be sent to. it broke
          failed    | 10   | accepted 7, pending 2, rejected 1     | it broke  | Failed: sent to 7 of the 10 users who qualified (70.0%); 2 are still to be sent to. it broke. 1 could not be sent to.
          failed    |      | accepted 0                            | it broke  | Failed before the audience was known: it broke.
          failed    |      | accepted 0                            | it broke. | Failed before the audience was known: it broke.
          failed    | 10   | accepted 7, pending 3                 |           | Failed: sent to 7 of the 10 users who qualified (70.0%); 3 are still to be sent to.
          failed    |      | accepted 0                            |           | Failed before the audience was known.
          abandoned | 10   | accepted 7, pending 3                 |           | Abandoned: sent to 7 of the 10 users who qualified (70.0%); 3 never will be.
          abandoned | 10   | accepted 7, pending 3                 | no need   | Abandoned: sent to 7 of the 10 users who qualified (70.0%); 3 never will be. Reason: no need.
          abandoned |      | accepted 0                            | no need   | Abandoned before the audience was known; nothing was sent. Reason: no need.
          refused   | 10   | refused 10                            | too many  | Refused: too many. Nobody was sent anything.
          refused   | 0    | refused 0                             | too few   | Refused: too few. Nobody was sent anything.
          missed    |      | accepted 0                            | no launch | Missed: no launch.
          """)
  void saysWhatHasBecomeOfARun(
      String status, @Nullable Long qualified, String users, @Nullable String reason, String said) {
    assertThat(said(AnyRunReport.of(status, qualified, users, reason, null), false))
        .isEqualTo(said);
  }

  @Test
  void saysThatAWorkerIsGone() {
    assertThat(said(AnyRunReport.of("running", 10L, "accepted 7, pending 3", null, NEXT), false))
        .isEqualTo(
            "Its worker is gone: sent to 7 of the 10 users who qualified (70.0%);"
                + " 3 are still to be sent to, by the next launch.");
    assertThat(said(AnyRunReport.of("running", null, "accepted 0", null, NEXT), false))
        .isEqualTo("Its worker is gone: the audience was not known yet; nothing has been sent.");
  }

  @Test
  void countsTriggersOfALiveCampaign() {
    assertThat(said(AnyRunReport.of("completed", 10L, "accepted 10", null, null), true))
        .isEqualTo("Sent to 10 of the 10 triggers that qualified (100.0%).");
    assertThat(said(AnyRunReport.of("completed", 1L, "accepted 1", null, null), true))
        .isEqualTo("Sent to 1 of the 1 trigger that qualified (100.0%).");
  }

  private static String said(RunReport report, boolean isLive) {
    var words = new Sentence(report, isLive).words();
    var written = new StringOutput();
    new Shown(ZoneId.of("America/New_York")).words(words).writeTo(new Html(written));
    return Jsoup.parseBodyFragment(written.toString()).text();
  }
}
