package dev.muster.report;

import dev.muster.schedule.UnknownZone;
import dev.muster.store.Definitions.ListCount;
import dev.muster.store.Run;
import dev.muster.store.Store;
import java.util.List;

/**
 * What a run noticed about the data that it was given.
 *
 * @param rowsWithoutId how many rows of profiles were ignored because they have no user id
 * @param unknownZones the commonest spellings of time zones that are not known, most users first;
 *     none where zones do not matter
 * @param lists what the list files held when the run was planned, by path
 */
public record DataFacts(long rowsWithoutId, List<UnknownZone> unknownZones, List<ListCount> lists) {
  /** Of a run that nothing is known of yet. */
  static final DataFacts NONE = new DataFacts(0, List.of(), List.of());

  public DataFacts {
    unknownZones = List.copyOf(unknownZones);
    lists = List.copyOf(lists);
  }

  /** Those of a run as the tables have them. */
  static DataFacts of(Store store, Run run) {
    return new DataFacts(
        run.rowsWithoutId() == null ? 0 : run.rowsWithoutId(),
        store.members().windows().unknownZones(run.key()),
        store.definitions().counts(run.key()));
  }
}
