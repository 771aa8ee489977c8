package dev.muster.check;

import dev.muster.audience.Dialect;
import dev.muster.audience.EventSample;
import dev.muster.audience.SourceTable;
import dev.muster.audience.SourceValues;
import dev.muster.audience.UserIds;
import dev.muster.store.Capabilities;
import dev.muster.store.RowSecurity;
import dev.muster.store.Schema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Whether Muster's tables are up to date, its login may do what a run does, and profiles and events
 * are what audiences need. Nothing is changed.
 */
public record DatabaseCheck(DataSource source, Dialect dialect) {
  private static final String SCHEMA = "schema";
  private static final String STORAGE = "storage";
  private static final String RIGHTS = "rights";
  private static final String TEMPORARY = "temporary";
  private static final String ABSENT = "not there yet";
  private static final String USER_IDS = "user ids";
  private static final String ROW_SECURITY = "row security";
  private static final String NO_EVENT = "no event of a sample of ";
  private static final int MOST_SCHEMAS = 3;
  private static final String PROFILES_INDEX =
      "create unique index concurrently profiles_user_id on profiles (user_id)";
  private static final String EVENTS_INDEX =
      "create index concurrently events_name_time on events (name, occurred_at, user_id)";

  /**
   * Schema, storage, rights, temporary space, profiles, events and user ids, a line each, in this
   * order. All profiles are read where the database itself does not see to it that user ids differ.
   *
   * @throws SQLException when the database cannot be asked
   */
  public List<Finding> findings() throws SQLException {
    var lacking = Capabilities.toUseTables(source, dialect);
    if (!lacking.isEmpty()) {
      return List.of(rights(lacking));
    }
    var schema = Schema.state(source, dialect);
    var findings = new ArrayList<Finding>();
    findings.add(schema(schema));
    findings.add(
        finding(STORAGE, "takes what is written", Capabilities.ofDatabase(source, dialect)));
    if (Finding.anyFailed(findings)) {
      return findings;
    }
    findings.add(
        rights(schema.isCurrent() ? List.of() : Capabilities.toMakeTables(source, dialect)));
    findings.add(temporarySpace(Capabilities.forLargeWork(source, dialect)));
    var readable = EnumSet.noneOf(SourceTable.Name.class);
    for (var name : SourceTable.Name.values()) {
      var table = SourceTable.look(source, dialect, name);
      findings.add(table(name, table, schema.isCurrent(), dialect));
      if (table.kind() != SourceTable.Kind.ABSENT && table.faults().isEmpty()) {
        readable.add(name);
      }
    }
    RowSecurity.find(source, dialect).stream().map(DatabaseCheck::hidden).forEach(findings::add);
    for (var name : readable) {
      findings.addAll(values(name, SourceValues.look(source, dialect, name)));
    }
    if (readable.contains(SourceTable.Name.PROFILES) && !Finding.anyFailed(findings)) {
      findings.add(userIds(SourceTable.userIds(source, dialect)));
    }
    return findings;
  }

  /** Whether a finding says that a table of the source is not there. */
  public static boolean tellsOfAbsence(Finding finding) {
    return finding.found().startsWith(ABSENT);
  }

