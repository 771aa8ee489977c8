package dev.muster.report;

import dev.muster.store.Run;
import dev.muster.store.Store;
import gg.jte.output.StringOutput;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The report of one run as one HTML file, section by section (looking.md of the contract). Its size
 * does not depend on how many users there are.
 *
 * @param goal null where it has none
 */
public record HtmlReport(
    Style style,
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
    DefinitionSection definition,
    AboutSection about) {

  /**
   * What a report shows, beside the run.
   *
   * @param withIds whether some users are named, up to three a code
   * @param version the program's
   * @param now when it is made
   */
  public record Making(boolean withIds, String version, Instant now) {}

  /** That of a run as the tables have it now. */
  public static HtmlReport of(Store store, Run run, RunDetail detail, Making making) {
    var shown = new Shown(detail.accountTimezone());
    var executions = ExecutionsSection.of(detail.executions(), making.now());
    var isPruned = detail.prunedAt() != null;
    return new HtmlReport(
        Style.ofReport(),
        shown,
        HeadSection.of(detail),
        GatesSection.of(detail.run()),
        OpeningsSection.of(detail, shown),
        DeliverySection.of(
            detail.run(),
            store
                .sendingTimes()
                .of(run.key(), isPruned ? 1 : DeliverySection.MOST_PANELS, DeliverySection.SPANS),
            shown),
        executions,
        RejectionsSection.of(detail, making.withIds()),
        HistorySection.of(
            RunFigures.of(detail.run(), detail.executions(), making.now()),
            store.runs().before(run, HistorySection.MOST).stream()
                .map(earlier -> RunFigures.of(store, earlier))
                .toList(),
            detail.campaign()),
        GoalSection.of(detail.goal()),
        MessageSection.of(detail),
        DefinitionSection.of(
            store.definitions().texts(run.key()), store.definitions().counts(run.key())),
        AboutSection.of(detail, run.asOf(), making.version(), making.now()));
  }

  /** The file's text. */
  public String text() {
    var written = new StringOutput();
    JtereportGenerated.render(new Html(written), Html.AS_WRITTEN, this);
    return written.toString().stripLeading();
  }
}
