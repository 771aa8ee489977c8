package dev.muster.report;

import static dev.muster.run.Figures.count;
import static dev.muster.run.Figures.counted;
import static dev.muster.run.Figures.duration;
import static dev.muster.run.Figures.second;
import static dev.muster.run.Figures.users;

import dev.muster.goal.MeasuredRun;
import dev.muster.schedule.Forecast;
import dev.muster.schedule.UnknownZone;
import dev.muster.store.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A report as text for a terminal 80 columns wide. */
public final class TextReport {

  private final RunReport report;
  private final List<String> lines = new ArrayList<>();

  private TextReport(RunReport report) {
    this.report = report;
  }

  /** The report, ending with a line break. */
  public static String of(RunReport report) {
    return new TextReport(report).render();
  }

  /** The same, with what the run's goal came to, if it has one. */
  public static String of(RunReport report, @Nullable MeasuredRun goal) {
    return goal == null
        ? of(report)
        : of(report) + "\n" + String.join("\n", GoalLines.of(goal)) + "\n";
  }

  private String render() {
    lines.add(
        report.run()
            + "  "
            + report.statusInWords().toUpperCase(Locale.ROOT)
            + (report.rehearsal() ? "  rehearsal" : ""));
    if (report.goneSince() != null) {
      lines.add(
          "  its worker is gone, last heard of at %s; the next launch goes on"
              .formatted(second(report.goneSince())));
    }
    if (report.reason() != null) {
      lines.add("  " + report.reason());
    }
    if (!report.status().is(RunStatus.MISSED)) {
      lines.add("");
      lines.addAll(GateBars.of(report.audience()));
      lines.add("");
      guards();
      delivery();
      rejections();
      ignored();
      times();
      openings();
      lists();
    }
    lines.addAll(AlertFacts.lines(report.alerts()));
    return String.join("\n", lines) + "\n";
  }

  private void guards() {
    lines.addAll(GuardLines.of(report.guards().answers()));
    if (report.guards().override() != null) {
      line("override", Printable.of(report.guards().override()));
    }
  }

  private void delivery() {
    var totals = report.delivery();
    if (report.inDoubt() != null) {
      line(
          "not known",
          "up to %s of those without an end may have been sent to at %s or later"
              .formatted(users(report.inDoubt().users()), second(report.inDoubt().since())));
    }
    if (totals.requests() == 0) {
      if (report.inDoubt() == null) {
        lines.add(
            report.status().is(RunStatus.RUNNING)
                ? "  no answer has been written down yet"
                : "  nothing was sent");
      }
      return;
    }
    line("messages", "%s accepted".formatted(count(totals.messages())));
    line(
        "requests",
        totals.retries() == 0
            ? "%s, no retries".formatted(count(totals.requests()))
            : "%s, %s of them retries"
                .formatted(count(totals.requests()), count(totals.retries())));
    line(
        "size",
        "%s of JSON accepted, %s on the wire"
            .formatted(Sizes.of(totals.bytes()), Sizes.of(totals.bytesSent())));
    if (totals.firstSentAt() != null && totals.lastAcceptedAt() != null) {
      var span = second(totals.firstSentAt()) + " to " + second(totals.lastAcceptedAt());
      // Between executions nothing is sent: their pace would be nobody's.
      line(
          "sent",
          report.executions() > 1
              ? span
              : span + pace(totals.firstSentAt(), totals.lastAcceptedAt(), totals.messages()));
    }
    line("pace", Brake.of(totals.time()).text());
  }

  private static String pace(Instant first, Instant last, long messages) {
    var took = Duration.between(first, last);
    var seconds = Math.max(took.toMillis(), 1) / 1000.0;
    return " (%s, %s messages/s)".formatted(duration(took), count(Math.round(messages / seconds)));
  }

  private void rejections() {
    for (var rejection : report.rejections()) {
      line("not sendable", "%s: %s".formatted(rejection.code(), users(rejection.users())));
    }
  }

  private void ignored() {
    if (report.data().rowsWithoutId() > 0) {
      line(
          "ignored",
          counted(report.data().rowsWithoutId(), "row") + " of profiles without a user id");
    }
  }

  private void times() {
    if (report.startedAt() != null) {
      line(
          "executions",
          "%d, begun %s%s"
              .formatted(report.executions(), second(report.startedAt()), ended(report.endedAt())));
    }
    if (report.nextWindowAt() != null) {
      line("next window", second(report.nextWindowAt()));
    }
  }

  private void openings() {
    var openings = report.openings();
    if (openings.withoutZone() != null) {
      line("zone unknown", users(openings.withoutZone()));
    }
    unknownZones();
    var label = "openings";
    for (var opening : openings.times()) {
      line(
          label,
          "%s  %s%s"
              .formatted(
                  second(opening.dueAt()),
                  users(opening.users()),
                  number(opening.sentTo(), "sent to")
                      + number(opening.expired(), "expired")
                      + number(opening.others(), "not sent to")
                      + number(opening.left(), "left")));
      label = "";
    }
    if (openings.forecast() != null) {
      line("forecast", forecast(openings.forecast()));
    }
  }

  private static String number(long users, String what) {
    return users == 0 ? "" : ", %s %s".formatted(count(users), what);
  }

  private void unknownZones() {
    var label = "unknown zones";
    for (var zone : report.data().unknownZones()) {
      var spelling =
          zone.zone().equals(UnknownZone.OTHER)
              ? zone.zone()
              : '"' + Printable.cut(zone.zone()) + '"';
      line(label, "%s: %s".formatted(spelling, users(zone.users())));
      label = "";
    }
  }

  private void lists() {
    for (var list : report.data().lists()) {
      line(
          "list",
          "%s: %s, %s, %s without a profile"
              .formatted(
                  Printable.cut(list.path()),
                  counted(list.ids(), "id"),
                  counted(list.doubles(), "double"),
                  count(list.withoutProfile())));
    }
  }

  private static String forecast(Forecast forecast) {
    return "ends about %s%s"
        .formatted(
            second(forecast.endsAt()),
            forecast.missing() == 0
                ? ""
                : "; at the pace of your settings, %s will miss their cut-off"
                    .formatted(users(forecast.missing())));
  }

  private static String ended(@Nullable Instant endedAt) {
    return endedAt == null ? "" : ", ended " + second(endedAt);
  }

  private void line(String label, String text) {
    lines.add(LabelledLine.of(label, text));
  }
}
