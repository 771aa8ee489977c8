package dev.muster.report;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.UserId;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Reading;
import dev.muster.goal.MeasuredRun;
import dev.muster.run.FrozenFiles;
import dev.muster.schedule.Opening;
import dev.muster.store.MemberWindows.OpeningZone;
import dev.muster.store.Run;
import dev.muster.store.Store;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is told of one run where it alone is asked for, beside what lists of runs tell.
 *
 * @param campaign as the run has frozen it, or null where that is not there, or cannot be read
 * @param live whether it is a run of a live campaign
 * @param accountTimezone the account's when the run was planned
 * @param prunedAt since when only sums are left, or null
 * @param executions the first first; of earlier versions as far as they are known
 * @param zones where the users of each opening live, most users first
 * @param examples up to three users of each code, those of the lowest positions; none of a pruned
 *     run
 * @param goal what it came to, or null
 * @param source where profiles and events lie, or null when they lie beside Muster's own tables
 * @param personal whether it may name users, and tell what the Segment API has said, which may
 *     quote them
 */
public record RunDetail(
    RunReport run,
    @Nullable Campaign campaign,
    boolean live,
    ZoneId accountTimezone,
    @Nullable Instant prunedAt,
    List<ReportedExecution> executions,
    List<OpeningZone> zones,
    Map<String, List<UserId>> examples,
    @Nullable MeasuredRun goal,
    @Nullable String source,
    boolean personal) {

  public RunDetail {
    executions = List.copyOf(executions);
    zones = List.copyOf(zones);
    examples = Map.copyOf(examples);
  }

  /**
   * That of a run as the tables have it now.
   *
   * @param reader reads definitions that runs have frozen
   */
  public static RunDetail of(
      Store store, Run run, CampaignReader reader, @Nullable MeasuredRun goal) {
    var report = RunReport.of(store, run);
    return new RunDetail(
        report,
        campaign(store, run, reader),
        store.runs().isLive(run.key()),
        run.accountZone(),
        run.prunedAt(),
        ReportedExecution.of(report, store.executionLog().of(run.key())),
        report.openings().times().isEmpty()
            ? List.of()
            : store.members().windows().openingZones(run.key()),
        store.rejections().examples(run.key()),
        goal,
        store.runs().source(run.key()),
        true);
  }

  /** The same for those who may see no personal data: no examples, no reason of a failure. */
  public RunDetail impersonal() {
    return new RunDetail(
        run.withoutFailure(),
        campaign,
        live,
        accountTimezone,
        prunedAt,
        executions.stream().map(ReportedExecution::withoutFailure).toList(),
        zones,
        Map.of(),
        goal,
        source,
        false);
  }

  private static @Nullable Campaign campaign(Store store, Run run, CampaignReader reader) {
    var files = FrozenFiles.of(run, store);
    if (files.texts().isEmpty()) {
      return null;
    }
    return switch (reader.read(files)) {
      case Reading.Valid valid -> valid.campaign();
      case Reading.Invalid _ -> null;
    };
  }

  /** The campaign's name, or null where it is not known any more. */
  public @Nullable String name() {
    return campaign == null ? null : campaign.name();
  }

  /** Where the users of one opening live. */
  List<OpeningZone> zones(Opening opening) {
    return zones.stream().filter(zone -> zone.isOf(opening.dueAt(), opening.expiresAt())).toList();
  }
}
