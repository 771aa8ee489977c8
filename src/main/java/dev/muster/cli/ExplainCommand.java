package dev.muster.cli;

import dev.muster.app.Application;
import dev.muster.app.Complaint;
import dev.muster.app.DatabaseFault;
import dev.muster.app.Explaining;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.UserId;
import dev.muster.campaign.Who;
import dev.muster.report.TriggersJson;
import dev.muster.report.TriggersReport;
import dev.muster.report.TriggersText;
import dev.muster.report.UserJson;
import dev.muster.report.UserText;
import dev.muster.run.FrozenAudience;
import dev.muster.store.LiveTriggers;
import dev.muster.store.Purpose;
import java.io.PrintWriter;
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
      switch (Explaining.of(application, stored, new UserId(user))) {
        case Explaining.Answer.OfTriggers(var report) -> print(report, out);
        case Explaining.Answer.OfUser(var report) ->
            out.print(output.json() ? UserJson.of(report) + "\n" : UserText.of(report));
      }
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
    var definition = Explaining.definition(application, run);
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
}
