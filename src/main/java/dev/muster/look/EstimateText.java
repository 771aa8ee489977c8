package dev.muster.look;

import static dev.muster.run.Figures.count;
import static dev.muster.run.Figures.counted;
import static dev.muster.run.Figures.duration;
import static dev.muster.run.Figures.second;
import static dev.muster.run.Figures.users;

import dev.muster.report.GateBars;
import dev.muster.report.GuardLines;
import dev.muster.report.LabelledLine;
import dev.muster.report.Sizes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An estimate as text for a terminal 80 columns wide. */
public final class EstimateText {
  /** How many zones are shown; those of the fewest users are added up. */
  private static final int ZONES = 10;

  private final Estimate estimate;
  private final List<String> lines = new ArrayList<>();

  private EstimateText(Estimate estimate) {
    this.estimate = estimate;
  }

  /** The estimate, ending with a line break. */
  public static String of(Estimate estimate) {
    return new EstimateText(estimate).render();
  }

  private String render() {
    lines.add(
        "%s  ESTIMATE  %s"
            .formatted(estimate.run(), estimate.status().name().toLowerCase(Locale.ROOT)));
    if (estimate.refusal() != null) {
      lines.add("  would be refused: " + estimate.refusal());
    }
    lines.add("");
    lines.addAll(GateBars.of(estimate.audience()));
    lines.add("");
    lines.addAll(GuardLines.of(estimate.guards()));
    line("reachable", users(estimate.reachable()));
    line("begins", second(estimate.moment()));
    delivery();
    var label = "openings";
    for (var opening : estimate.openings()) {
      line(
          label,
          "%s  %s%s"
              .formatted(
                  second(opening.dueAt()),
                  users(opening.users()),
                  opening.expiresAt() == null
                      ? ""
                      : ", cut off at " + second(opening.expiresAt())));
      label = "";
    }
    zones();
    for (var invalid : estimate.invalid()) {
      line("not sendable", "%s: %s".formatted(invalid.code(), users(invalid.users())));
    }
    return String.join("\n", lines) + "\n";
  }

  private void delivery() {
    if (estimate.messages() == 0) {
      lines.add("  nothing would be sent");
      return;
    }
    line(
        "messages",
        "%s to %s"
            .formatted(
                count(estimate.messages()), counted(estimate.distinctIds(), "different id")));
    line("requests", count(estimate.requests()));
    line("size", Sizes.of(estimate.bytes()) + " of JSON");
    line(
        "takes",
        "%s at least, at the pace of your settings"
            .formatted(duration(Duration.ofMillis(Math.round(estimate.seconds() * 1000)))));
    line(
        "ends",
        "about %s%s"
            .formatted(
                second(estimate.forecast().endsAt()),
                estimate.forecast().missing() == 0
                    ? ""
                    : "; %s will miss their cut-off"
                        .formatted(users(estimate.forecast().missing()))));
  }

  private void zones() {
    var label = "time zones";
    var zones = estimate.timezones();
    for (var zone : zones.subList(0, Math.min(ZONES, zones.size()))) {
      line(
          label,
          "%s: %s".formatted(zone.zone() == null ? "none" : zone.zone(), users(zone.users())));
      label = "";
    }
    if (zones.size() > ZONES) {
      line(
          "",
          "%s more: %s"
              .formatted(
                  count(zones.size() - ZONES),
                  users(
                      zones.subList(ZONES, zones.size()).stream()
                          .mapToLong(Estimate.ZoneUsers::users)
                          .sum())));
    }
  }

  private void line(String label, String text) {
    lines.add(LabelledLine.of(label, text));
  }
}
