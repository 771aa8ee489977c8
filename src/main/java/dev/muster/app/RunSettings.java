package dev.muster.app;

import dev.muster.campaign.Share;
import dev.muster.run.Account;
import dev.muster.run.DeliverySettings;
import dev.muster.schedule.FrequencyRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What runs are given of the settings. */
public final class RunSettings {
  private static final Duration KEPT_AT_LEAST = Duration.ofHours(1);
  private static final Duration KEPT_AT_MOST = Duration.ofDays(3650);

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

  /**
   * How long ago a live campaign's run has ended when launches remove it.
   *
   * @throws Complaint when the setting is wrong
   */
  static Duration keepLiveRuns(Settings settings) {
    return SettingFault.expecting(
        "muster.live.keep-runs", "1h to 3650d", settings.live().keepRuns(), RunSettings::kept);
  }

  private static Duration kept(Duration given) {
    if (given.compareTo(KEPT_AT_LEAST) < 0 || given.compareTo(KEPT_AT_MOST) > 0) {
      throw new IllegalArgumentException("too short or too long: " + given);
    }
    return given;
  }

  private static @Nullable FrequencyRule frequencyCap(Settings.Account account) {
    var cap = account.frequencyCap();
    try {
      // Days are held to their rule, too, where there is no limit yet.
      var rule =
          new FrequencyRule(
              cap.messages() == 0 ? 1 : cap.messages(), cap.days(), account.timezone());
      return cap.messages() == 0 ? null : rule;
    } catch (IllegalArgumentException e) {
      throw Complaint.needsRemedy(
          "setting muster.account.frequency-cap.%s; no messages (0) are no limit"
              .formatted(e.getMessage()));
    }
  }
}
