package dev.muster.report;

import dev.muster.run.DeliveryPace;
import dev.muster.schedule.Forecast;
import dev.muster.schedule.Opening;
import dev.muster.store.Run;
import dev.muster.store.RunState;
import dev.muster.store.Store;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the users of a run are due, where they are not all due at once.
 *
 * @param times in order
 * @param withoutZone how many users live in no zone that is known, or null where it does not matter
 * @param forecast when a waiting run will have ended at the configured pace, or null for others
 */
public record Openings(
    List<Opening> times, @Nullable Long withoutZone, @Nullable Forecast forecast) {
  /** Of a run whose users are all due at once. */
  static final Openings NONE = new Openings(List.of(), null, null);

  public Openings {
    times = List.copyOf(times);
  }

  /** Those of a run as the tables have it now. */
  public static Openings of(Store store, Run run) {
    if (run.withoutZone() == null || run.prunedAt() != null) {
      return new Openings(List.of(), run.withoutZone(), null);
    }
    var times = store.members().windows().openings(run.key());
    return new Openings(times, run.withoutZone(), forecast(store, run, times));
  }

  private static @Nullable Forecast forecast(Store store, Run run, List<Opening> times) {
    return run.state() instanceof RunState.Waiting waiting && run.messagesPerSecond() != null
        ? Forecast.of(times, DeliveryPace.of(store, run).usersPerSecond(), waiting.next())
        : null;
  }
}
