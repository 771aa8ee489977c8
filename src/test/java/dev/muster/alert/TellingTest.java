package dev.muster.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.RunId;
import dev.muster.campaign.file.Heading;
import dev.muster.gate.Verdict;
import dev.muster.store.Accounting;
import dev.muster.store.Alert;
import dev.muster.store.AlertDelivery;
import dev.muster.store.AlertEvent;
import dev.muster.store.AlertMessage;
import dev.muster.store.AlertSubject;
import dev.muster.store.RunStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TellingTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void saysOfAMailWhatHappenedAndWhatToDo() {
    var message = message("150 users qualify", false);

    assertThat(message.recipient()).isEqualTo("growth@example.com");
    assertThat(message.subject()).isEqualTo("[muster] winback: refused");
    assertThat(message.content())
        .isEqualTo(
            """
            refused: 150 users qualify

            'muster restart winback@2026-12-07T14:00:00Z --override REASON' sends to them

            run               winback@2026-12-07T14:00:00Z
            name              Win back
            at                2026-12-07T14:05:00Z

            qualified         1,150
            refused           1,150
            """);
  }

  @Test
  void givesAWebhookAllOfItAsJson() {
    var tree = JSON.readTree(message("150 users qualify", false).webhook());

    assertThat(tree.propertyNames())
        .containsExactly(
            "key",
            "event",
            "campaign",
            "name",
            "run",
            "planned_at",
            "at",
            "status",
            "reason",
            "remedy",
            "audience",
            "rehearsal",
            "text");
    assertThat(tree.path("key").asString()).isEqualTo("winback@2026-12-07T14:00:00Z/refused/1");
    assertThat(tree.path("planned_at").asString()).isEqualTo("2026-12-07T14:00:00Z");
    assertThat(tree.path("audience").path("refused").asLong()).isEqualTo(1150);
    assertThat(tree.path("audience").path("accepted").asLong()).isZero();
    assertThat(tree.path("rehearsal").asBoolean()).isFalse();
    assertThat(tree.path("text").asString())
        .isEqualTo("refused: winback@2026-12-07T14:00:00Z: 150 users qualify");
  }

  @Test
  void escapesWhatSlackTakesForItsOwn() {
    var tree = JSON.readTree(message("a < b && c > d <!here>", false).webhook());

    assertThat(tree.path("text").asString()).endsWith("a &lt; b &amp;&amp; c &gt; d &lt;!here&gt;");
    assertThat(tree.path("reason").asString()).isEqualTo("a < b && c > d <!here>");
  }

  @Test
  void staysOnOneLine() {
    var message = message("one\r\nBcc: all@example.com", false);

    assertThat(JSON.readTree(message.webhook()).path("text").asString())
        .endsWith("one\\u000D\\u000ABcc: all@example.com");
    assertThat(message.content()).startsWith("refused: one\\u000D\\u000ABcc: all@example.com\n");
  }

  @Test
  void marksARehearsal() {
    var message = message("150 users qualify", true);

    assertThat(message.subject()).isEqualTo("[rehearsal] [muster] winback: refused");
    assertThat(message.content()).startsWith("[rehearsal] refused: 150 users qualify\n");
    var tree = JSON.readTree(message.webhook());
    assertThat(tree.path("rehearsal").asBoolean()).isTrue();
    assertThat(tree.path("text").asString()).startsWith("[rehearsal] refused: winback@");
  }

  @Test
  void saysOfALiveCampaignsDayWhichRunHasChangedIt() {
    var run = RunId.parse("winback@2026-12-07T14:00:00Z");
    var message =
        message(
            new AlertSubject(run, LocalDate.of(2026, 12, 8)), run + " failed: out of tea", false);

    assertThat(message.content())
        .startsWith("refused: winback@2026-12-07T14:00:00Z failed: out of tea\n")
        .contains("\n\nday               2026-12-08\nrun               " + run + "\n");
    var tree = JSON.readTree(message.webhook());
    assertThat(tree.path("key").asString()).isEqualTo("winback@2026-12-08/refused/1");
    assertThat(tree.path("day").asString()).isEqualTo("2026-12-08");
    assertThat(tree.path("run").asString()).isEqualTo(run.toString());
    assertThat(tree.path("text").asString())
        .isEqualTo("refused: winback@2026-12-08: " + run + " failed: out of tea");
  }

  private static AlertMessage message(String reason, boolean rehearsal) {
    return message(AlertSubject.of(RunId.parse("winback@2026-12-07T14:00:00Z")), reason, rehearsal);
  }

  private static AlertMessage message(AlertSubject subject, String reason, boolean rehearsal) {
    return new Telling(
            new Alert(
                subject,
                1,
                AlertEvent.REFUSED,
                Instant.parse("2026-12-07T14:05:00Z"),
                new AlertDelivery.Due(),
                new AlertDelivery.Off()),
            new Heading("Win back", "growth@example.com"),
            RunStatus.REFUSED,
            reason,
            "'muster restart winback@2026-12-07T14:00:00Z --override REASON' sends to them",
            new Accounting(1150L, Map.of(Verdict.REFUSED, 1150L)),
            rehearsal)
        .message();
  }
}
