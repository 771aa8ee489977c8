package dev.muster.store;

import dev.muster.campaign.RunId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What an alert is about: a run, or a day of a live campaign.
 *
 * @param run the run; of a day, the one that has changed how it stands
 * @param day that of the run's as-of, or null where the run itself is meant
 */
public record AlertSubject(RunId run, @Nullable LocalDate day) {

  /** A run by itself. */
  public static AlertSubject of(RunId run) {
    return new AlertSubject(run, null);
  }

  /** Its name, such as {@code winback@2026-12-07T14:00:00Z} or {@code cart@2026-12-07}. */
  public String name() {
    return day == null ? run.toString() : "%s@%s".formatted(run.campaign(), day);
  }
}
