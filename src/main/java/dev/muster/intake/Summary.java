package dev.muster.intake;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What became of a file's rows.
 *
 * @param imported good rows, all of which are in the table now
 * @param repeated those of them that changed nothing: events that were there already
 * @param rejected bad rows, those included that were contradicted
 * @param contradicted events that were left out, because another one stands under their id
 * @param rejectedFile where the bad rows are, with line number and reason, if there are any and
 *     they were not thrown away
 * @param optedIn users who were opted out before the import and no longer are
 * @param alike names of profiles that became attributes, though they look like a column, each with
 *     that column
 * @param ignored columns of an events file that no event has
 * @param pointedIds whether all user ids at the beginning of a CSV are whole numbers with {@code
 *     .0} behind them, with which they were taken
 * @param took from the first byte to the commit
 */
public record Summary(
    String source,
    String table,
    long imported,
    long repeated,
    long rejected,
    long contradicted,
    Optional<Path> rejectedFile,
    long optedIn,
    Map<String, String> alike,
    Set<String> ignored,
    boolean pointedIds,
    Duration took) {
  public Summary {
    if (imported < 0
        || repeated < 0
        || repeated > imported
        || contradicted < 0
        || contradicted > rejected
        || optedIn < 0) {
      throw new IllegalArgumentException(
          "imported %d, repeated %d, rejected %d, contradicted %d, opted in %d"
              .formatted(imported, repeated, rejected, contradicted, optedIn));
    }
    alike = Map.copyOf(alike);
    ignored = Set.copyOf(ignored);
  }

  /** Whether every row of the file was good. */
  public boolean complete() {
    return rejected == 0;
  }
}
