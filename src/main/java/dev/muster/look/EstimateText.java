package dev.muster.look;

import static dev.muster.run.Figures.count;
import static dev.muster.run.Figures.duration;
import static dev.muster.run.Figures.second;
import static dev.muster.run.Figures.users;

import dev.muster.report.GateBars;
import dev.muster.report.GuardLines;
import dev.muster.report.LabelledLine;
import dev.muster.report.Sizes;
import dev.muster.run.Figures;
import dev.muster.schedule.Opening;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** An estimate as text for a terminal 80 columns wide. */
public final class EstimateText {
  /** How many zones are shown; those of the fewest users are added up. */
  private static final int ZONES = 10;

  /** How many openings of a live campaign are. */
  private static final int OPENINGS = 10;

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
    var run = estimate.run();
    lines.add(
        "%s  ESTIMATE  %s"
            .formatted(
                run == null ? estimate.campaign() : run,
                estimate.status().name().toLowerCase(Locale.ROOT)));
    if (estimate.refusal() != null) {
      lines.add("  would be refused: " + estimate.refusal());
    }
    lines.add("");
    lines.addAll(GateBars.of(estimate.audience()));
    lines.add("");
    lines.addAll(GuardLines.of(estimate.guards()));
    if (estimate.others() == null) {
      line("reachable", users(estimate.reachable()));
      line("begins", second(estimate.moment()));
    } else {
      triggers(estimate.others());
    }
    delivery();
    openings();
    zones();
    for (var invalid : estimate.invalid()) {
      line("not sendable", "%s: %s".formatted(invalid.code(), counted(invalid.users())));
    }
    return String.join("\n", lines) + "\n";
  }

  private void triggers(Estimate.Others others) {
    line(
        "triggers of",
        "the 24 hours before %s, taken up at once".formatted(second(estimate.moment())));
    line("not qualified", count(others.notQualified()));
    line("no profile", count(others.noProfile()));
    line("reachable", counted(estimate.reachable()));
  }

  /** Triggers have a cut-off each: of those due at once, the first is told. */
  private void openings() {
    if (estimate.others() == null) {
      openings(estimate.openings());
      return;
    }
    var byTime = new TreeMap<Instant, Opening>();
    for (var opening : estimate.openings()) {
      byTime.merge(
          opening.dueAt(),
          opening,
          (one, next) -> Opening.ahead(one.dueAt(), one.expiresAt(), one.users() + next.users()));
    }
    var all = List.copyOf(byTime.values());
    openings(all.subList(0, Math.min(OPENINGS, all.size())));
    if (all.size() > OPENINGS) {
      line(
          "",
          "%s more: %s"
              .formatted(
                  count(all.size() - OPENINGS),
                  counted(
                      all.subList(OPENINGS, all.size()).stream().mapToLong(Opening::users).sum())));
    }
  }

  private void openings(List<Opening> openings) {
    var label = "openings";
    for (var opening : openings) {
      line(
          label,
          "%s  %s%s"
              .formatted(
                  second(opening.dueAt()),
                  counted(opening.users()),
                  opening.expiresAt() == null
                      ? ""
                      : ", cut off %s %s"
                          .formatted(
                              estimate.others() == null ? "at" : "from",
                              second(opening.expiresAt()))));
      label = "";
    }
  }

  /** All that is counted of a live campaign are triggers. */
  private String counted(long number) {
    return estimate.others() == null ? users(number) : Figures.counted(number, "trigger");
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
                count(estimate.messages()),
                Figures.counted(estimate.distinctIds(), "different id")));
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
                        .formatted(counted(estimate.forecast().missing()))));
  }

  private void zones() {
    var label = "time zones";
    var zones = estimate.timezones();
    for (var zone : zones.subList(0, Math.min(ZONES, zones.size()))) {
      line(
          label,
          "%s: %s".formatted(zone.zone() == null ? "none" : zone.zone(), counted(zone.users())));
      label = "";
    }
    if (zones.size() > ZONES) {
      line(
          "",
          "%s more: %s"
              .formatted(
                  count(zones.size() - ZONES),
                  counted(
                      zones.subList(ZONES, zones.size()).stream()
                          .mapToLong(Estimate.ZoneUsers::users)
                          .sum())));
    }
  }

  private void line(String label, String text) {
    lines.add(LabelledLine.of(label, text));
  }
}
