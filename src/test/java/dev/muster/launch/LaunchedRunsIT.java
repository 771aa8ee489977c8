package dev.muster.launch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.campaign.RunId;
import dev.muster.run.LaunchPad;
import dev.muster.run.RunEnd;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What launches of single runs come to. */
class LaunchedRunsIT {
  private static final LaunchProgress NOBODY_LOOKS = (report, took) -> {};
  private static final OwnersTold NOBODY =
      new OwnersTold() {
        @Override
        public void ofWhatIsNew() {}

        @Override
        public void of(RunId run) {}
      };

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void sayOfARunThatIsPrunedWholeMeanwhileThatItIsThereNoMore(Database database) throws Exception {
    var clock = SettableClock.at("2026-12-01T10:00:00Z");
    try (var pad = new LaunchPad(database, folder).clock(clock).profiles(1)) {
      var campaign =
          pad.campaign(
              "all", "who: { live: { did: Cart } }\nwhat: { track: Reminder }\nwhen: {}\n");
      pad.takeUp(campaign);
      pad.events(
          """
          {"id": "a", "user_id": "u1", "event": "Cart", "occurred_at": "2026-12-01T10:01:00Z"}
          """);
      pad.faults("{\"faults\": [{\"probability\": 1, \"status\": 400}]}");
      clock.set("2026-12-01T10:02:00Z");
      var run = requireNonNull(pad.takeUp(campaign).run());
      var later = SettableClock.at("2026-12-24T10:00:00Z");

      var answer =
          new LaunchedRuns(pad.store(), NOBODY_LOOKS, NOBODY)
              .of(
                  run,
                  () -> {
                    pad.pruning(later).olderThan(Duration.ofDays(1), _ -> {});
                    return retried(pad, run);
                  });

      assertThat(answer)
          .isEqualTo(
              new Answer.Failed(
                  run.toString(),
                  "there is no such run any more: it was pruned, and is in the sums of its day; 'muster report all --from 2026-12-01 --until 2026-12-01' shows them",
                  false));
    }
  }

  private static RunEnd retried(LaunchPad pad, RunId run) {
    try {
      return pad.retryRejected(run.plannedAt());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
