package dev.muster.app;

import dev.muster.audience.ListSource;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Fault;
import dev.muster.campaign.file.Reading;
import dev.muster.look.Subject;
import dev.muster.run.Figures;
import dev.muster.run.FrozenFiles;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import java.time.Instant;
import java.util.stream.Collectors;

/** What a run was planned with, to be looked at once more. */
record KeptDefinition(Run run, Store store, CampaignReader reader) {

  /**
   * The run as if it were begun anew; its members are left out of account.
   *
   * @throws Complaint when nothing is kept of it, or not all
   */
  Subject subject(Instant plannedAt, Instant moment) {
    var definition = definition();
    ListSource.Ids lists = (path, only) -> store.definitions().ids(run.key(), path, only);
    return new Subject(definition, lists, plannedAt, moment);
  }

  private Reading.Valid definition() {
    if (run.status() == RunStatus.MISSED) {
      throw complaint("was missed: it was never planned with a definition");
    }
    var files = FrozenFiles.of(run, store);
    var prunedAt = run.prunedAt();
    if (files.texts().isEmpty()) {
      throw complaint(
          prunedAt == null
              ? "nothing is kept of what it was planned with"
              : "was pruned at %s, and with it what it was planned with; name a later run"
                  .formatted(Figures.second(prunedAt)));
    }
    return switch (reader.read(files)) {
      case Reading.Invalid invalid ->
          throw complaint(
              "this version does not take what it was planned with: "
                  + invalid.faults().stream()
                      .map(Fault::toString)
                      .collect(Collectors.joining("; ")));
      case Reading.Valid valid -> {
        if (prunedAt != null && !valid.lists().isEmpty()) {
          throw complaint(
              "was pruned at %s, and with it the lists that it was planned with: %s; name a later run"
                  .formatted(Figures.second(prunedAt), String.join(", ", valid.lists())));
        }
        yield valid;
      }
    };
  }

  private Complaint complaint(String said) {
    return Complaint.needsRemedy("%s: %s".formatted(run.id(), said));
  }
}
