package dev.muster.check;

import dev.muster.source.EventSample;
import dev.muster.source.RowSecurity;
import dev.muster.source.SourceTable;
import dev.muster.source.SourceValues;
import dev.muster.source.UserIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether the rows of {@code profiles} and {@code events} can be seen, read and told apart. */
final class SourceRowsCheck {
  private static final String USER_IDS = "user ids";
  private static final String ROW_SECURITY = "row security";
  private static final String NO_EVENT = "no event of a sample of ";

  private SourceRowsCheck() {}

  /** Whether a finding says that a run, which goes on, may not find users whom it should. */
  static boolean tellsOfUnseenUsers(Finding finding) {
    return finding.state() == Finding.State.WARNING
        && (finding.found().startsWith(ROW_SECURITY) || finding.found().startsWith(NO_EVENT));
  }

  static Finding hidden(RowSecurity security) {
    var direct = security.table().equals(security.source());
    return Finding.warning(
        security.source(),
        "%s%s may hide rows from %s: they are in no audience"
            .formatted(
                ROW_SECURITY,
                direct ? "" : " of " + security.table(),
                security.isLogin()
                    ? "the login"
                    : "role " + security.reader() + ", who owns the view over it"),
        security.isLogin()
            ? "if that is not meant, use a role with bypassrls"
            : "if that is not meant, let the view be owned by a role with bypassrls");
  }

  static List<Finding> values(SourceTable.Name name, SourceValues values) {
    var findings = new ArrayList<Finding>();
    for (var fault : values.unreadable()) {
      findings.add(
          Finding.failed(
              name.table(),
              fault + ", and then nobody is found",
              "let the view give null where it cannot cast"));
    }
    for (var fault : values.noObjects()) {
      findings.add(
          Finding.failed(
              name.table(), fault, "see that the view gives JSON, not JSON within a JSON text"));
    }
    for (var fault : values.someNoObjects()) {
      findings.add(
          Finding.warning(name.table(), fault + ": they count as objects without names", null));
    }
    for (var fault : values.absent()) {
      findings.add(Finding.warning(name.table(), fault, null));
    }
    if (values.events() != null) {
      findings.addAll(events(name.table(), values.events()));
    }
    return findings;
  }

  static List<Finding> events(String subject, EventSample sample) {
    var findings = new ArrayList<Finding>();
    if (sample.incomplete() > 0) {
      findings.add(
          Finding.warning(
              subject,
              String.format(
                  Locale.ROOT,
                  sample.incomplete() == 1
                      ? "%,d of the %,d sampled events has no user id, name or time and counts for"
                          + " no one"
                      : "%,d of the %,d sampled events have no user id, name or time and count for"
                          + " no one",
                  sample.incomplete(),
                  sample.sampled()),
              null));
    }
    if (sample.isAllAhead()) {
      findings.add(
          allOfAnotherTime(
              subject, sample, "lies before tomorrow", "in milliseconds, and taken for seconds"));
    }
    if (sample.isAllLongAgo()) {
      findings.add(
          allOfAnotherTime(
              subject, sample, "is later than 1989", "in seconds, and taken for milliseconds"));
    }
    return findings;
  }

  private static Finding allOfAnotherTime(
      String subject, EventSample sample, String as, String perhaps) {
    return Finding.warning(
        subject,
        String.format(
            Locale.ROOT,
            "%s%,d %s: the latest is of year %d",
            NO_EVENT,
            sample.sampled(),
            as,
            sample.latestYear()),
        "is occurred_at a number in the data, " + perhaps + "?");
  }

  static Finding userIds(UserIds ids) {
    if (ids.doubled() > 0) {
      return Finding.failed(USER_IDS, ids.said(), UserIds.REMEDY);
    }
    return ids.missing() > 0
        ? Finding.warning(
            USER_IDS,
            (ids.missing() == 1
                    ? "%,d row has none, and is ignored"
                    : "%,d rows have none, and are ignored")
                .formatted(ids.missing()),
            null)
        : Finding.ok(USER_IDS, "one row a user");
  }
}
