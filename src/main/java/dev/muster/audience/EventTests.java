package dev.muster.audience;

import dev.muster.campaign.During;
import dev.muster.campaign.EventFilter;
import dev.muster.campaign.Operator;
import dev.muster.campaign.ValueTest;
import dev.muster.source.ExactJson;
import dev.muster.source.TestEvaluation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** The tests of {@code where} by whether the moment matters as of which they are about. */
record EventTests(Map<String, ValueTest> timeless, Map<String, ValueTest> asOf) {

  static EventTests of(EventFilter filter) {
    return new EventTests(
        those(filter, Predicate.not(EventTests::isAsOf)), those(filter, EventTests::isAsOf));
  }

  private static Map<String, ValueTest> those(EventFilter filter, Predicate<ValueTest> which) {
    var tests = new LinkedHashMap<String, ValueTest>();
    filter
        .where()
        .forEach((name, test) -> {
          if (which.test(test)) {
            tests.put(name, test);
          }
        });
    return tests;
  }

  /** Whether those that depend on the moment hold, which the evaluation is about. */
  boolean hold(String properties, TestEvaluation evaluation) {
    return asOf.entrySet().stream()
        .allMatch(
            test -> evaluation.holds(test.getValue(), ExactJson.value(properties, test.getKey())));
  }

  private static boolean isAsOf(ValueTest test) {
    return test.operators().stream()
        .anyMatch(operator -> operator instanceof Operator.Within(var window) && moves(window));
  }

  private static boolean moves(During window) {
    return switch (window) {
      case During.Ever _, During.On _, During.Between _, During.Before _, During.After _ -> false;
      case During.LastDays _,
          During.LastHours _,
          During.DaysAgo _,
          During.BetweenDaysAgo _,
          During.BetweenHoursAgo _,
          During.MoreThanDaysAgo _,
          During.ThisMonth _,
          During.PreviousMonth _,
          During.NextDays _ ->
          true;
    };
  }
}
