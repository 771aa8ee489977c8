package dev.muster.report;

import dev.muster.store.Alert;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a report is about, and when and by what it was made.
 *
 * @param owner the address that is alerted, or null where it is not known any more
 * @param source where profiles and events lie, or null when they lie beside Muster's own tables
 * @param alerts what the owner was told, the oldest first
 */
public record AboutSection(
    String run,
    Instant plannedAt,
    Instant asOf,
    int executions,
    @Nullable String owner,
    ZoneId zone,
    @Nullable String source,
    String version,
    Instant madeAt,
    Rows<Told> alerts) {

  /** An alert, and what became of it. */
  public record Told(
      Instant at, String event, String mail, String webhook, @Nullable String error) {
    Told and(Told more) {
      return more;
    }
  }

  /** That of a run. */
  static AboutSection of(RunDetail detail, Instant asOf, String version, Instant madeAt) {
    var campaign = detail.campaign();
    return new AboutSection(
        detail.run().run().toString(),
        detail.run().run().plannedAt(),
        asOf,
        detail.run().executions(),
        campaign == null ? null : campaign.owner(),
        detail.accountTimezone(),
        detail.source(),
        version,
        madeAt,
        Rows.of(detail.run().alerts().stream().map(AboutSection::told).toList(), Told::and));
  }

  private static Told told(Alert alert) {
    return new Told(
        alert.at(),
        alert.event().key(),
        AlertFacts.inWords(alert.mail()),
        AlertFacts.inWords(alert.webhook()),
        AlertFacts.errors(alert));
  }
}
