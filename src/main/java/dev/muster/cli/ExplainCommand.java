package dev.muster.cli;

import dev.muster.app.Application;
import dev.muster.app.Complaint;
import dev.muster.app.DatabaseFault;
import dev.muster.audience.Audience;
import dev.muster.audience.AudienceQuery;
import dev.muster.audience.Explained;
import dev.muster.audience.Explainer;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.Condition;
import dev.muster.campaign.UserId;
import dev.muster.campaign.Who;
import dev.muster.campaign.file.Reading;
import dev.muster.report.TriggersJson;
import dev.muster.report.TriggersReport;
import dev.muster.report.TriggersText;
import dev.muster.report.UserJson;
import dev.muster.report.UserReport;
import dev.muster.report.UserText;
import dev.muster.run.FrozenAudience;
import dev.muster.run.FrozenFiles;
import dev.muster.store.DatabaseSays;
import dev.muster.store.LiveTriggers;
import dev.muster.store.Purpose;
import dev.muster.store.Run;
import dev.muster.store.Store;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster explain}: why a run sent to a user, or did not. */
@Command(
    name = "explain",
    description =
        "Says why a run sent to a user, or did not: every condition and every gate, with what it"
            + " looked at; of a live campaign what became of the user's triggers. The answer has"
            + " the user's data in it.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Mixin private Output output;

  @Mixin private RunOrCampaign what;

  @Parameters(index = "1", paramLabel = "USER", description = "A user id, as in the profiles.")
  private String user;

  @Override
  public Integer call() {
    try (var application = muster.open()) {
      var store = application.store();
      var out = spec.commandLine().getOut();
      if (what.campaign().isPresent()) {
        print(latest(application, what.campaign().get()), out);
        return ExitCode.DONE.code();
      }
      var stored = what.run().withUsersIn(store);
      var campaign = definition(application, stored, store);
      if (campaign.who().isLive()) {
        print(TriggersReport.of(store, stored, new UserId(user)), out);
        return ExitCode.DONE.code();
      }
      var now =
          DatabaseFault.told(
              application.sourceAccess(), () -> explained(application, stored, campaign));
      var report =
          UserReport.of(
              store,
              new UserReport.Basis(
                  stored,
                  campaign,
                  application.account(),
                  application.milestones().settled(stored)),
              new UserId(user),
              now);
      out.print(output.json() ? UserJson.of(report) + "\n" : UserText.of(report));
      out.flush();
      return ExitCode.DONE.code();
    }
  }

  private void print(TriggersReport report, PrintWriter out) {
    out.print(output.json() ? TriggersJson.of(report) + "\n" : TriggersText.of(report));
    out.flush();
  }

  /** By the definition of its latest run. */
  private TriggersReport latest(Application application, CampaignId campaign) {
    var store = application.store();
    var report = RunOrCampaign.live(store, campaign, application.account().timezone(), null, null);
    var purpose = report.rehearsal() ? Purpose.REHEARSAL : Purpose.REAL;
    var run =
        store
            .live()
            .days()
            .latest(new LiveTriggers.Of(campaign, purpose))
            .map(store.runs()::get)
            .filter(found -> found.prunedAt() == null)
            .orElseThrow(() ->
                Complaint.needsRemedy(
                    "%s: no trigger of it has qualified yet, or its runs are pruned: there is nothing to explain"
                        .formatted(campaign)));
    var definition = definition(application, run, store);
    if (!(definition.who().selection() instanceof Who.Live live)) {
      throw new IllegalStateException(run.id() + " is not live");
    }
    var options =
        FrozenAudience.options(
            application.source(), store.definitions(), run, definition.what(), false);
    var basis =
        new TriggersReport.Basis(
            new LiveTriggers.Of(campaign, purpose),
            live,
            store.live().campaigns().find(campaign, purpose).orElseThrow(),
            application.source(),
            options);
    return DatabaseFault.told(
        application.sourceAccess(), () -> TriggersReport.of(store, basis, new UserId(user)));
  }

  private static Campaign definition(Application application, Run run, Store store) {
    return switch (application.reader().read(FrozenFiles.of(run, store))) {
      case Reading.Valid valid -> valid.campaign();
      case Reading.Invalid invalid ->
          throw Complaint.needsRemedy(
              "%s: the definition that it was planned with cannot be read by this version of Muster: %s"
                  .formatted(run.id(), invalid.faults().getFirst()));
    };
  }

  private Explained explained(Application application, Run run, Campaign campaign)
      throws SQLException {
    return switch (campaign.who().selection()) {
      case Who.PastBehaviour past -> explained(application, run, campaign, past.audience());
      case Who.Live _ -> throw new IllegalStateException("its triggers are told of");
    };
  }

  private Explained explained(
      Application application, Run run, Campaign campaign, Condition audience) throws SQLException {
    var options =
        FrozenAudience.options(
            application.source(), application.store().definitions(), run, campaign.what(), false);
    // A query by hand may ask for what is no longer there.
    var faults = Audience.faults(application.source(), audience, options);
    if (!faults.isEmpty()) {
      throw Complaint.needsRemedy(
          "%s: %s".formatted(run.id(), String.join("\n" + run.id() + ": ", faults)));
    }
    try {
      return Explainer.explain(application.source(), audience, options, new UserId(user));
    } catch (SQLException fault) {
      var files = AudienceQuery.handWritten(audience);
      if (files.isEmpty() || !DatabaseSays.comesBackAtWork(fault)) {
        throw fault;
      }
      throw Complaint.needsRemedy(
          "%s: the audience's query fails with the data as they are now, the database says: %s; the run keeps %s as planned, so mend the data, or explain a later run"
              .formatted(run.id(), DatabaseSays.of(fault), String.join(" and ", files)));
    }
  }
}
