package dev.muster.audience;

import dev.muster.campaign.Condition;
import dev.muster.campaign.During;
import dev.muster.campaign.Interval;
import dev.muster.campaign.Occurrence;
import dev.muster.campaign.Operator;
import dev.muster.campaign.ValueTest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What of an audience's windows depends on the as-of instant. Where they are alike, users can be
 * asked about with one question, although each of them as of another instant: events at or after
 * that are left out for each anyhow, and so are those of too many hours before it.
 *
 * @param ofEvents in which events are looked for, save those that are told from a row's instant
 * @param ofValues of tests of dates, which end where they say
 * @param zone the account's, in which days begin
 */
record SharedWindows(List<During> ofEvents, List<During> ofValues, ZoneId zone) {

  static SharedWindows of(Condition audience, ZoneId zone) {
    var windows = new SharedWindows(new ArrayList<>(), new ArrayList<>(), zone);
    windows.add(audience);
    return windows;
  }

  /** The windows as of an instant: open where they end at it. */
  List<Interval> at(Instant asOf) {
    var all = new ArrayList<Interval>();
    for (var window : ofEvents) {
      var around = window.around(asOf, zone);
      all.add(asOf.equals(around.to()) ? new Interval(around.from(), null) : around);
    }
    ofValues.forEach(window -> all.add(window.around(asOf, zone)));
    return all;
  }

  private void add(Condition condition) {
    switch (condition) {
      case Condition.All all -> all.conditions().forEach(this::add);
      case Condition.Any any -> any.conditions().forEach(this::add);
      case Condition.None none -> none.conditions().forEach(this::add);
      case Condition.Segment segment -> add(segment.audience());
      case Condition.Did did -> {
        addTests(did.events().where().values());
        switch (did.occurrence()) {
          case Occurrence.Measured measured -> {
            addTests(List.of(measured.test()));
            add(did.during());
          }
          // Where the one event lies is told after it was found.
          case Occurrence.FirstTime _, Occurrence.LastTime _ -> ofEvents.add(did.during());
        }
      }
      case Condition.DidNot didNot -> {
        addTests(didNot.events().where().values());
        add(didNot.during());
      }
      case Condition.Profile profile -> addTests(profile.tests().values());
      case Condition.Listed _, Condition.Sql _, Condition.Everyone _ -> {}
    }
  }

  private void add(During window) {
    switch (window) {
      case During.LastHours _, During.BetweenHoursAgo _ -> {}
      case During.Ever _,
          During.LastDays _,
          During.DaysAgo _,
          During.BetweenDaysAgo _,
          During.MoreThanDaysAgo _,
          During.On _,
          During.Between _,
          During.Before _,
          During.After _,
          During.ThisMonth _,
          During.PreviousMonth _,
          During.NextDays _ ->
          ofEvents.add(window);
    }
  }

  private void addTests(Collection<ValueTest> tests) {
    for (var test : tests) {
      for (var operator : test.operators()) {
        if (operator instanceof Operator.Within(var window)) {
          ofValues.add(window);
        }
      }
    }
  }
}
