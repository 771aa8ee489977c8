package dev.muster.launch;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.DefinitionDigest;
import dev.muster.campaign.RunId;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.Reading;
import dev.muster.check.SourceCheck;
import dev.muster.run.Approving;
import dev.muster.run.Halted;
import dev.muster.run.StopSignal;
import dev.muster.run.TakingUp;
import dev.muster.segmentapi.Halt;
import dev.muster.source.UnfitSource;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a launch of a live campaign's file does after the unfinished runs: it takes up what has
 * triggered since the last one (live.md, "A launch of a live campaign").
 *
 * @param clock the program's
 */
record LiveLaunch(
    SourceCheck source, Approving approving, TakingUp takingUp, StopSignal stop, Clock clock) {

  /** Works on the run whose members were taken up. */
  interface Work {
    Answer on(RunId run) throws InterruptedException;
  }

  /** Takes triggers up, and has the new run worked on, if there is one. */
  void launch(
      LaunchedFile file,
      Reading.Valid definition,
      CampaignFiles files,
      Work work,
      Consumer<Answer> answers)
      throws InterruptedException {
    var obstacle = obstacle(file, definition);
    if (obstacle.isPresent()) {
      answers.accept(obstacle.get());
      return;
    }
    try {
      var taken = takingUp.take(definition, files);
      answers.accept(new Answer.TookUp(file, taken));
      if (taken.run() != null) {
        answers.accept(work.on(taken.run()));
      }
    } catch (Halted e) {
      answers.accept(
          switch (e.halt()) {
            // The next launch takes up what this one has not.
            case Halt.Stopped _ -> new Answer.NotBegun(file.toString());
            case Halt.Passing passing -> failed(file, passing, true);
            case Halt.NeedsRemedy needs -> failed(file, needs, false);
            case Halt.SomebodyElse other -> failed(file, other, false);
          });
    } catch (UnfitSource e) {
      answers.accept(new Answer.UnfitDatabase(file, e.getMessage()));
    } catch (UncheckedIOException e) {
      answers.accept(new Answer.UnreadableList(file, String.valueOf(e.getMessage())));
    }
  }

  private static Answer failed(LaunchedFile file, Halt halt, boolean passing) {
    return new Answer.Failed(file.toString(), halt.inFull(), passing);
  }

  /** Why none are taken up. */
  private Optional<Answer> obstacle(LaunchedFile file, Reading.Valid definition) {
    if (stop.given()) {
      return Optional.of(new Answer.NotBegun(file.toString()));
    }
    var campaign = definition.campaign();
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    if (!approving.allows(campaign.id(), DefinitionDigest.of(definition.texts()))) {
      return Optional.of(new Answer.NotApproved(file, null));
    }
    var unfit = source.fault();
    if (unfit.isPresent()) {
      return Optional.of(new Answer.UnfitDatabase(file, unfit.get()));
    }
    var faults = source.faultsOfQueries(campaign, now);
    return faults.isEmpty() ? Optional.empty() : Optional.of(new Answer.UnfitQueries(file, faults));
  }

  /** Takes note that a campaign is stopped, or a draft again. */
  void pause(Campaign campaign) {
    takingUp.pause(campaign.id());
  }
}
