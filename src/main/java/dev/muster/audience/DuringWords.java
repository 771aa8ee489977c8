package dev.muster.audience;

import dev.muster.campaign.During;
import dev.muster.campaign.Moment;

/** Windows in words. */
final class DuringWords {
  private DuringWords() {}

  /** Such as {@code in the last 3 days}; empty for ever. */
  static String of(During window) {
    return switch (window) {
      case During.Ever _ -> "";
      case During.LastDays(var days) ->
          days == 0 ? "today" : "in the last " + EventWords.counted(days, "day");
      case During.LastHours(var hours) -> "in the last " + EventWords.counted(hours, "hour");
      case During.DaysAgo(var days) ->
          days == 0 ? "today" : days == 1 ? "yesterday" : days + " days ago";
      case During.BetweenDaysAgo(var nearest, var farthest) ->
          "between %d and %s ago".formatted(nearest, EventWords.counted(farthest, "day"));
      case During.BetweenHoursAgo(var nearest, var farthest) ->
          "between %d and %s ago".formatted(nearest, EventWords.counted(farthest, "hour"));
      case During.MoreThanDaysAgo(var days) ->
          "more than " + EventWords.counted(days, "day") + " ago";
      case During.On(var day) -> "on " + day;
      case During.Between(var first, var last) ->
          "between %s and %s".formatted(moment(first), moment(last));
      case During.Before(var moment) -> "before " + moment(moment);
      case During.After(var moment) -> "after " + moment(moment);
      case During.ThisMonth _ -> "this month";
      case During.PreviousMonth _ -> "in the month before this";
      case During.NextDays(var days) ->
          days == 0 ? "today" : "in the next " + EventWords.counted(days, "day");
    };
  }

  private static String moment(Moment moment) {
    return switch (moment) {
      case Moment.Day(var date) -> date.toString();
      case Moment.Local(var time) -> time.toString();
      case Moment.Absolute(var instant) -> instant.toString();
    };
  }
}
