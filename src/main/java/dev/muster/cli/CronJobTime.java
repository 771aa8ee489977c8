package dev.muster.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The scheduled time in the name of a Kubernetes job: the CronJob controller ends it in the minutes
 * since 1970 ({@code getJobName} in {@code pkg/controller/cronjob/utils.go} of Kubernetes). A pod
 * that is started again has the same.
 */
final class CronJobTime {
  private static final Pattern NAME = Pattern.compile(".*-([0-9]{8,9})");

  /** A name that was given by hand may end in a number, too; and clocks may differ. */
  private static final Duration LATE = Duration.ofDays(30);

  private static final Duration EARLY = Duration.ofHours(1);

  private CronJobTime() {}

  /** The time, or null where there is no name, or none that a CronJob gave of late. */
  static @Nullable Instant in(@Nullable String jobName, Instant now) {
    var matcher = NAME.matcher(jobName == null ? "" : jobName);
    if (!matcher.matches()) {
      return null;
    }
    var time = Instant.EPOCH.plus(Duration.ofMinutes(Long.parseLong(matcher.group(1))));
    return time.isBefore(now.minus(LATE)) || time.isAfter(now.plus(EARLY)) ? null : time;
  }
}
