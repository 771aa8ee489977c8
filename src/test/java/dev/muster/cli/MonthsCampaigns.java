package dev.muster.cli;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;

import dev.muster.campaign.When;
import dev.muster.campaign.When.CatchUp;
import dev.muster.campaign.When.CutOff;
import dev.muster.campaign.When.DoNotDisturb;
import dev.muster.campaign.When.DoNotDisturb.Then;
import dev.muster.campaign.When.UserTimezone;
import dev.muster.campaign.When.UserTimezone.Passed;
import dev.muster.campaign.When.UserTimezone.Unknown;
import dev.muster.cli.MonthsCampaign.Audience;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The campaigns of the simulated month that are to run. */
final class MonthsCampaigns {
  private MonthsCampaigns() {}

  /** All that are ever to run. */
  static List<MonthsCampaign> all() {
    return List.of(
        list(),
        single(),
        daily(),
        everyThreeDays(),
        weekly(),
        onThe31st(),
        lastFriday(),
        lastDay(),
        cron(),
        cronOrNever());
  }

  /** The third of these is skipped by the clock of New York, which moves it by an hour. */
  private static MonthsCampaign list() {
    return MonthsCampaign.of(
        "list",
        """
        at: [2027-03-02T09:07, 2027-03-13T20:00, 2027-03-14T02:30, 2027-03-20T09:00:00+01:00]
        timezone: America/New_York
        catch_up: all
        """,
        List.of(
            Instant.parse("2027-03-02T14:07:00Z"),
            Instant.parse("2027-03-14T01:00:00Z"),
            Instant.parse("2027-03-14T07:30:00Z"),
            Instant.parse("2027-03-20T08:00:00Z")),
        "America/New_York",
        Audience.CAPPED,
        windows(CatchUp.ALL, null, null, null));
  }

  /** Berlin, and half of Europe, puts its clock forward while users wait for theirs to show it. */
  private static MonthsCampaign single() {
    return MonthsCampaign.of(
        "single",
        """
        at: 2027-03-27T21:40
        timezone: Europe/Berlin
        catch_up: none
        user_timezone: { passed: next_day }
        """,
        List.of(Instant.parse("2027-03-27T20:40:00Z")),
        "Europe/Berlin",
        Audience.EVERYONE,
        windows(CatchUp.NONE, new UserTimezone(Passed.NEXT_DAY, Unknown.ACCOUNT), null, null));
  }

  private static MonthsCampaign daily() {
    return MonthsCampaign.repeated(
        "daily",
        """
        from: 2027-03-01
        until: 2027-04-05
        repeat: { every: day, at: "09:02" }
        """,
        "2027-03-01 2027-04-05 FREQ=DAILY",
        List.of("09:02"),
        "Europe/Berlin",
        Audience.EVERY_THREE_DAYS,
        windows(CatchUp.LATEST, null, null, null));
  }

  private static MonthsCampaign everyThreeDays() {
    return MonthsCampaign.repeated(
        "three-days",
        """
        from: 2027-02-28
        until: 2027-04-04
        repeat: { every: 3 days, at: "23:30" }
        timezone: America/New_York
        catch_up: all
        do_not_disturb: { from: "22:00", to: "07:15", days: [fri, sat, sun], then: delay }
        """,
        "2027-02-28 2027-04-04 FREQ=DAILY;INTERVAL=3",
        List.of("23:30"),
        "America/New_York",
        Audience.EVERYONE,
        windows(
            CatchUp.ALL,
            null,
            quiet("22:00", "07:15", EnumSet.of(FRIDAY, SATURDAY, SUNDAY), Then.DELAY),
            null));
  }

  private static MonthsCampaign weekly() {
    return MonthsCampaign.repeated(
        "weekly",
        """
        from: 2027-03-01
        until: 2027-04-05
        repeat: { every: 3 weeks, on: [mon, thu], at: "18:45" }
        timezone: Australia/Sydney
        user_timezone: { passed: skip, unknown: skip }
        cut_off: "19:00"
        """,
        "2027-03-01 2027-04-05 FREQ=WEEKLY;INTERVAL=3;WKST=MO;BYDAY=MO,TH",
        List.of("18:45"),
        "Australia/Sydney",
        Audience.EVERYONE,
        windows(
            CatchUp.LATEST,
            new UserTimezone(Passed.SKIP, Unknown.SKIP),
            null,
            new CutOff.AtClock(LocalTime.of(19, 0))));
  }

