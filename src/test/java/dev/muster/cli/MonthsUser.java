package dev.muster.cli;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user of the simulated month.
 *
 * @param timezone as it stands on the profile, or null
 * @param zone what that means, or null where it means nothing
 */
record MonthsUser(
    String id, @Nullable String timezone, @Nullable ZoneId zone, boolean pro, boolean optedOut) {

  private static final List<String> ZONES =
      List.of(
          "Pacific/Pago_Pago",
          "Pacific/Marquesas",
          "America/Los_Angeles",
          "America/New_York",
          "America/St_Johns",
          "Atlantic/Azores",
          "Europe/London",
          "Europe/Berlin",
          "Asia/Kolkata",
          "Asia/Kathmandu",
          "Australia/Eucla",
          "Australia/Adelaide",
          "Australia/Sydney",
          "Australia/Lord_Howe",
          "Pacific/Auckland",
          "Pacific/Chatham",
          "Pacific/Kiritimati");
  private static final List<String> NO_ZONES = List.of("Mars/Olympus_Mons", "CEST", "");

  /** Zones as data have them, and what they mean. */
  private static final List<Map.Entry<String, ZoneId>> SPELLINGS =
      List.of(
          Map.entry(" europe/berlin", ZoneId.of("Europe/Berlin")),
          Map.entry("EST", ZoneOffset.ofHours(-5)),
          Map.entry("UTC+5", ZoneOffset.ofHours(5)),
          Map.entry("-03:30", ZoneOffset.ofHoursMinutes(-3, -30)));

  private static final int IN_EACH = 8;
  private static final int WITHOUT = 5;

  /** Everyone: from 11 hours behind Greenwich to 14 before it, and a few who live nowhere. */
  static List<MonthsUser> all() {
    var users = new ArrayList<MonthsUser>();
    for (var i = 0; i < IN_EACH; i++) {
      for (var zone : ZONES) {
        add(users, zone, ZoneId.of(zone));
      }
    }
    for (var zone : NO_ZONES) {
      add(users, zone, null);
      add(users, zone, null);
    }
    for (var spelling : SPELLINGS) {
      add(users, spelling.getKey(), spelling.getValue());
    }
    for (var i = 0; i < WITHOUT; i++) {
      add(users, null, null);
    }
    return users;
  }

  private static void add(
      List<MonthsUser> users, @Nullable String timezone, @Nullable ZoneId zone) {
    var number = users.size() + 1;
    users.add(new MonthsUser("u" + number, timezone, zone, number % 3 == 0, number % 17 == 0));
  }

  /** The profile, as it is imported. */
  String line() {
    return "{\"user_id\": \"%s\", \"plan\": \"%s\", \"opted_out\": %s%s}%n"
        .formatted(
            id,
            pro ? "pro" : "free",
            optedOut,
            timezone == null ? "" : ", \"timezone\": \"" + timezone + "\"");
  }
}
