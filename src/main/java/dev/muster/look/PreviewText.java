package dev.muster.look;

import dev.muster.campaign.RunId;
import dev.muster.report.JsonWriter;
import dev.muster.report.Printable;
import java.util.ArrayList;
import java.util.List;

/** A preview as text for a terminal: each user, and the messages as indented JSON. */
public final class PreviewText {
  private PreviewText() {}

  /**
   * The preview, ending with a line break.
   *
   * @param live whether it is of a live campaign
   */
  public static String of(RunId run, boolean live, List<Preview.Shown> users) {
    var lines = new ArrayList<String>();
    lines.add(run + "  PREVIEW");
    if (users.isEmpty()) {
      lines.add(
          live
              ? "  nothing would be sent of what has triggered it in the last 24 hours"
              : "  nobody would be sent to");
    }
    for (var user : users) {
      lines.add("");
      lines.add(
          "%s: %s%s"
              .formatted(
                  Printable.cut(user.user().value()),
                  user.verdict().replace('_', ' '),
                  user.dueAt() == null ? "" : ", due at " + user.dueAt()));
      if (user.reason() != null) {
        lines.add("  " + user.reason());
        if (!user.messages().isEmpty()) {
          lines.add("  would get otherwise:");
        }
      }
      for (var message : user.messages()) {
        JsonWriter.indented(message.json()).lines().forEach(line -> lines.add("  " + line));
      }
    }
    return String.join("\n", lines) + "\n";
  }
}
