package dev.muster.campaign.file;

import dev.muster.campaign.Moment;
import dev.muster.campaign.Repetition;
import dev.muster.campaign.When;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code when.cut_off}: until when users are sent to. */
final class CutOffGrammar {
  /** A cut-off that comes sooner leaves a launch hardly time to send. */
  private static final Duration SOON = Duration.ofMinutes(5);

  private CutOffGrammar() {}

  /** When nothing is said of it. */
  static When.@Nullable CutOff unsaid(When.Planning planning) {
    return switch (planning) {
      case When.Live _ -> When.CutOff.OF_LIVE;
      case When.AtLaunch _, When.AtTimes _, When.Repeat _ -> null;
    };
  }

  /**
   * Until when users are sent to.
   *
   * @param when where it stands
   */
  static Optional<When.CutOff> cutOff(Spot spot, When.Planning planning, Fields when) {
    var cutOff = written(spot);
    if (cutOff.isPresent()
        && cutOff.get() instanceof When.CutOff.AtClock(var time)
        && clockTimes(planning).equals(Set.of(time))) {
      when.find("at")
          .or(() -> when.find("repeat"))
          .ifPresent(planned ->
              Fields.clash(
                  planned, spot, ": users would be due at that very time, and never sent to"));
    }
    if (!(planning instanceof When.Live)
        && cutOff.isPresent()
        && cutOff.get() instanceof When.CutOff.After(var span)
        && span.compareTo(SOON) < 0) {
      spot.warn(
          ("it is over %d s after a user is due, and a launch may need minutes: it begins some time"
                  + " after the minute it is planned for, and finds its users first; who is not"
                  + " sent to by then expires, perhaps all of them; write { after: 1h }")
              .formatted(span.toSeconds()));
    }
    return cutOff;
  }

  /** Those at which runs are planned; none where they are not known from the file alone. */
  private static Set<LocalTime> clockTimes(When.Planning planning) {
    return switch (planning) {
      case When.AtTimes(var moments) ->
          moments.stream().allMatch(Moment.Local.class::isInstance)
              ? moments.stream()
                  .map(moment -> ((Moment.Local) moment).time().toLocalTime())
                  .collect(Collectors.toSet())
              : Set.of();
      case When.Repeat repeat ->
          switch (repeat.repetition()) {
            case Repetition.Days days -> Set.of(days.at());
            case Repetition.Weeks weeks -> Set.of(weeks.at());
            case Repetition.Months months -> Set.of(months.at());
            case Repetition.ByCron _ -> Set.of();
          };
      case When.AtLaunch _, When.Live _ -> Set.of();
    };
  }

  private static Optional<When.CutOff> written(Spot spot) {
    if (spot.value() instanceof Yaml.Mapping) {
      return spot.fields("a map such as { after: 6h }", List.of("after"))
          .flatMap(fields -> fields.need("after", "the time that users are sent to"))
          .flatMap(TimeGrammar::duration)
          .map(When.CutOff.After::new);
    }
    if (!(spot.value() instanceof Yaml.Text)) {
      spot.expected("a clock time such as \"20:00\", or a map such as { after: 6h }");
      return Optional.empty();
    }
    var span = MeantTime.duration(spot.value());
    if (span.isPresent()) {
      spot.expected(
          "a clock time such as \"20:00\", or a map such as { after: 6h }",
          "; write { after: %s }".formatted(span.get()));
      return Optional.empty();
    }
    return TimeGrammar.clockTime(spot).map(When.CutOff.AtClock::new);
  }
}
