package dev.muster.check;

import dev.muster.source.SourceDatabase;
import dev.muster.source.SourceTable;
import dev.muster.store.Capabilities;
import dev.muster.store.DatabaseType;
import dev.muster.store.Schema;
import dev.muster.store.Sessions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Whether Muster's tables are up to date, its login may do what a run does, and profiles and events
 * are what audiences need. Nothing is changed.
 *
 * @param source profiles and events beside Muster's tables, or null when they lie elsewhere
 */
public record DatabaseCheck(
    DataSource database, DatabaseType databaseType, @Nullable SourceDatabase source) {
  private static final String SCHEMA = "schema";
  private static final String STORAGE = "storage";
  private static final String RIGHTS = "rights";
  private static final String SESSIONS = "sessions";
  private static final String TEMPORARY = "temporary";

  /**
   * Schema, storage, rights, temporary space, and what {@link SourceTablesCheck} finds where
   * profiles and events lie beside, a line each, in this order. All profiles are read where the
   * database itself does not see to it that user ids differ.
   *
   * @throws SQLException when the database cannot be asked
   */
  public List<Finding> findings() throws SQLException {
    var lacking = Capabilities.toUseTables(database, databaseType, sourceColumns());
    if (!lacking.isEmpty()) {
      return List.of(rights(lacking));
    }
    var sessions = Sessions.lacking(database, databaseType);
    if (!sessions.isEmpty()) {
      return List.of(finding(SESSIONS, "", sessions));
    }
    var schema = Schema.look(database, databaseType);
    var findings = new ArrayList<Finding>(List.of(schema(schema), storageWithRoom()));
    if (Finding.anyFailed(findings)) {
      return findings;
    }
    findings.add(
        rights(schema.isCurrent() ? List.of() : Capabilities.toMakeTables(database, databaseType)));
    findings.add(temporarySpace(Capabilities.forLargeWork(database, databaseType)));
    if (source != null) {
      findings.addAll(
          new SourceTablesCheck(source, schema.isCurrent()).findings(!Finding.anyFailed(findings)));
    }
    return findings;
  }

  /**
   * What keeps Muster's tables from being made, or brought up to date, and the source's from being
   * made, as {@link #findings} says it: asked before anything is changed, where they are not
   * current.
   *
   * @throws SQLException when the database cannot be asked
   */
  public List<Finding> faultsBeforeMigration() throws SQLException {
    var lacking = Capabilities.toUseTables(database, databaseType, sourceColumns());
    if (!lacking.isEmpty()) {
      return List.of(rights(lacking));
    }
    var findings = new ArrayList<Finding>();
    findings.add(schema(Schema.state(database, databaseType)));
    findings.add(storage());
    findings.add(rights(Capabilities.toMakeTables(database, databaseType)));
    if (source != null) {
      for (var name : SourceTable.Name.values()) {
        // What is there is not made, and may be one that nobody can read yet.
        if (SourceTable.kind(source, name) == SourceTable.Kind.ABSENT) {
          var absent = SourceTable.look(source, name);
          findings.add(SourceTableCheck.table(name, absent, false, source.product(), false));
        }
      }
    }
    return findings.stream().filter(finding -> finding.state() == Finding.State.FAILED).toList();
  }

  private List<String> sourceColumns() {
    if (source == null) {
      return List.of();
    }
    return Arrays.stream(SourceTable.Name.values())
        .flatMap(name -> name.columnNames().stream())
        .toList();
  }

  /** Whether a finding says that a table of the source is not there. */
  public static boolean tellsOfAbsence(Finding finding) {
    return SourceTableCheck.tellsOfAbsence(finding);
  }

  /** Whether a finding says that a run, which goes on, may not find users whom it should. */
  public static boolean tellsOfUnseenUsers(Finding finding) {
    return SourceRowsCheck.tellsOfUnseenUsers(finding);
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

  private Finding storage() throws SQLException {
    return finding(
        STORAGE, "takes what is written", Capabilities.ofDatabase(database, databaseType));
  }

  private Finding storageWithRoom() throws SQLException {
    var storage = storage();
    return storage.state() == Finding.State.FAILED
        ? storage
        : warning(STORAGE, storage.found(), Capabilities.ofDisk(database, databaseType));
  }

  private static Finding rights(List<Capabilities.Fault> faults) {
    return finding(RIGHTS, "the login may do what a run does", faults);
  }

  private static Finding temporarySpace(List<Capabilities.Fault> faults) {
    return warning(TEMPORARY, "there is room for large results", faults);
  }

  /** Of what a small run can do without. */
  private static Finding warning(String subject, String fine, List<Capabilities.Fault> faults) {
    var finding = finding(subject, fine, faults);
    return finding.remedy() == null
        ? finding
        : Finding.warning(subject, finding.found(), finding.remedy());
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
}
