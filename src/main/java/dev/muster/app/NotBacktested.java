package dev.muster.app;

import dev.muster.look.BacktestedTimes;
import java.nio.file.Path;
import java.time.LocalDate;

/** What is said of a campaign that has no planned times on the days that are asked for. */
final class NotBacktested {
  private NotBacktested() {}

  static Complaint complaint(Path file, LocalDate from, LocalDate until, BacktestedTimes times) {
    if (until.isBefore(from)) {
      return Complaint.needsRemedy(
          "--until: expected %s (--from) or a later day, found %s".formatted(from, until));
    }
    return Complaint.needsRemedy(
        "%s: %s"
            .formatted(
                file,
                switch (times) {
                  case BacktestedTimes.Found _ -> throw new IllegalStateException("there are some");
                  case BacktestedTimes.None _ ->
                      "expected planned times from %s until %s, found none; name days of its schedule by --from and --until"
                          .formatted(from, until);
                  case BacktestedTimes.TooMany _ ->
                      "expected at most %d planned times from %s until %s, found more; name fewer days by --from and --until"
                          .formatted(BacktestedTimes.MOST, from, until);
                  case BacktestedTimes.NeverPlanned _ ->
                      "expected a campaign with planned times, found one that is run at its launch, or live; give a copy of it 'at' or 'repeat' to backtest it";
                }));
  }
}
