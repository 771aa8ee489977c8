package dev.muster.check;

import dev.muster.campaign.UserZone;
import dev.muster.schedule.UnknownZone;
import dev.muster.source.SourceSample;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How profiles spell time zones that are not known; only the commonest are kept in memory. */
final class ZoneCheck {
  private static final String SUBJECT = "zones";
  private static final String REMEDY =
      "write names of the tz database such as Europe/Berlin, or offsets such as +05:30; for others"
          + " the account's zone is taken, or what user_timezone says under unknown";
  private static final Comparator<UnknownZone> COMMONEST =
      Comparator.comparingLong(UnknownZone::users).reversed().thenComparing(UnknownZone::zone);

  private final Map<String, Long> commonest = new HashMap<>();
  private long others;
  private long profiles;

  private ZoneCheck() {}

  /**
   * The commonest spellings with their numbers; nothing where all zones are known.
   *
   * @throws SQLException when the database refuses the question
   */
  static Optional<Finding> finding(SourceSample sample) throws SQLException {
    var check = new ZoneCheck();
    sample.timezones(check::add);
    return check.profiles == 0 ? Optional.empty() : Optional.of(check.finding());
  }

  private void add(String written, long users) {
    var spelling = UserZone.unknownSpelling(written);
    if (spelling == null) {
      return;
    }
    profiles += users;
    if (UnknownZone.shown(spelling).equals(UnknownZone.OTHER)) {
      others += users;
      return;
    }
    commonest.merge(spelling, users, Long::sum);
    // One more than is shown, to know whether there are more.
    if (commonest.size() > UnknownZone.MOST_SHOWN + 1) {
      commonest.remove(zones().max(COMMONEST).orElseThrow().zone());
    }
  }

  private Stream<UnknownZone> zones() {
    return commonest.entrySet().stream()
        .map(each -> new UnknownZone(each.getKey(), each.getValue()));
  }

  private Finding finding() {
    if (others > 0) {
      commonest.put(UnknownZone.OTHER, others);
    }
    var shown =
        zones()
            .sorted(COMMONEST)
            .limit(UnknownZone.MOST_SHOWN)
            .map(ZoneCheck::said)
            .collect(Collectors.joining(", "));
    return Finding.warning(
        SUBJECT,
        String.format(
            Locale.ROOT,
            "%,d %s: %s%s",
            profiles,
            profiles == 1
                ? "profile has a time zone that is not known"
                : "profiles have time zones that are not known",
            shown,
            commonest.size() > UnknownZone.MOST_SHOWN ? ", …" : ""),
        REMEDY);
  }

  private static String said(UnknownZone zone) {
    return String.format(
        Locale.ROOT,
        zone.zone().equals(UnknownZone.OTHER) ? "%s (%,d)" : "\"%s\" (%,d)",
        zone.zone(),
        zone.users());
  }
}
