package dev.muster.report;

import dev.muster.store.Definitions.ListCount;
import dev.muster.store.Run;
import dev.muster.store.SendingTimes.Sending;
import dev.muster.store.Store;
import java.util.List;
import java.util.SequencedMap;

/**
 * What pages on a run show beside what is told of it everywhere.
 *
 * @param sendings how its busiest executions have sent
 * @param earlier the runs of its campaign before it, the oldest first
 * @param texts its definition's, by path
 * @param lists of its definition
 */
record PictureData(
    List<Sending> sendings,
    List<RunFigures> earlier,
    SequencedMap<String, String> texts,
    List<ListCount> lists) {

  /** That of a run as the tables have it now. */
  static PictureData of(Store store, Run run) {
    var panels = run.prunedAt() == null ? DeliverySection.MOST_PANELS : 1;
    return new PictureData(
        store.sendingTimes().of(run.key(), panels, DeliverySection.SPANS),
        store.runs().before(run, HistorySection.MOST).stream()
            .map(before -> RunFigures.of(store, before))
            .toList(),
        store.definitions().texts(run.key()),
        store.definitions().counts(run.key()));
  }

  /** The same without what the Segment API has said. */
  PictureData impersonal() {
    return new PictureData(
        sendings.stream().map(Sending::withoutFailure).toList(), earlier, texts, lists);
  }
}
