package dev.muster.audience;

import dev.muster.campaign.Moment;
import dev.muster.campaign.Window;

/** Windows in words. */
final class WindowWords {
  private WindowWords() {}

  /** Such as {@code in the last 3 days}; empty for ever. */
  static String of(Window window) {
    return switch (window) {
      case Window.Ever _ -> "";
      case Window.LastDays(var days) ->
          days == 0 ? "today" : "in the last " + EventWords.counted(days, "day");
      case Window.LastHours(var hours) -> "in the last " + EventWords.counted(hours, "hour");
      case Window.DaysAgo(var days) ->
          days == 0 ? "today" : days == 1 ? "yesterday" : days + " days ago";
      case Window.BetweenDaysAgo(var nearest, var farthest) ->
          "between %d and %s ago".formatted(nearest, EventWords.counted(farthest, "day"));
      case Window.BetweenHoursAgo(var nearest, var farthest) ->
          "between %d and %s ago".formatted(nearest, EventWords.counted(farthest, "hour"));
      case Window.MoreThanDaysAgo(var days) ->
          "more than " + EventWords.counted(days, "day") + " ago";
      case Window.On(var day) -> "on " + day;
      case Window.Between(var first, var last) ->
          "between %s and %s".formatted(moment(first), moment(last));
      case Window.Before(var moment) -> "before " + moment(moment);
      case Window.After(var moment) -> "after " + moment(moment);
      case Window.ThisMonth _ -> "this month";
      case Window.PreviousMonth _ -> "in the month before this";
      case Window.NextDays(var days) ->
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
