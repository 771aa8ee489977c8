package dev.muster.cli;

import dev.muster.app.Application;
import dev.muster.app.Complaint;
import dev.muster.app.DatabaseFault;
import dev.muster.app.NoSuchTime;
import dev.muster.audience.Audience;
import dev.muster.audience.AudienceOptions;
import dev.muster.audience.AudienceQuery;
import dev.muster.audience.Triggers;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.Condition;
import dev.muster.campaign.Interval;
import dev.muster.campaign.Who;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.Fault;
import dev.muster.campaign.file.Reading;
import dev.muster.message.Composer;
import dev.muster.run.ImaginedUptake;
import dev.muster.schedule.PlannedTimes;
import dev.muster.source.Query;
import dev.muster.source.QueryPlan;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
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
            + " database's plan for it; of a live campaign, first the one that finds what has"
            + " triggered it in 24 hours. Nothing is evaluated.",
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
      return DatabaseFault.told(
              application.sourceAccess(),
              () ->
                  switch (campaign.who().selection()) {
                    case Who.PastBehaviour(var audience) ->
                        print(application, audience, options(application, campaign));
                    case Who.Live live -> print(application, campaign, live);
                  })
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

  private AudienceOptions options(Application application, Campaign campaign) {
    var zone = application.settings().account().timezone();
    return AudienceOptions.beforeAnyRun(
            application.source(), asOf(campaign, zone), zone, campaign.what())
        .withConstants(!campaign.who().isLive() && Composer.usesConstant(campaign));
  }

  private Instant asOf(Campaign campaign, ZoneId accountZone) {
    var now = clock.clocks().program().instant();
    if (campaign.who().isLive()) {
      if (run.planned() != null) {
        throw Complaint.needsRemedy(
            run.file()
                + ": --planned: a live campaign has no planned times; --clock is for another"
                + " moment");
      }
      return now.truncatedTo(ChronoUnit.SECONDS);
    }
    return PlannedTimes.of(campaign.when(), accountZone)
        .namedOrNext(run.planned(), now)
        .orElseThrow(() -> NoSuchTime.complaint(run.file(), run.planned()));
  }

  /** The events that have triggered it in 24 hours, and whom their users have to be among. */
  private ExitCode print(Application application, Campaign campaign, Who.Live live)
      throws SQLException {
    var options = options(application, campaign);
    var asOf = options.asOf();
    var since = asOf.minus(ImaginedUptake.SPAN);
    var within = live.untilInstant();
    var span =
        new Triggers.Span(new Interval(since.minus(within), asOf.minus(within)), since, asOf);
    var triggers = new Triggers(application.source(), live, span, options.accountZone()).written();
    var out = spec.commandLine().getOut();
    out.println("-- the events whose instant lies in the 24 hours before " + asOf);
    print(application, triggers, options);
    if (live.audience() != null) {
      out.println();
      out.println("-- their users, as of each one's instant, here as of " + asOf);
      return print(application, live.audience(), options);
    }
    return ExitCode.DONE;
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
    if (part == null || part.sql) {
      lists(application, audience)
          .forEach(list -> spec.commandLine().getOut().println("-- " + list));
    }
    print(application, AudienceQuery.of(audience, options), options);
    return ExitCode.DONE;
  }

  private void print(Application application, Query query, AudienceOptions options)
      throws SQLException {
    var out = spec.commandLine().getOut();
    if (part == null || part.sql) {
      out.println(query.written(options.product()) + ";");
    }
    if (part == null) {
      out.println();
      plan(application, query).lines().forEach(line -> out.println("-- " + line));
    } else if (part.explain) {
      out.println(plan(application, query));
    }
    out.flush();
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
