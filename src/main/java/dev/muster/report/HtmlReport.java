package dev.muster.report;

import dev.muster.store.Run;
import dev.muster.store.Store;
import gg.jte.output.StringOutput;
import java.time.Instant;

/**
 * The report of one run as one HTML file, section by section (looking.md of the contract). Its size
 * does not depend on how many users there are.
 */
public record HtmlReport(Style style, RunSections sections, AboutSection about) {

  /**
   * What a report shows, beside the run.
   *
   * @param withIds whether some users are named, up to three a code; if not, nothing is shown that
   *     the Segment API has said either, which may quote them
   * @param version the program's
   * @param now when it is made
   */
  public record Making(boolean withIds, String version, Instant now) {}

  /** That of a run as the tables have it now. */
  public static HtmlReport of(Store store, Run run, RunDetail detail, Making making) {
    var shown = making.withIds() ? detail : detail.impersonal();
    return new HtmlReport(
        Style.ofReport(),
        RunSections.of(store, run, shown, making.now()),
        AboutSection.of(shown, run.asOf(), making.version(), making.now()));
  }

  /** The file's text. */
  public String text() {
    var written = new StringOutput();
    JtereportGenerated.render(new Html(written), Html.AS_WRITTEN, this);
    return written.toString().stripLeading();
  }
}
