package dev.muster.check;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesProvider;
import java.util.List;

/** What the program finds where it runs. */
public final class MachineCheck {
  private static final int YEARS = 2;

  private MachineCheck() {}

  /**
   * Time zone data, in a line.
   *
   * @param now by this machine's clock
   */
  public static List<Finding> findings(Instant now) {
    return List.of(timeZones(ZoneRulesProvider.getVersions("UTC").lastEntry().getKey(), now));
  }

  /**
   * Whether the time zone data is recent.
   *
   * @param version as the IANA names it: the year and a letter
   */
  static Finding timeZones(String version, Instant now) {
    var year = Integer.parseInt(version.substring(0, 4));
    return now.atOffset(ZoneOffset.UTC).getYear() - year > YEARS
        ? Finding.warning("time zones", "data of " + version, "use a current Java")
        : Finding.ok("time zones", "data of " + version);
  }
}
