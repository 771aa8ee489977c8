package dev.muster.app;

import dev.muster.audience.Audience;
import dev.muster.audience.AudienceQuery;
import dev.muster.audience.Explained;
import dev.muster.audience.Explainer;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.Condition;
import dev.muster.campaign.UserId;
import dev.muster.campaign.Who;
import dev.muster.campaign.file.Reading;
import dev.muster.report.TriggersReport;
import dev.muster.report.UserReport;
import dev.muster.run.FrozenAudience;
import dev.muster.run.FrozenFiles;
import dev.muster.store.DatabaseSays;
import dev.muster.store.Run;
import java.sql.SQLException;

/** Why a run sent to a user, or did not, whoever asks. */
public final class Explaining {

  private Explaining() {}

  /** What is known of a user. */
  public sealed interface Answer {

    /** What the run did with them. */
    record OfUser(UserReport report) implements Answer {}

    /** What it did with their triggers. */
    record OfTriggers(TriggersReport report) implements Answer {}
  }

  /**
   * Asks a run that has its users, and the data as they are now.
   *
   * @throws Complaint when the definition or the database cannot be read
   */
  public static Answer of(Application application, Run run, UserId user) {
    var store = application.store();
    var campaign = definition(application, run);
    if (campaign.who().isLive()) {
      return new Answer.OfTriggers(TriggersReport.of(store, run, user));
    }
    var now =
        DatabaseFault.told(
            application.sourceAccess(), () -> explained(application, run, campaign, user));
    var basis =
        new UserReport.Basis(
            run, campaign, application.account(), application.milestones().settled(run));
    return new Answer.OfUser(UserReport.of(store, basis, user, now));
  }

  /**
   * What a run was planned with.
   *
   * @throws Complaint when it cannot be read
   */
  public static Campaign definition(Application application, Run run) {
    return switch (application.reader().read(FrozenFiles.of(run, application.store()))) {
      case Reading.Valid valid -> valid.campaign();
      case Reading.Invalid invalid ->
          throw Complaint.needsRemedy(
              "%s: the definition that it was planned with cannot be read by this version of Muster: %s"
                  .formatted(run.id(), invalid.faults().getFirst()));
    };
  }

  private static Explained explained(
      Application application, Run run, Campaign campaign, UserId user) throws SQLException {
    return switch (campaign.who().selection()) {
      case Who.PastBehaviour past -> explained(application, run, campaign, past.audience(), user);
      case Who.Live _ -> throw new IllegalStateException("its triggers are told of");
    };
  }

  private static Explained explained(
      Application application, Run run, Campaign campaign, Condition audience, UserId user)
      throws SQLException {
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
      return Explainer.explain(application.source(), audience, options, user);
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
