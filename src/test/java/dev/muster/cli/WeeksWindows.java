package dev.muster.cli;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * When a trigger may be sent, as somebody says who looks at the clock of the user once a minute.
 *
 * @param account the zone of whoever has none
 */
record WeeksWindows(WeeksCampaign campaign, ZoneId account) {
  private static final Duration USUALLY = Duration.ofHours(24);

  /** What the windows say: a moment, or none. */
  record Turn(@Nullable Instant opening, @Nullable String missed) {}

  Turn turn(Instant due, @Nullable ZoneId known, Instant judgedAt) {
    var moment = judgedAt.isBefore(due) ? due : judgedAt;
    var user = known == null ? account : known;
    var quiet = campaign.quiet();
    var opens = quiet == null ? moment : outside(moment, quiet, user);
    if (quiet != null && quiet.discard() && opens.isAfter(moment)) {
      return new Turn(null, "discarded");
    }
    return opens.isBefore(cutOff(due)) ? new Turn(opens, null) : new Turn(null, "expired");
  }

  private Instant cutOff(Instant due) {
    var rule = campaign.cutOff();
    if (rule == null) {
      return due.plus(USUALLY);
    }
    var after = rule.after();
    return after == null ? next(due, account, rule.at()) : due.plus(after);
  }

  /** Of a clock time that comes twice, the first counts; of one that is skipped, as much later. */
  private static boolean isIn(WeeksCampaign.Quiet quiet, ZoneId zone, Instant moment) {
    var today = LocalDateTime.ofInstant(moment, zone).toLocalDate();
    for (var day = today.minusDays(2); !day.isAfter(today); day = day.plusDays(1)) {
      var end = quiet.to().isAfter(quiet.from()) ? day : day.plusDays(1);
      if (quiet.days().contains(day.getDayOfWeek())
          && !moment.isBefore(at(day.atTime(quiet.from()), zone))
          && moment.isBefore(at(end.atTime(quiet.to()), zone))) {
        return true;
      }
    }
    return false;
  }

  /** By the rules of the zone: the earlier of two offsets; the one before a gap. */
  private static Instant at(LocalDateTime clock, ZoneId zone) {
    var offsets = zone.getRules().getValidOffsets(clock);
    return clock.toInstant(
        offsets.isEmpty()
            ? zone.getRules().getTransition(clock).getOffsetBefore()
            : offsets.getFirst());
  }

  private static Instant outside(Instant from, WeeksCampaign.Quiet quiet, ZoneId zone) {
    var moment = from;
    while (isIn(quiet, zone, moment)) {
      moment = moment.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
    }
    return moment;
  }

  private static Instant next(Instant from, ZoneId zone, @Nullable LocalTime time) {
    var day = LocalDateTime.ofInstant(from, zone).toLocalDate().minusDays(1);
    while (at(day.atTime(requireNonNull(time)), zone).isBefore(from)) {
      day = day.plusDays(1);
    }
    return at(day.atTime(time), zone);
  }
}
