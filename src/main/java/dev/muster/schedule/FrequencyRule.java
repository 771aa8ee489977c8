package dev.muster.schedule;

import java.time.Instant;
import java.time.ZoneId;

/**
 * The account's frequency cap: how many runs, of whatever campaigns, may reach a user in so many
 * calendar days, the one on which the user is due included.
 *
 * @param messages how many runs, 1 or more, however many calls and devices each took
 * @param days 1 to 365
 * @param accountZone the zone whose days count
 */
public record FrequencyRule(int messages, int days, ZoneId accountZone) {
  private static final int MOST_DAYS = 365;

  public FrequencyRule {
    if (messages < 1) {
      throw new IllegalArgumentException("messages: expected 1 or more, found " + messages);
    }
    if (days < 1 || days > MOST_DAYS) {
      throw new IllegalArgumentException(
          "days: expected 1 to %d, found %d".formatted(MOST_DAYS, days));
    }
  }

  /** From when on acceptances count for a user who is due at a moment. It grows with the moment. */
  public Instant since(Instant due) {
    return due.atZone(accountZone)
        .toLocalDate()
        .minusDays(days - 1L)
        .atStartOfDay(accountZone)
        .toInstant();
  }
}
