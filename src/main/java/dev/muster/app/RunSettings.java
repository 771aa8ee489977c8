package dev.muster.app;

import dev.muster.campaign.Share;
import dev.muster.run.Account;
import dev.muster.run.DeliverySettings;
import dev.muster.schedule.FrequencyRule;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What runs are given of the settings. */
public final class RunSettings {

  private RunSettings() {}

  /**
   * How a run works through its members.
   *
   * @throws Complaint when a setting is wrong
   */
  public static DeliverySettings delivery(Settings settings) {
    try {
      return settings.delivery().forRuns();
    } catch (IllegalArgumentException e) {
      throw Complaint.needsRemedy(String.valueOf(e.getMessage()));
    }
  }

  /**
   * What holds for all campaigns.
   *
   * @param folder where files of settings are looked for
   * @throws Complaint when a setting is wrong
   */
  public static Account account(Settings settings, Path folder) {
    return new Account(
        settings.account().timezone(),
        SettingFault.expecting(
            "muster.account.system-control-percent",
            "0 to 100 with one decimal at most",
            settings.account().systemControlPercent(),
            Share::ofPercent),
        frequencyCap(settings.account()),
        Optional.ofNullable(settings.account().suppressionList())
            .filter(file -> !file.isBlank())
            .map(folder::resolve)
            .orElse(null),
        settings.account().approval() == Settings.Approval.REQUIRED);
  }

  private static @Nullable FrequencyRule frequencyCap(Settings.Account account) {
    var cap = account.frequencyCap();
    if (cap.messages() == 0) {
      return null;
    }
    try {
      return new FrequencyRule(cap.messages(), cap.days(), account.timezone());
    } catch (IllegalArgumentException e) {
      throw Complaint.needsRemedy(
          "muster.account.frequency-cap: %s; messages: 0 is no limit".formatted(e.getMessage()));
    }
  }
}
