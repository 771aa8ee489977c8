package dev.muster.source;

import dev.muster.source.SourceTable.Name;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with single values of {@code profiles} or {@code events}, told by column.
 *
 * @param unreadable what a view cannot make of a row: with one such value, nobody is found
 * @param noObjects what should be JSON objects, and none is
 * @param someNoObjects what should be JSON objects, and some are not: they count as objects without
 *     names
 * @param absent what is JSON that the database cannot work with
 * @param events a sample of them; null of profiles, and where a value cannot be read
 */
public record SourceValues(
    List<String> unreadable,
    List<String> noObjects,
    List<String> someNoObjects,
    List<String> absent,
    @Nullable EventSample events) {
  /** Of events there may be very many. */
  private static final int MOST_EVENTS = 100_000;

  private static final int SAMPLE = 10_000;

  public SourceValues {
    unreadable = List.copyOf(unreadable);
    noObjects = List.copyOf(noObjects);
    someNoObjects = List.copyOf(someNoObjects);
    absent = List.copyOf(absent);
  }

  /**
   * Reads all rows of a view of profiles, and some thousands of events or of a table.
   *
   * @throws SQLException when the database cannot be asked
   */
  public static SourceValues look(SourceDatabase source, Name name) throws SQLException {
    try (var connection = source.pool().getConnection()) {
      var unreadable =
          SourceTable.kind(connection, source.product(), name).isEvaluated()
              ? unreadable(connection, name)
              : List.<String>of();
      if (!unreadable.isEmpty()) {
        return new SourceValues(unreadable, List.of(), List.of(), List.of(), null);
      }
      var json = source.product().safeJson(connection);
      var forms = new ArrayList<Forms>();
      var absent = new ArrayList<String>();
      for (var column : name.columns()) {
        if (column.type() == SourceColumn.Type.JSON) {
          var form = forms(connection, name, column.name(), json);
          forms.add(form);
          if (form.absent() > 0) {
            absent.add(form.unreadable());
          }
          if (!json.tells() && mayBeUnreadable(connection, source.product(), name, column)) {
            absent.add(
                (source.apart() == null
                        ? "column %s: values that cannot be read as jsonb count as absent; how many they are can be told when Muster's tables are there"
                        : "column %s is json: a value that jsonb cannot hold ends the run; let a view give jsonb")
                    .formatted(column.name()));
          }
        }
      }
      return new SourceValues(
          unreadable,
          forms.stream().filter(Forms::isNoObject).map(Forms::noObjects).toList(),
          forms.stream().filter(Forms::areSomeNoObjects).map(Forms::noObjects).toList(),
          absent,
          name == Name.EVENTS ? EventSample.look(connection, source.product(), SAMPLE) : null);
    }
  }

  /** The type whose values need not be what audiences work with. */
  private static boolean mayBeUnreadable(
      Connection connection, Product product, Name name, SourceColumn column) throws SQLException {
    var catalog = product.catalog(connection);
    var found = catalog.columns(catalog.find(name.table()).orElseThrow()).get(column.name());
    return found != null && product.mayHoldUnreadableJson(found);
  }

  private static List<String> unreadable(Connection connection, Name name) throws SQLException {
    try {
      read(connection, name, name.columnNames());
      return List.of();
    } catch (SQLException e) {
      var columns = new ArrayList<String>();
      for (var column : name.columnNames()) {
        try {
          read(connection, name, List.of(column));
        } catch (SQLException ofColumn) {
          // Its own words may quote a user.
          columns.add(
              "column %s: a value cannot be read (SQLSTATE %s)"
                  .formatted(column, ofColumn.getSQLState()));
        }
      }
      if (columns.isEmpty()) {
        throw e;
      }
      if (columns.size() == name.columns().size()) {
        // H2 evaluates a view as a whole, whichever column it is asked for.
        return List.of(
            "a value of one of its columns cannot be read (SQLSTATE %s)"
                .formatted(e.getSQLState()));
      }
      return columns;
    }
  }

  private static void read(Connection connection, Name name, List<String> columns)
      throws SQLException {
    var counts =
        columns.stream()
            .map(column -> "count(" + column + ") as c_" + column)
            .collect(Collectors.joining(", "));
    var rows =
        switch (name) {
          case PROFILES -> "profiles";
          case EVENTS ->
              "(select %s from events limit %d) some_events"
                  .formatted(String.join(", ", columns), MOST_EVENTS);
        };
    try (var statement = connection.createStatement();
        var result = statement.executeQuery("select " + counts + " from " + rows)) {
      result.next();
    }
  }

  /**
   * What the values of a column of JSON are.
   *
   * @param present how many are there and not JSON's null
   * @param absent how many of these the database cannot work with
   * @param others how many of these are no objects, of those that it can
   */
  private record Forms(String column, long present, long absent, long others) {
    boolean isNoObject() {
      return others > 0 && others == present - absent;
    }

    boolean areSomeNoObjects() {
      return others > 0 && others < present - absent;
    }

    String noObjects() {
      return String.format(
          Locale.ROOT,
          "column %s: %,d of %s no JSON object",
          column,
          others,
          present == 1 ? "1 value is" : String.format(Locale.ROOT, "%,d values are", present));
    }

    String unreadable() {
      return String.format(
          Locale.ROOT,
          "column %s: %,d of the %,d sampled values cannot be read as jsonb and %s as absent",
          column,
          absent,
          present,
          absent == 1 ? "counts" : "count");
    }
  }

  private static Forms forms(Connection connection, Name name, String column, SafeJson json)
      throws SQLException {
    var question =
        """
        select count(case when form <> 'n' then 1 end) as present,
               count(case when form <> 'n' and not safe then 1 end) as absent,
               count(case when form not in ('n', '{') and safe then 1 end) as others
        from (
            select left(ltrim(cast(COLUMN as varchar)), 1) as form, SAFE is not null as safe
            from (select COLUMN from TABLE limit MOST) some_rows
        ) forms
        """
            .replace("COLUMN", column)
            .replace("SAFE", json.read(column))
            .replace("TABLE", name.table())
            .replace("MOST", "" + SAMPLE);
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(question)) {
      row.next();
      return new Forms(
          column, row.getLong("present"), row.getLong("absent"), row.getLong("others"));
    }
  }
}
