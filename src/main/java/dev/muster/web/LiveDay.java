package dev.muster.web;

import dev.muster.gate.Verdict;
import dev.muster.store.LiveSums;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A day of a live campaign, whose runs are too many to be listed.
 *
 * @param name its campaign's
 */
record LiveDay(String campaign, String name, LocalDate date, LiveSums sums) {
  private static final DateTimeFormatter WORDS =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);

  String words() {
    return WORDS.format(date);
  }

  /** Where its runs are listed one by one. */
  String address() {
    return "/runs?campaign=%s&day=%s".formatted(campaign, date);
  }

  /** Its end, by which it stands among runs. */
  Instant end(ZoneId zone) {
    return date.plusDays(1).atStartOfDay(zone).toInstant();
  }

  long runs() {
    return sums.runs();
  }

  long qualified() {
    return sums.takenUp();
  }

  long accepted() {
    return sums.audience().count(Verdict.ACCEPTED);
  }

  long notSendable() {
    return sums.audience().count(Verdict.REJECTED) + sums.audience().count(Verdict.INVALID);
  }
}
