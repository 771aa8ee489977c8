package dev.muster.launch;

import dev.muster.report.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scheduled time in the name of a job that a scheduler made: Kubernetes' CronJob controller
 * ends it in the minutes since 1970 ({@code getJobName} in {@code
 * pkg/controller/cronjob/utils.go}), older ones and Argo's CronWorkflows in the seconds; a pod's
 * name has five letters or digits behind it, also where a hyphen before them had no more room. A
 * pod that is started again has the same.
 */
public final class CronJobTime {
  private static final Logger log = LoggerFactory.getLogger(CronJobTime.class);

  /** By its size, a number of today is of one unit only: minutes have 8 or 9 digits, seconds 10. */
  private static final Pattern NAME = Pattern.compile(".*-([0-9]{8,10})(-[a-z0-9]{5})?");

  private static final int DIGITS_OF_SECONDS = 10;

  /** Of Kubernetes: as long as a name can be, and what is left of it before those five. */
  private static final int LONGEST_NAME = 63;

  private static final int LONGEST_BASE = LONGEST_NAME - 5;

  /** A name that was given by hand may end in a number, too; and clocks may differ. */
  private static final Duration LATE = Duration.ofDays(30);

  private static final Duration EARLY = Duration.ofHours(1);

  private CronJobTime() {}

  /** The time, or null where there is no name, or none that a scheduler gave of late. */
  static @Nullable Instant in(@Nullable String jobName, Instant now) {
    if (jobName == null) {
      return null;
    }
    var time = atTheEndOf(jobName, now);
    return time == null && jobName.length() == LONGEST_NAME
        ? atTheEndOf(jobName.substring(0, LONGEST_BASE), now)
        : time;
  }

  private static @Nullable Instant atTheEndOf(String name, Instant now) {
    var matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return null;
    }
    var digits = matcher.group(1);
    var number = Long.parseLong(digits);
    var time =
        digits.length() < DIGITS_OF_SECONDS
            ? Instant.EPOCH.plus(Duration.ofMinutes(number))
            : Instant.ofEpochSecond(number);
    return time.isBefore(now.minus(LATE)) || time.isAfter(now.plus(EARLY)) ? null : time;
  }

  /** The same, for a launch that goes by it: who gave a name in vain is told. */
  public static @Nullable Instant lookedForIn(@Nullable String jobName, Instant now) {
    var time = in(jobName, now);
    if (time == null && jobName != null && !jobName.isBlank()) {
      log.warn(
          "MUSTER_JOB_NAME: found no scheduled time in '{}'; looked for one of the last {} days as"
              + " its last part, or the one before a pod's five letters: minutes (8 or 9 digits) or"
              + " seconds (10 digits) since 1970, such as {} or {}; a launch without one is planned"
              + " for its own minute, so that a repetition is another run",
          Printable.of(jobName),
          LATE.toDays(),
          "nightly-" + now.getEpochSecond() / 60,
          "nightly-" + now.getEpochSecond());
    }
    return time;
  }
}
