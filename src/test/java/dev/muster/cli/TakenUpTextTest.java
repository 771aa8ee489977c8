package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.launch.LaunchedFile;
import dev.muster.run.TakenUp;
import dev.muster.run.TakenUp.State;
import dev.muster.store.LiveCampaigns.End;
import dev.muster.store.LiveCounts.Others;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TakenUpTextTest {
  private static final CampaignId CART = new CampaignId("cart");
  private static final Instant AS_OF = Instant.parse("2026-12-01T10:00:00Z");

  private static TakenUp taken(
      State state, @Nullable End end, long qualified, Others others, long awaiting) {
    return new TakenUp(
        CART,
        state,
        end,
        AS_OF,
        AS_OF.plusSeconds(60),
        AS_OF,
        qualified == 0 ? null : new RunId(CART, AS_OF),
        qualified,
        others,
        awaiting);
  }

  private static List<String> said(boolean named, TakenUp taken) {
    return TakenUpText.of(new LaunchedFile(Path.of("cart.yaml"), named), taken).stream()
        .map(Told::message)
        .flatMap(Optional::stream)
        .toList();
  }

  @Test
  void tellsWhatBecameOfTriggers() {
    assertThat(said(false, taken(State.LIVE, null, 8, new Others(1, 2L, 3), 4)))
        .containsExactly(
            "cart.yaml: 9 triggers taken up, 1 of them not qualified: cart@2026-12-01T10:00:00Z; 3"
                + " triggers given up for want of a profile; 4 triggers wait for a profile",
            "cart.yaml: late: 2 triggers arrived too late and came to nothing; 'who.live.late' says"
                + " how late it may be");
  }

  @Test
  void tellsOfThoseOfWhomNobodyQualifies() {
    assertThat(said(false, taken(State.LIVE, null, 0, new Others(2, null, 0), 0)))
        .containsExactly("cart.yaml: 2 triggers taken up, 2 of them not qualified");
  }

  @Test
  void tellsOfTheLastTriggersAndOfTheEnd() {
    assertThat(said(false, taken(State.ENDED, End.CAP, 1, Others.NONE, 0)))
        .containsExactly(
            "cart.yaml: 1 trigger taken up: cart@2026-12-01T10:00:00Z",
            "cart.yaml: has ended: all places of its cap are given");
  }

  @Test
  void tellsOfAFileThatWasNamedHowItStands() {
    assertThat(said(true, taken(State.LIVE, null, 0, Others.NONE, 0)))
        .containsExactly("cart.yaml: live, nothing new");
    assertThat(said(true, taken(State.NOT_YET, null, 0, Others.NONE, 0)))
        .containsExactly("cart.yaml: not yet live, begins at 2026-12-01T10:01:00Z");
    assertThat(said(true, taken(State.ENDED, End.UNTIL, 0, Others.NONE, 0)))
        .containsExactly("cart.yaml: has ended: its 'until' has passed");
  }

  @Test
  void leavesTheQuietOnesOfAFolderToOneLine() {
    var quiet = taken(State.LIVE, null, 0, Others.NONE, 1);

    assertThat(said(false, quiet)).isEmpty();
    assertThat(QuietCampaigns.isQuiet(quiet)).isTrue();
  }

  @Test
  void tellsOfOneThatAnotherLaunchHolds() {
    var held = taken(State.HELD, null, 0, Others.NONE, 0);

    assertThat(said(false, held)).singleElement().asString().startsWith("cart.yaml: held: ");
    assertThat(QuietCampaigns.isQuiet(held)).isFalse();
  }
}
