package dev.muster.web;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.When;
import dev.muster.schedule.PlannedTimes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A campaign when somebody decides whether it is run now.
 *
 * @param times those that it may be run for, the newest first; none of one that is run at its
 *     launch
 * @param last its latest run, or null
 */
record RunNow(Path file, Campaign campaign, List<Instant> times, @Nullable RunRow last) {
  /** Earlier times are made up for from the command line. */
  private static final Duration OFFERED = Duration.ofDays(31);

  private static final int MOST = 50;

  RunNow {
    times = List.copyOf(times);
  }

  static RunNow of(Site site, Path file, Campaign campaign, @Nullable RunRow last) {
    var now = site.clock().instant();
    var times =
        PlannedTimes.of(campaign.when(), site.zone())
            .notBefore(now.minus(OFFERED))
            .map(time -> time.instant())
            .takeWhile(at -> !at.isAfter(now))
            .toList()
            .reversed();
    return new RunNow(file, campaign, times.subList(0, Math.min(MOST, times.size())), last);
  }

  /** What has been looked at, as a form brings it back. */
  String seen() {
    return Seen.word(campaign.id() + (last == null ? "" : Seen.of(last)));
  }

  /** Its latest run where a launch goes on with that, and begins no other; or null. */
  @Nullable RunRow goesOn() {
    return campaign.when().planning() instanceof When.AtLaunch
            && last != null
            && last.run().status().unfinished()
        ? last
        : null;
  }

  /** Why it cannot be run from the page, or empty. */
  String refusal(Site site) {
    return refusal(site, campaign)
        .or(() ->
            hasTimes() && times.isEmpty()
                ? Optional.of("none of its planned times of the last 31 days has come")
                : Optional.empty())
        .orElse("");
  }

  /** Why a campaign cannot be run from the page, whatever its times; or nothing. */
  static Optional<String> refusal(Site site, Campaign campaign) {
    return campaign.status() == Campaign.Status.PUBLISHED
        ? site.refusalToSend()
        : Optional.of("it is not published");
  }

  /** Whether it is run for one of its times, which has to be named. */
  boolean hasTimes() {
    return switch (campaign.when().planning()) {
      case When.AtLaunch _, When.Live _ -> false;
      case When.AtTimes _, When.Repeat _ -> true;
    };
  }

  /** Which of its times somebody means, if it is one. */
  Optional<Instant> time(String written) {
    try {
      return Optional.of(Instant.parse(written)).filter(times::contains);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
