package dev.muster.look;

import static dev.muster.run.Figures.count;
import static dev.muster.run.Figures.second;

import dev.muster.campaign.UserId;
import dev.muster.gate.Verdict;
import dev.muster.report.Printable;
import dev.muster.store.Accounting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A difference as text for a terminal: what changed in the file, the two audiences beside each
 * other, and who enters and leaves and why.
 */
public final class DiffText {
  private final Diff diff;
  private final List<String> lines = new ArrayList<>();

  private DiffText(Diff diff) {
    this.diff = diff;
  }

  /**
   * The difference, ending with a line break.
   *
   * @param old how the user has called the old definition
   * @param anew how the user has called the new one
   */
  public static String of(String old, String anew, Diff diff) {
    return new DiffText(diff).render(old, anew);
  }

  private String render(String old, String anew) {
    lines.add(
        "DIFF  old: %s, new: %s, %s %s"
            .formatted(
                Printable.of(old),
                Printable.of(anew),
                diff.live() ? "triggers of the 24 hours before" : "planned for",
                second(diff.plannedAt())));
    lines.add("");
    if (diff.changes().isEmpty()) {
      lines.add("  nothing changed in the file");
    }
    for (var change : diff.changes()) {
      lines.add("  " + Printable.of(change.key()));
      lines.add("    old  " + value(change.before()));
      lines.add("    new  " + value(change.after()));
    }
    lines.add("");
    lines.add("  %-18s%12s%12s".formatted("", "old", "new"));
    line("qualified", qualified(diff.old()), qualified(diff.anew()));
    for (var verdict : Verdict.values()) {
      if (diff.old().count(verdict) > 0 || diff.anew().count(verdict) > 0) {
        line(name(verdict), diff.old().count(verdict), diff.anew().count(verdict));
      }
    }
    lines.add("");
    line("stay", diff.stay());
    movement("enter", "because of old", diff.enter());
    movement("leave", "because of new", diff.leave());
    return String.join("\n", lines) + "\n";
  }

  private static String value(@Nullable String value) {
    return value == null ? "none" : Printable.of(value);
  }

  private static long qualified(Accounting audience) {
    var qualified = audience.qualified();
    return qualified == null ? 0 : qualified;
  }

  private static String name(Verdict verdict) {
    return "  " + verdict.key().replace('_', ' ');
  }

  private void movement(String what, String because, Diff.Movement movement) {
    line(what, movement.users());
    for (var verdict : Verdict.values()) {
      if (movement.audience().count(verdict) > 0) {
        line(name(verdict), movement.audience().count(verdict));
      }
    }
    for (var each : movement.because()) {
      lines.add(
          "  %-18s%12s  %s"
              .formatted("  " + because, count(each.users()), Printable.of(each.condition())));
    }
    if (!movement.ids().isEmpty()) {
      lines.add(
          "    %s%s"
              .formatted(
                  movement.ids().stream()
                      .map(UserId::value)
                      .map(Printable::cut)
                      .collect(Collectors.joining(", ")),
                  movement.users() > movement.ids().size() ? ", …" : ""));
    }
  }

  private void line(String label, long users) {
    lines.add("  %-18s%12s".formatted(label, count(users)));
  }

  private void line(String label, long old, long anew) {
    lines.add("  %-18s%12s%12s".formatted(label, count(old), count(anew)));
  }
}
