package dev.muster.app;

import dev.muster.alert.LaunchAlerts;
import dev.muster.alert.Mail;
import dev.muster.alert.Messenger;
import dev.muster.alert.Thresholds;
import dev.muster.alert.Webhook;
import dev.muster.alert.WebhookUrl;
import dev.muster.run.Clocks;
import dev.muster.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How the settings say that owners of campaigns are told of runs.
 *
 * @param mail empty where no mail server is set
 * @param webhook empty where none is set
 */
record AlertAccess(Thresholds thresholds, Optional<Mail> mail, Optional<Webhook> webhook) {
  /** How long one alert may take on one channel. */
  private static final Duration AT_MOST = Duration.ofSeconds(10);

  private static final String SECTION = "muster.alerts.";

  /**
   * Reads the settings.
   *
   * @param real the real clock
   * @throws Complaint when one is wrong; the webhook's URL is not told
   */
  static AlertAccess of(Settings settings, Surroundings surroundings, Clock real) {
    var alerts = settings.alerts();
    SettingFault.expecting(
        SECTION + "from",
        "an e-mail address such as muster@example.com",
        alerts.from(),
        Mail::address);
    return new AlertAccess(
        thresholds(alerts),
        SettingsReader.mail(surroundings)
            .server()
            .map(server -> new Mail(server, alerts.from(), AT_MOST, real)),
        webhook(alerts));
  }

  private static Thresholds thresholds(Settings.Alerts alerts) {
    try {
      return new Thresholds(
          alerts.rejectedPercent(), alerts.expiredPercent(), alerts.afterFailures());
    } catch (IllegalArgumentException e) {
      throw Complaint.needsRemedy("setting " + SECTION + e.getMessage());
    }
  }

  private static Optional<Webhook> webhook(Settings.Alerts alerts) {
    try {
      return Optional.ofNullable(alerts.webhookUrl())
          .filter(url -> !url.isBlank())
          .map(WebhookUrl::of)
          .map(url -> new Webhook(url, AT_MOST));
    } catch (IllegalArgumentException e) {
      throw Complaint.needsRemedy(
          "setting %swebhook-url: %s; set it as MUSTER_ALERTS_WEBHOOKURL, whole and without quotation marks"
              .formatted(SECTION, e.getMessage()));
    }
  }

  /**
   * The alerts of one launch.
   *
   * @param receiver the option by which it was given its receiver, with a blank before it, or
   *     nothing
   */
  LaunchAlerts launch(
      Store store, TransactionTemplate transaction, String receiver, Clocks clocks) {
    var messengers =
        Stream.<Optional<? extends Messenger>>of(mail, webhook)
            .<Messenger>flatMap(Optional::stream)
            .toList();
    return new LaunchAlerts(store, transaction, thresholds, messengers, receiver, clocks);
  }
}
