package dev.muster.run;

import dev.muster.store.Run;
import dev.muster.store.Runs;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the source of this launch is, held against where that of a run was when it was planned: it
 * must not go on with other people's data.
 *
 * @param now the place, or null when profiles and events lie beside Muster's own tables
 */
public record SourcePlace(Runs runs, @Nullable String now) {

  /**
   * What there is to object, in one line. With the operator's word that it is the same data, the
   * run keeps the new place.
   */
  Optional<String> objection(Run run, Consent consent) {
    var kept = runs.source(run.key());
    if (Objects.equals(kept, now)) {
      return Optional.empty();
    }
    if (consent.sourceMoved()) {
      runs.keepSource(run.key(), now);
      return Optional.empty();
    }
    return Optional.of(
        "it was planned with %s, and this launch has %s: set MUSTER_SOURCE_URL as it was, or add --source-moved if it is the same data"
            .formatted(said(kept), said(now)));
  }

  private static String said(@Nullable String place) {
    return place == null ? "profiles and events in Muster's own database" : "the source " + place;
  }
}
