package dev.muster.campaign;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A run's identity: one planned occurrence of a campaign, written {@code
 * winback@2026-12-07T14:00:00Z}.
 *
 * @param plannedAt cut to microseconds, as the databases keep it
 */
public record RunId(CampaignId campaign, Instant plannedAt) {
  private static final char SEPARATOR = '@';

  public RunId {
    plannedAt = plannedAt.truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException when the text is none, with what was expected and found
   */
  public static RunId parse(String text) {
    var at = text.indexOf(SEPARATOR);
    try {
      return new RunId(
          new CampaignId(text.substring(0, Math.max(at, 0))),
          Instant.parse(text.substring(at + 1)));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected a run such as winback@2026-12-07T14:00:00Z, found: " + text, e);
    }
  }

  @Override
  public String toString() {
    return campaign.value() + SEPARATOR + plannedAt;
  }
}