  /** Whether a finding says that a run, which goes on, may not find users whom it should. */
  public static boolean tellsOfUnseenUsers(Finding finding) {
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

  static Finding schema(Schema.State state) {
    if (state.fault() != null) {
      return Finding.failed(SCHEMA, state.fault().found(), state.fault().remedy());
    }
    if (state.isCurrent()) {
      return Finding.ok(SCHEMA, "version " + state.found());
    }
    return Finding.warning(
        SCHEMA,
        state.found() == null
            ? "Muster's tables are not there yet"
            : "version %s, this program works with %s".formatted(state.found(), state.wanted()),
        "the next import or run brings it there");
  }

  private static Finding rights(List<Capabilities.Fault> faults) {
    return finding(RIGHTS, "the login may do what a run does", faults);
  }

  private static Finding temporarySpace(List<Capabilities.Fault> faults) {
    var finding = finding(TEMPORARY, "there is room for large results", faults);
    return finding.remedy() == null
        ? finding
        : Finding.warning(TEMPORARY, finding.found(), finding.remedy());
  }

  static Finding finding(String subject, String fine, List<Capabilities.Fault> faults) {
    return faults.isEmpty()
        ? Finding.ok(subject, fine)
        : Finding.failed(
            subject,
            faults.stream().map(Capabilities.Fault::found).collect(Collectors.joining(", ")),
            faults.stream()
                .map(Capabilities.Fault::remedy)
                .distinct()
                .collect(Collectors.joining("; ")));
  }

  static Finding table(
      SourceTable.Name name, SourceTable table, boolean schemaIsCurrent, Dialect dialect) {
    var subject = name.table();
    if (table.kind() == SourceTable.Kind.ABSENT) {
      return absent(subject, table, schemaIsCurrent);
    }
    if (!table.faults().isEmpty()) {
      return Finding.failed(subject, table.said() + where(table), table.remedy());
    }
    if (table.empty() && !table.behind().isEmpty()) {
      return Finding.failed(
          subject,
          "empty, and hides the other" + where(table),
          "drop table %s.%s, if it was made by mistake, or change the login's search_path"
              .formatted(table.schema(), subject));
    }
    if (table.empty()) {
      return Finding.warning(
          subject,
          "empty" + where(table),
          table.made()
              ? "muster import " + subject + " FILE"
              : "see that it has rows, and that the login sees them");
    }
    return switch (table.kind()) {
      case VIEW ->
          Finding.ok(
              subject,
              "a view%s; 'muster check CAMPAIGN' tells by which indexes it is read"
                  .formatted(where(table)));
      case FOREIGN ->
          Finding.ok(
              subject,
              "a foreign table%s; its indexes are the other server's".formatted(where(table)));
      case TABLE, PARTITIONED, MATERIALIZED, ABSENT -> index(name, table, dialect);
    };
  }

  private static Finding absent(String subject, SourceTable table, boolean schemaIsCurrent) {
    var hidden =
        table.elsewhere().isEmpty()
            ? ""
            : " (that of schema %s is not in the login's search_path)"
                .formatted(some(table.elsewhere()));
    return schemaIsCurrent
        ? Finding.failed(
            subject, "no such table" + hidden, "create it, or a view of that name over your own")
        : Finding.warning(subject, ABSENT + hidden, "the next import or run makes it");
  }

  /** Which one is read, where there are several. */
  private static String where(SourceTable table) {
    return table.elsewhere().isEmpty()
        ? ""
        : " (of schema %s; also in %s, not read)"
            .formatted(table.schema(), some(table.elsewhere()));
  }

  private static String some(List<String> schemas) {
    return schemas.size() <= MOST_SCHEMAS
        ? String.join(", ", schemas)
        : "%s and %d more"
            .formatted(
                String.join(", ", schemas.subList(0, MOST_SCHEMAS)), schemas.size() - MOST_SCHEMAS);
  }

  private static Finding index(SourceTable.Name name, SourceTable table, Dialect dialect) {
    return switch (name) {
      case PROFILES -> index(name, table, PROFILES_INDEX, dialect, "user_id");
      case EVENTS -> index(name, table, EVENTS_INDEX, dialect, "name", "occurred_at");
    };
  }

  private static Finding index(
      SourceTable.Name name, SourceTable table, String remedy, Dialect dialect, String... columns) {
    return table.isIndexedBy(columns)
        ? Finding.ok(
            name.table(),
            table.kind().said() + ", indexed by " + String.join(" and ", columns) + where(table))
        : Finding.warning(
            name.table(),
            table.kind().said() + " without index on " + String.join(", ", columns) + where(table),
            switch (dialect) {
              case POSTGRESQL ->
                  table.kind() == SourceTable.Kind.PARTITIONED ? forPartitions(name) : remedy;
              // It knows no other way.
              case H2 -> remedy.replace(" concurrently", "");
            });
  }

  /** PostgreSQL makes no index concurrently on the whole, and none is unique without its key. */
  private static String forPartitions(SourceTable.Name name) {
    return switch (name) {
      case PROFILES -> forPartitions("profiles_user_id", "profiles (user_id)");
      case EVENTS -> forPartitions("events_name_time", "events (name, occurred_at, user_id)");
    };
  }

  private static String forPartitions(String index, String on) {
    return "create index %s on only %s; then create the same index concurrently on each partition,"
            .formatted(index, on)
        + " and attach each: alter index %s attach partition …".formatted(index);
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
