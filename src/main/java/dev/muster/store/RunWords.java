package dev.muster.store;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Statuses of runs as lists in SQL: written out, so that an index of such runs alone fits. */
final class RunWords {
  /** A launch takes them up again. */
  static final String UNFINISHED = those(RunStatus::unfinished);

  /** Nothing more comes of them by itself. */
  static final String FINISHED =
      those(status -> !status.unfinished() && status != RunStatus.MISSED);

  private RunWords() {}

  private static String those(Predicate<RunStatus> which) {
    return Arrays.stream(RunStatus.values())
        .filter(which)
        .map(status -> "'" + status.key() + "'")
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
