package dev.muster.alert;

import dev.muster.campaign.file.Heading;
import dev.muster.report.JsonReport;
import dev.muster.report.JsonWriter;
import dev.muster.report.Printable;
import dev.muster.run.Figures;
import dev.muster.store.Accounting;
import dev.muster.store.Alert;
import dev.muster.store.AlertMessage;
import dev.muster.store.RunStatus;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An alert in words: nothing of a user, and no secret.
 *
 * @param remedy what to do, with the command that goes on, or null
 * @param rehearsal whether it is one of a rehearsal
 */
record Telling(
    Alert alert,
    Heading campaign,
    RunStatus status,
    String reason,
    @Nullable String remedy,
    Accounting audience,
    boolean rehearsal) {
  private static final String REHEARSAL = "[rehearsal] ";

  AlertMessage message() {
    return new AlertMessage(campaign.owner(), subject(), content(), webhook());
  }

  private String subject() {
    return "%s[muster] %s: %s".formatted(mark(), alert.run().campaign().value(), event());
  }

  private String content() {
    var text = new StringBuilder();
    text.append("%s%s: %s\n\n".formatted(mark(), event(), Printable.of(reason)));
    if (remedy != null) {
      text.append(Printable.of(remedy)).append("\n\n");
    }
    var day = alert.subject().day();
    if (day != null) {
      text.append(line("day", day.toString()));
    }
    text.append(line("run", alert.run().toString()));
    text.append(line("name", Printable.of(campaign.name())));
    text.append(line("at", Figures.second(alert.at())));
    var users = users();
    return text.append(users.isEmpty() ? "" : "\n" + users).toString();
  }

  /** The counts that are not 0, a line each. */
  private String users() {
    return JsonReport.audience(audience).entrySet().stream()
        .filter(count -> count.getValue() > 0)
        .map(count -> line(count.getKey().replace('_', ' '), "%,d".formatted(count.getValue())))
        .collect(Collectors.joining());
  }

  private static String line(String label, String text) {
    return "%-18s%s\n".formatted(label, text);
  }

  private String webhook() {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("key", alert.key());
    tree.put("event", event());
    tree.put("campaign", alert.run().campaign().value());
    tree.put("name", campaign.name());
    var day = alert.subject().day();
    if (day != null) {
      tree.put("day", day.toString());
    }
    tree.put("run", alert.run().toString());
    tree.put("planned_at", alert.run().plannedAt().toString());
    tree.put("at", alert.at().toString());
    tree.put("status", status.key());
    tree.put("reason", reason);
    tree.put("remedy", remedy);
    tree.put("audience", JsonReport.audience(audience));
    tree.put("rehearsal", rehearsal);
    tree.put("text", slack(mark() + line()));
    return JsonWriter.line(tree);
  }

  private String line() {
    return "%s: %s: %s".formatted(event(), alert.subject().name(), Printable.of(reason));
  }

  /** Slack's own signs, as it asks for them to be escaped. */
  private static String slack(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private String event() {
    return alert.event().key();
  }

  private String mark() {
    return rehearsal ? REHEARSAL : "";
  }
}
