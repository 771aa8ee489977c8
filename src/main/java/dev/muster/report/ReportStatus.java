package dev.muster.report;

import dev.muster.store.RunStatus;

/** How far a run has come, as it is reported. */
public sealed interface ReportStatus {

  /** As the tables have it. */
  record Stored(RunStatus status) implements ReportStatus {}

  /** A launch found another worker on it. */
  record Held() implements ReportStatus {}

  /** Whether the tables have it so. */
  default boolean is(RunStatus status) {
    return equals(new Stored(status));
  }

  /** Whether a launch takes it up again by itself. */
  default boolean unfinished() {
    return switch (this) {
      case Stored(var status) -> status.unfinished();
      case Held _ -> true;
    };
  }

  /** Its name in reports. */
  default String key() {
    return switch (this) {
      case Stored(var status) -> status.key();
      case Held _ -> "held";
    };
  }
}
