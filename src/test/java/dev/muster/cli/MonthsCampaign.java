package dev.muster.cli;

import dev.muster.campaign.When;
import dev.muster.schedule.BiweeklyDays;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * A campaign of the simulated month: as its file has it, and once more as it is meant.
 *
 * @param file its text after the head
 * @param times for which it is planned, in order, by another library or by hand
 * @param zone where its clock times are read
 * @param windows when users may be sent to; what it says of planned times does not count
 */
record MonthsCampaign(
    String id, String file, List<Instant> times, ZoneId zone, Audience audience, When windows) {
  static final ZoneId ACCOUNT = ZoneId.of("Europe/Berlin");

  /**
   * Who gets it.
   *
   * @param proOnly whether only users on that plan
   * @param controlPerMille the control group's share
   * @param cap the most users of a run, 0 for all
   * @param againDays how many days later a user may be reached again, 0 for at once
   */
  record Audience(String text, boolean proOnly, int controlPerMille, int cap, int againDays) {
    static final Audience EVERYONE =
        new Audience("{ audience: { everyone: true } }", false, 0, 0, 0);
    static final Audience CAPPED =
        new Audience(
            "{ audience: { everyone: true }, control_group: { percent: 10 }, cap: { only: 100 } }",
            false,
            100,
            100,
            0);
    static final Audience EVERY_THREE_DAYS =
        new Audience("{ audience: { everyone: true }, again: { after: 3d } }", false, 0, 0, 3);
    static final Audience PRO =
        new Audience(
            "{ audience: { profile: { plan: pro } }, control_group: { percent: 10 } }",
            true,
            100,
            0,
            0);
  }

  /** The whole file. */
  String text() {
    return text(id, "published", audience.text(), file);
  }

  /** A file that no launch of the folder may run. */
  static String neverRun(String id, String status, String when) {
    return text(id, status, Audience.EVERYONE.text(), when);
  }

  private static String text(String id, String status, String who, String when) {
    return """
    campaign: %s
    name: Campaign %s
    owner: growth@example.com
    status: %s
    who: %s
    what: { track: Offer }
    when:
    %s\
    """
        .formatted(id, id, status, who, when.indent(2));
  }

  static MonthsCampaign of(
      String id, String file, List<Instant> times, String zone, Audience audience, When windows) {
    return new MonthsCampaign(id, file, times, ZoneId.of(zone), audience, windows);
  }

  /**
   * One that is repeated.
   *
   * @param rule its first and last day, and rules of RFC 5545
   */
  static MonthsCampaign repeated(
      String id,
      String file,
      String rule,
      List<String> clockTimes,
      String zone,
      Audience audience,
      When windows) {
    var words = rule.split(" ", -1);
    var from = LocalDate.parse(words[0]);
    var end = LocalDate.parse(words[1]).plusDays(1);
    var days = new TreeSet<LocalDate>();
    Arrays.stream(words[2].split("\\|", -1))
        .forEach(each -> days.addAll(BiweeklyDays.of(each, from, end)));
    var times =
        days.headSet(end).stream()
            .flatMap(day -> clockTimes.stream().map(time -> day.atTime(LocalTime.parse(time))))
            .map(written -> written.atZone(ZoneId.of(zone)).toInstant())
            .toList();
    return of(id, file, times, zone, audience, windows);
  }
}
