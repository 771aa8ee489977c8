package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What looks at runs before there are any does not know live behaviour yet. */
class UnbuiltLiveIT {
  private static final String LIVE =
      """
      who:
        live: { did: Charged, then_not: { did: Returned, within: 1h } }
        cap: { only_per_day: 100 }
      what:
        track: Offer
        properties: { amount: "{{ event.properties.amount }}" }
      when:
        delay: 1h
      goal: { event: Charged, within: 1d }
      """;

  private static final List<String> COMMANDS =
      List.of(
          "estimate live.yaml",
          "preview live.yaml --user u1",
          "send-test live.yaml --user u1",
          "audience live.yaml",
          "diff all.yaml live.yaml",
          "approve live.yaml --by somebody");

  @TempDir private Path folder;

  @Test
  void isRefusedByEveryCommandThatWouldHaveToKnowIt() throws Exception {
    try (var desk =
        new Desk(Database.H2, folder)
            .users(1)
            .campaign("all", Desk.EVERYONE)
            .campaign("live", LIVE)) {
      for (var command : COMMANDS) {
        var ended = new ProgramHere(folder, desk.settings()).run(command.split(" "));

        assertThat(ended.out() + ended.err())
            .as(command)
            .contains("live.yaml: not built yet: who.live");
        assertThat(ended.exitCode()).as(command).isEqualTo(2);
      }
      assertThat(desk.reached()).isEmpty();
    }
  }
}
