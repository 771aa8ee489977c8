package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuditTrailIT {
  private static final Instant NOW = Instant.parse("2026-12-07T14:00:00.123456Z");
  private static final RunId RUN = RunId.parse("winback@2026-12-07T14:00:00Z");

  private static Intervention stop(Intervention.Via via) {
    return new Intervention(
        "Ann\u202E of Growth",
        Intervention.Role.OPERATOR,
        via,
        "stop",
        new CampaignId("winback"),
        RUN,
        "too many; it's \"late\"");
  }

  @ParameterizedTest
  @EnumSource
  void keepsWhatBeginsAndWhatCameOfItInTheOrderInWhichItBegan(Database database) {
    try (var dataSource = database.newDataSource()) {
      database.migrate(dataSource);
      var trail =
          Store.in(dataSource, database.databaseType(), Clock.systemUTC(), "a worker").audit();
      var pruning =
          new Intervention(
              "bob", Intervention.Role.VIEWER, Intervention.Via.CLI, "prune", null, null, null);

      var first = trail.begin(stop(Intervention.Via.WEB), NOW);
      var second = trail.begin(pruning, NOW.minusSeconds(60));

      assertThat(trail.isBegun(first)).isTrue();
      assertThat(trail.end(second, AuditTrail.DONE, 0)).isTrue();
      assertThat(trail.all())
          .containsExactly(
              new AuditRow(first, NOW, stop(Intervention.Via.WEB), AuditTrail.BEGUN, null),
              new AuditRow(second, NOW.minusSeconds(60), pruning, AuditTrail.DONE, 0));
      assertThat(trail.of(RUN)).extracting(AuditRow::key).containsExactly(first);
      assertThat(trail.of(RunId.parse("winback@2026-12-07T14:00:01Z"))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void letsOneAloneCompleteARow(Database database) {
    try (var dataSource = database.newDataSource()) {
      database.migrate(dataSource);
      var trail =
          Store.in(dataSource, database.databaseType(), Clock.systemUTC(), "a worker").audit();
      var row = trail.begin(stop(Intervention.Via.WEB), NOW);

      assertThat(trail.end(row, "held: worked on by another", 0)).isTrue();
      assertThat(trail.end(row, AuditTrail.DONE, 1)).isFalse();
      assertThat(trail.end(row + 1, AuditTrail.DONE, 1)).isFalse();

      assertThat(trail.isBegun(row)).isFalse();
      assertThat(trail.isBegun(row + 1)).isFalse();
      assertThat(trail.all())
          .containsExactly(
              new AuditRow(row, NOW, stop(Intervention.Via.WEB), "held: worked on by another", 0));
    }
  }
}
