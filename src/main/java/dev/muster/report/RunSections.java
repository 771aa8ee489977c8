package dev.muster.report;

import dev.muster.store.Run;
import dev.muster.store.Store;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the HTML report and a run's page on the web both show (looking.md of the contract), in that
 * order. Its size does not depend on how many users there are.
 *
 * @param goal null where it has none
 */
public record RunSections(
    Shown shown,
    HeadSection head,
    GatesSection gates,
    OpeningsSection openings,
    DeliverySection delivery,
    ExecutionsSection executions,
    RejectionsSection rejections,
    HistorySection history,
    @Nullable GoalSection goal,
    MessageSection message,
    DefinitionSection definition) {

  /**
   * The same run for those who may see all of it and for those who may see no personal data; the
   * tables are read once for both.
   *
   * @param personal with some users' ids, and reasons of the Segment API
   * @param impersonal without
   */
  public record ForBoth(RunSections personal, RunSections impersonal) {}

  /** That of a run as the tables have it now. */
  public static ForBoth ofBoth(Store store, Run run, RunDetail detail, Instant now) {
    var data = PictureData.of(store, run);
    return new ForBoth(of(detail, data, now), of(detail.impersonal(), data.impersonal(), now));
  }

  /** That of a run as the tables have it now; impersonal of an impersonal detail. */
  static RunSections of(Store store, Run run, RunDetail detail, Instant now) {
    var data = PictureData.of(store, run);
    return of(detail, detail.personal() ? data : data.impersonal(), now);
  }

  private static RunSections of(RunDetail detail, PictureData data, Instant now) {
    var shown = new Shown(detail.accountTimezone());
    return new RunSections(
        shown,
        HeadSection.of(detail),
        GatesSection.of(detail.run()),
        OpeningsSection.of(detail, shown),
        DeliverySection.of(detail.run(), data.sendings(), shown),
        ExecutionsSection.of(detail.executions(), now),
        RejectionsSection.of(detail),
        HistorySection.of(
            RunFigures.of(detail.run(), detail.executions(), now),
            data.earlier(),
            detail.campaign()),
        GoalSection.of(detail.goal()),
        MessageSection.of(detail),
        DefinitionSection.of(data.texts(), data.lists()));
  }
}
