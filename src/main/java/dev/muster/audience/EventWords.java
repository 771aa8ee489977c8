package dev.muster.audience;

import dev.muster.campaign.Condition;
import dev.muster.campaign.ConstantProperty;
import dev.muster.campaign.During;
import dev.muster.campaign.EventFilter;
import dev.muster.campaign.Measure;
import dev.muster.campaign.Occurrence;
import java.util.Locale;
import java.util.stream.Collectors;

/** Conditions on events in words. */
final class EventWords {
  private EventWords() {}

  /** The whole of a {@code did}: {@code did Charged at least 3 times in the last 60 days}. */
  static String did(Condition.Did did) {
    return "did " + events(did.events()) + occurrence(did.occurrence()) + during(did.during());
  }

  /** The whole of a {@code did_not}. */
  static String didNot(Condition.DidNot didNot) {
    return "did not do " + events(didNot.events()) + during(didNot.during());
  }

  /** What is to have been done: {@code Charged (amount is at least 5)}. */
  static String events(EventFilter events) {
    var names = events.anyEvent() ? "anything" : String.join(" or ", events.names());
    var tests =
        events.where().entrySet().stream()
            .map(test -> test.getKey() + " " + TestWords.asked(test.getValue()))
            .collect(Collectors.joining(" and "));
    return tests.isEmpty() ? names : names + " (" + tests + ")";
  }

  /** When, with a blank before it; or nothing. */
  static String during(During window) {
    var words = DuringWords.of(window);
    return words.isEmpty() ? "" : " " + words;
  }

  /** What is measured, but for {@code times}. */
  static String measure(Measure measure) {
    return switch (measure) {
      case Measure.Times _ -> "number of events";
      case Measure.Sum(var property) -> "sum of " + property;
      case Measure.Average(var property) -> "average of " + property;
      case Measure.Minimum(var property) -> "minimum of " + property;
      case Measure.Maximum(var property) -> "maximum of " + property;
      case Measure.Distinct(var property) -> "number of different " + property;
    };
  }

  /** How often or how much, with what joins it to the events before it; or nothing. */
  static String occurrence(Occurrence occurrence) {
    return switch (occurrence) {
      case Occurrence.FirstTime _ -> " for the first time";
      case Occurrence.LastTime _ -> " for the last time";
      case Occurrence.Measured measured -> measured(measured);
    };
  }

  private static String measured(Occurrence.Measured measured) {
    var zero = measured.includingZero() ? " (never is 0)" : "";
    var wanted = TestWords.wanted(measured.test());
    return measured.measure() instanceof Measure.Times
        ? DidStep.isAtLeastOnce(measured.test()) ? zero : " " + wanted + " times" + zero
        : " with " + measure(measured.measure()) + " " + wanted + zero;
  }

  /** The constant property: its name, or those by event. */
  static String property(ConstantProperty same) {
    return same.property() != null
        ? same.property()
        : same.byEvent().entrySet().stream()
            .map(each -> each.getValue() + " of " + each.getKey())
            .collect(Collectors.joining(" = "));
  }

  /** A number of something: {@code 1 event}, {@code 2 events}. */
  static String counted(long number, String unit) {
    return String.format(Locale.ROOT, number == 1 ? "%,d %s" : "%,d %ss", number, unit);
  }
}