  private static MonthsCampaign onThe31st() {
    return MonthsCampaign.repeated(
        "thirty-first",
        """
        from: 2027-02-01
        until: 2027-04-05
        repeat: { every: month, on: [31], short_month: last_day, at: "10:00" }
        timezone: Pacific/Auckland
        user_timezone: { passed: next_day, unknown: account }
        do_not_disturb: { from: "09:30", to: "10:30", days: [wed], then: delay }
        cut_off: { after: 6h }
        """,
        "2027-02-01 2027-04-05 FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
        List.of("10:00"),
        "Pacific/Auckland",
        Audience.EVERYONE,
        windows(
            CatchUp.LATEST,
            new UserTimezone(Passed.NEXT_DAY, Unknown.ACCOUNT),
            quiet("09:30", "10:30", EnumSet.of(WEDNESDAY), Then.DELAY),
            new CutOff.After(Duration.ofHours(6))));
  }

  private static MonthsCampaign lastFriday() {
    return MonthsCampaign.repeated(
        "last-friday",
        """
        from: 2027-03-01
        until: 2027-04-05
        repeat: { every: month, on: [last fri], at: "07:30" }
        timezone: Asia/Tokyo
        catch_up: none
        do_not_disturb: { from: "22:00", to: "08:00", then: discard }
        """,
        "2027-03-01 2027-04-05 FREQ=MONTHLY;BYDAY=-1FR",
        List.of("07:30"),
        "Asia/Tokyo",
        Audience.EVERYONE,
        windows(
            CatchUp.NONE,
            null,
            quiet("22:00", "08:00", EnumSet.allOf(DayOfWeek.class), Then.DISCARD),
            null));
  }

  private static MonthsCampaign lastDay() {
    return MonthsCampaign.repeated(
        "last-day",
        """
        from: 2027-02-28
        until: 2027-04-05
        repeat: { every: month, on: [last day, first mon], at: "00:00" }
        timezone: Pacific/Kiritimati
        catch_up: all
        do_not_disturb: { from: "21:00", to: "09:00", days: [mon, tue, wed, thu, fri], then: delay }
        cut_off: "12:00"
        """,
        "2027-02-28 2027-04-05 FREQ=MONTHLY;BYMONTHDAY=-1|FREQ=MONTHLY;BYDAY=1MO",
        List.of("00:00"),
        "Pacific/Kiritimati",
        Audience.EVERYONE,
        windows(
            CatchUp.ALL,
            null,
            quiet(
                "21:00",
                "09:00",
                EnumSet.of(MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY),
                Then.DELAY),
            new CutOff.AtClock(LocalTime.of(12, 0))));
  }

  private static MonthsCampaign cron() {
    return MonthsCampaign.repeated(
        "cron",
        """
        from: 2027-02-28
        until: 2027-04-04
        repeat: { cron: "20 */8 * * sun,wed" }
        timezone: Asia/Kathmandu
        """,
        "2027-02-28 2027-04-04 FREQ=WEEKLY;BYDAY=SU,WE",
        List.of("00:20", "08:20", "16:20"),
        "Asia/Kathmandu",
        Audience.PRO,
        windows(CatchUp.LATEST, null, null, null));
  }

  private static MonthsCampaign cronOrNever() {
    return MonthsCampaign.repeated(
        "cron-or-never",
        """
        from: 2027-02-28
        until: 2027-04-04
        repeat: { cron: "10 4,16 * * 0,3" }
        timezone: America/St_Johns
        catch_up: none
        do_not_disturb: { from: "23:30", to: "06:30", days: [sat, sun], then: discard }
        """,
        "2027-02-28 2027-04-04 FREQ=WEEKLY;BYDAY=SU,WE",
        List.of("04:10", "16:10"),
        "America/St_Johns",
        Audience.PRO,
        windows(
            CatchUp.NONE,
            null,
            quiet("23:30", "06:30", EnumSet.of(SATURDAY, SUNDAY), Then.DISCARD),
            null));
  }

  private static When windows(
      CatchUp catchUp,
      @Nullable UserTimezone userTimezone,
      @Nullable DoNotDisturb quiet,
      @Nullable CutOff cutOff) {
    return new When(new When.AtLaunch(), null, catchUp, userTimezone, quiet, cutOff);
  }

  private static DoNotDisturb quiet(String from, String to, Set<DayOfWeek> days, Then then) {
    return new DoNotDisturb(LocalTime.parse(from), LocalTime.parse(to), days, then);
  }
}
