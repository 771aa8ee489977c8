package dev.muster.app;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is said of a campaign that has no planned time such as is asked for. */
public final class NoSuchTime {
  private NoSuchTime() {}

  /**
   * The complaint.
   *
   * @param planned the time that was named, or null for the next
   */
  public static Complaint complaint(Path file, @Nullable Instant planned) {
    return Complaint.needsRemedy(
        planned == null
            ? file + ": no more runs are planned; name one of its times by --planned"
            : "%s: --planned: expected one of its planned times, found %s; 'muster schedule' lists them"
                .formatted(file, planned));
  }
}
