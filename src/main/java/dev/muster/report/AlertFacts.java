package dev.muster.report;

import dev.muster.store.Alert;
import dev.muster.store.AlertChannel;
import dev.muster.store.AlertDelivery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What owners of campaigns were told of runs, and of days of live campaigns, in reports. */
final class AlertFacts {
  private static final String UNTRIED = "not sent yet";

  private AlertFacts() {}

  /** An object each, as part of a JSON document. */
  static List<Map<String, @Nullable Object>> tree(List<Alert> alerts) {
    return alerts.stream().map(AlertFacts::tree).toList();
  }

  private static Map<String, @Nullable Object> tree(Alert alert) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("key", alert.key());
    tree.put("event", alert.event().key());
    tree.put("at", alert.at().toString());
    tree.put("mail", word(alert.mail()));
    tree.put("webhook", word(alert.webhook()));
    tree.put("error", errors(alert));
    return tree;
  }

  /** One that nobody has tried yet has not arrived either: its launch has died before it could. */
  private static String word(AlertDelivery delivery) {
    return switch (delivery) {
      case AlertDelivery.Due _ -> new AlertDelivery.Failed(UNTRIED).key();
      case AlertDelivery.Off _,
          AlertDelivery.Sent _,
          AlertDelivery.Failed _,
          AlertDelivery.GivenUp _ ->
          delivery.key();
    };
  }

  static @Nullable String errors(Alert alert) {
    var errors =
        Stream.of(
                error(AlertChannel.MAIL, alert.mail()),
                error(AlertChannel.WEBHOOK, alert.webhook()))
            .flatMap(Optional::stream)
            .collect(Collectors.joining("; "));
    return errors.isEmpty() ? null : errors;
  }

  private static Optional<String> error(AlertChannel channel, AlertDelivery delivery) {
    var error = delivery instanceof AlertDelivery.Due ? UNTRIED : delivery.error();
    return Optional.ofNullable(error).map(why -> channel.key() + ": " + why);
  }

  /** For people, a line each, without an end of it; of a day, with its date. */
  static List<String> lines(List<Alert> alerts) {
    return alerts.stream()
        .map(alert ->
            LabelledLine.of(
                "alert",
                "%s%s: mail %s, webhook %s%s"
                    .formatted(
                        day(alert),
                        alert.event().key(),
                        inWords(alert.mail()),
                        inWords(alert.webhook()),
                        Optional.ofNullable(errors(alert))
                            .map(why -> " (%s)".formatted(why))
                            .orElse(""))))
        .toList();
  }

  private static String day(Alert alert) {
    return alert.subject().day() == null ? "" : alert.subject().day() + " ";
  }

  static String inWords(AlertDelivery delivery) {
    return word(delivery).replace('_', ' ');
  }
}
