package dev.muster.run.job;

import dev.muster.audience.AudienceQuery;
import dev.muster.campaign.RunId;
import dev.muster.campaign.Who;
import dev.muster.run.Halted;
import dev.muster.run.Work;
import dev.muster.segmentapi.Halt;
import dev.muster.source.SourceDatabase;
import dev.muster.store.DatabaseSays;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said of an audience's query that fails whenever it is asked of the same data.
 *
 * @param files the hand-written queries in it, which are frozen with the run: mending such a file
 *     is of use to another run alone
 * @param place of the source, or null when it is Muster's own database
 */
record UselessQuery(RunId run, List<String> files, @Nullable String place) {

  static UselessQuery in(Work work, SourceDatabase source) {
    var who = (Who.PastBehaviour) work.campaign().who().selection();
    return new UselessQuery(
        work.run().id(), AudienceQuery.handWritten(who.audience()), source.place());
  }

  Halted halted(SQLException fault) {
    var said =
        "the audience's query failed, the %s says: %s"
            .formatted(place == null ? "database" : "source " + place, DatabaseSays.of(fault));
    return files.isEmpty()
        ? new Halted(new Halt.NeedsRemedy(said, "'muster check' may tell more"))
        : new Halted(
            new Halt.NeedsRemedy(
                said,
                "if the fault is in %s, which this run keeps as planned, mend it, then 'muster abandon %s' and launch again; if it is in the data or a right, mend that, and the next launch goes on"
                    .formatted(String.join(" or ", files), run),
                false,
                true));
  }
}
