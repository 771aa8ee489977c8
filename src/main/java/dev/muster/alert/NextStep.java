package dev.muster.alert;

import dev.muster.campaign.CampaignId;
import dev.muster.gate.GuardAnswer;
import dev.muster.gate.Verdict;
import dev.muster.run.NextCommands;
import dev.muster.run.Refusal;
import dev.muster.run.RunEnd;
import dev.muster.store.Accounting;
import dev.muster.store.AlertEvent;
import dev.muster.store.Run;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to do about a run that is told of, with the command that goes on.
 *
 * @param receiver the option by which the launch was given its receiver, with a blank before it, or
 *     nothing: a command that goes on without it would send to another one
 */
record NextStep(String receiver) {

  /** That of a run that has ended so; null where there is none, or the reason says it. */
  @Nullable String of(
      AlertEvent event, Run run, RunEnd end, Accounting audience, List<GuardAnswer> guards) {
    return switch (event) {
      case REFUSED ->
          new Refusal(run.id(), GuardAnswer.refusing(guards, run.overrideReason() != null))
              .remedy(receiver);
      case FAILED -> failed(run, end);
      case INCOMPLETE -> incomplete(run, audience);
      case EMPTY ->
          "see whether profiles and events still arrive; 'muster check' looks at the tables";
      case MISSED, RECOVERED -> null;
    };
  }

  /**
   * That of a day of a live campaign, one of whose runs has ended so.
   *
   * @param audience where the day's triggers are
   */
  @Nullable String ofDay(
      AlertEvent event, Run run, RunEnd end, LocalDate day, Accounting audience) {
    return switch (event) {
      case FAILED -> failed(run, end);
      case INCOMPLETE -> incomplete(run.id().campaign(), day, audience);
      case RECOVERED, REFUSED, MISSED, EMPTY -> null;
    };
  }

  /** That of an incomplete day. */
  String incomplete(CampaignId campaign, LocalDate day, Accounting audience) {
    var steps = new ArrayList<String>();
    var rejected = audience.count(Verdict.REJECTED) > 0;
    if (rejected || audience.count(Verdict.INVALID) > 0) {
      steps.add("'muster runs --campaign %s --day %s' lists its runs".formatted(campaign, day));
      steps.add("'muster show RUN --rejections' says why");
    }
    if (rejected) {
      steps.add("'muster retry-rejected RUN%s' sends to the rejected again".formatted(receiver));
    }
    if (audience.count(Verdict.EXPIRED) > 0) {
      steps.add(
          "'muster report %s --from %s --until %s' shows the day: who expired came up after when.cut_off, so launch more often, or set that longer"
              .formatted(campaign, day, day));
    }
    return String.join("; ", steps);
  }

  private @Nullable String failed(Run run, RunEnd end) {
    if (end instanceof RunEnd.Failed failed && failed.halt().namesCommand()) {
      return null;
    }
    return commands(run).goesOn(run.isRehearsal(), needsRemedy(end));
  }

  private NextCommands commands(Run run) {
    return new NextCommands(run.id(), receiver);
  }

  static boolean needsRemedy(RunEnd end) {
    return end instanceof RunEnd.Failed failed && failed.needsRemedy();
  }

  private String incomplete(Run run, Accounting audience) {
    var commands = commands(run);
    var why = "'%s' says why".formatted(commands.rejections());
    if (audience.count(Verdict.REJECTED) > 0) {
      return commands.retriesRejected() + "; " + why;
    }
    return audience.count(Verdict.INVALID) > 0
        ? why
        : "'muster show %s' says when users were due".formatted(run.id());
  }

  /**
   * Of one that was missed.
   *
   * @param file the campaign's
   * @param approved whether it may be begun as far as approval is concerned
   */
  String missed(Run run, String file, boolean approved) {
    return "%s'%s' makes up for it"
        .formatted(
            approved ? "" : "'muster approve %s --by NAME' approves it, and then ".formatted(file),
            commands(run).makesUp(file));
  }
}
