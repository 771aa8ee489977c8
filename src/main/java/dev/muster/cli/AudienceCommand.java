package dev.muster.cli;

import dev.muster.app.Application;
import dev.muster.app.Complaint;
import dev.muster.app.DatabaseFault;
import dev.muster.app.NoSuchTime;
import dev.muster.audience.Audience;
import dev.muster.audience.AudienceOptions;
import dev.muster.audience.AudienceQuery;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.Condition;
import dev.muster.campaign.Who;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.Fault;
import dev.muster.campaign.file.Reading;
import dev.muster.message.Composer;
import dev.muster.schedule.PlannedTimes;
import dev.muster.source.Query;
import dev.muster.source.QueryPlan;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * {@code muster audience}: the statement that finds an audience, and how a database goes about it.
 */
@Command(
    name = "audience",
    description =
        "Prints the statement that finds a campaign's audience, as a person would write it, and the"
            + " database's plan for it. Nothing is evaluated.",
    mixinStandardHelpOptions = true)
final class AudienceCommand implements Callable<Integer> {
  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Mixin private LookedAtRun run;

  @Mixin private ClockOption clock;

  @ArgGroup private @Nullable Part part;

  /** One of both; without it, both are printed. */
  private static final class Part {
    @Option(names = "--sql", description = "The statement alone.")
    private boolean sql;

    @Option(names = "--explain", description = "The plan alone.")
    private boolean explain;
  }

  @Override
  public Integer call() {
    try (var application = muster.open()) {
      var campaign = campaign(application);
      var audience =
          switch (campaign.who().selection()) {
            case Who.PastBehaviour past -> past.audience();
            case Who.Live _ ->
                throw Complaint.needsRemedy(run.file() + ": not built yet: who.live");
          };
      var zone = application.settings().account().timezone();
      var options =
          AudienceOptions.beforeAnyRun(
                  application.source(), asOf(campaign, zone), zone, campaign.what())
              .withConstants(Composer.usesConstant(campaign));
      return DatabaseFault.told(
              application.sourceAccess(), () -> print(application, audience, options))
          .code();
    }
  }

  private Campaign campaign(Application application) {
    return switch (application.reader().read(CampaignFiles.onDisk(run.file()))) {
      case Reading.Valid valid -> valid.campaign();
      case Reading.Invalid invalid ->
          throw Complaint.needsRemedy(
              invalid.faults().stream().map(Fault::toString).collect(Collectors.joining("\n")));
    };
  }

  private Instant asOf(Campaign campaign, ZoneId accountZone) {
    var now = clock.clocks().program().instant();
    return PlannedTimes.of(campaign.when(), accountZone)
        .namedOrNext(run.planned(), now)
        .orElseThrow(() -> NoSuchTime.complaint(run.file(), run.planned()));
  }

  private ExitCode print(Application application, Condition audience, AudienceOptions options)
      throws SQLException {
    var source = application.source();
    var faults = Audience.faults(source, audience, options);
    if (!faults.isEmpty()) {
      throw Complaint.needsRemedy(
          faults.stream()
              .map(fault -> run.file() + ": " + fault)
              .collect(Collectors.joining("\n")));
    }
    var query = AudienceQuery.of(audience, options);
    var out = spec.commandLine().getOut();
    if (part == null || part.sql) {
      lists(application, audience).forEach(list -> out.println("-- " + list));
      out.println(query.written(options.product()) + ";");
    }
    if (part == null) {
      out.println();
      plan(application, query).lines().forEach(line -> out.println("-- " + line));
    } else if (part.explain) {
      out.println(plan(application, query));
    }
    out.flush();
    return ExitCode.DONE;
  }

  /** They are kept with a run, and there is none yet. */
  private static List<String> lists(Application application, Condition audience) {
    var where =
        application.source().apart() == null
            ? ": a run keeps its ids in muster_run_list, under the run's id in the place of 0"
            : ": a run puts its ids into the array";
    return AudienceQuery.lists(audience).stream().map(path -> path + where).toList();
  }

  private static String plan(Application application, Query query) throws SQLException {
    return QueryPlan.text(application.source(), query);
  }
}
