package dev.muster.run;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.Cap;
import dev.muster.campaign.When;
import dev.muster.campaign.Who;
import dev.muster.store.LiveCampaigns;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What decides which events trigger a live campaign, in words: where they are others than at the
 * last launch, the campaign has been edited, and begins anew from there (live.md, "Edited").
 */
final class TriggerDefinition {
  private static final String BETWEEN = " \u00b7 ";

  private TriggerDefinition() {}

  /**
   * That of a campaign.
   *
   * @param zone where its dates are read
   */
  static String of(Campaign campaign, ZoneId zone) {
    var who = (Who.Live) campaign.who().selection();
    var when = (When.Live) campaign.when().planning();
    return String.join(
        BETWEEN,
        List.of(
            Objects.toString(who.trigger()),
            Objects.toString(who.thenNot()),
            Objects.toString(who.same()),
            Objects.toString(when.events(zone)),
            campaign.who().cap() instanceof Cap.Only(var triggers) ? "only " + triggers : ""));
  }

  /**
   * Whether it is another than before.
   *
   * @param ended why the campaign had ended, or null: only then does it matter how many the cap
   *     lets through
   */
  static boolean isEdited(String before, String now, LiveCampaigns.@Nullable End ended) {
    return ended == LiveCampaigns.End.CAP
        ? !now.equals(before)
        : !withoutCap(now).equals(withoutCap(before));
  }

  private static String withoutCap(String definition) {
    return definition.substring(0, definition.lastIndexOf(BETWEEN));
  }
}
