package dev.muster.campaign.file;

import dev.muster.campaign.When;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** The keys under {@code when} that say how long a live campaign lasts, and when it sends. */
final class LivePlanningGrammar {
  /** Where it is latest. */
  private static final ZoneId EASTERNMOST = ZoneOffset.ofHours(14);

  /** Where it is earliest. */
  private static final ZoneId WESTERNMOST = ZoneOffset.ofHours(-12);

  private LivePlanningGrammar() {}

  /** From when until when; something harmless where it is faulty. */
  static When.Live planning(Fields when, Spot live) {
    when.present(List.of("at", "repeat")).forEach(planned -> refuse(planned, live));
    var from = when.find("from");
    var until = when.find("until");
    var planning =
        new When.Live(
            from.flatMap(TimeGrammar::moment).orElse(null),
            until.flatMap(TimeGrammar::moment).orElse(null),
            when.find("delay").flatMap(TimeGrammar::duration).orElse(Duration.ZERO));
    if (isOverAtOnce(planning, when)) {
      Fields.clash(from.get(), until.get(), ": the end has to be after the beginning");
    }
    return planning;
  }

  private static void refuse(Spot planned, Spot live) {
    Fields.clash(
        planned,
        live,
        ": a live campaign has no planned times, every launch takes up what has triggered;"
            + " leave out "
            + planned.name());
  }

  /** Whatever the account's zone is, where the campaign names none. */
  private static boolean isOverAtOnce(When.Live planning, Fields when) {
    var zone = when.find("timezone").flatMap(TimeGrammar::zone);
    return Stream.of(EASTERNMOST, WESTERNMOST)
        .allMatch(account -> planning.events(zone.orElse(account)).isEmpty());
  }
}
