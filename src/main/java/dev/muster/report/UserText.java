package dev.muster.report;

import dev.muster.audience.Explained;
import dev.muster.audience.Explanation;
import dev.muster.run.Figures;
import java.util.ArrayList;
import java.util.List;

/** What a run did with one user, as text for a terminal 80 columns wide. */
public final class UserText {
  private static final int WIDTH = 80;
  private static final int STEP = 2;

  private final UserReport report;
  private final List<String> lines = new ArrayList<>();

  private UserText(UserReport report) {
    this.report = report;
  }

  /** The text, ending with a line break; the first sentence is the answer. */
  public static String of(UserReport report) {
    return new UserText(report).render();
  }

  private String render() {
    wrap("", report.summary(), 0);
    lines.add("");
    wrap(
        "run      ",
        report.run().id()
            + ", "
            + (report.goneSince() == null
                ? report.run().status().key()
                : "gone (its worker was last heard of at %s)"
                    .formatted(Figures.second(report.goneSince()))),
        9);
    wrap(
        "sees     ",
        "events before %s, days of %s".formatted(report.run().asOf(), report.run().accountZone()),
        9);
    if (report.now() instanceof Explained.WithProfile profile) {
      lines.add("");
      lines.add("conditions, with the data as they are now");
      condition(profile.conditions(), STEP);
    }
    lines.add("");
    lines.add("gates");
    report.gates().forEach(this::gate);
    return String.join("\n", lines) + "\n";
  }

  private void condition(Explanation condition, int indent) {
    var said = condition.finding().said();
    wrap(
        " ".repeat(indent) + (condition.met() ? "yes  " : "no   "),
        condition.text() + (said.isEmpty() ? "" : ": " + said),
        indent + 5);
    condition.parts().forEach(part -> condition(part, indent + STEP));
  }

  private void gate(GateAnswer answer) {
    var name = answer.gate().key().replace('_', ' ');
    wrap("  %-16s%-8s".formatted(name, answer.outcome().key()), answer.said(), 26);
  }

  /** Adds a paragraph whose further lines are indented. */
  private void wrap(String label, String text, int indent) {
    var line = new StringBuilder(label);
    var empty = true;
    for (var word : Printable.of(text).split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(" ".repeat(indent));
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString().stripTrailing());
  }
}
