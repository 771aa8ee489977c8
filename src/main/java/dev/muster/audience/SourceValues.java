package dev.muster.audience;

import dev.muster.audience.SourceTable.Name;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * What is wrong with single values of {@code profiles} or {@code events}, told by column.
 *
 * @param unreadable what a view cannot make of a row: with one such value, nobody is found
 * @param noObjects what should be JSON objects, and none is
 * @param someNoObjects what should be JSON objects, and some are not: they count as objects without
 *     names
 */
public record SourceValues(
    List<String> unreadable, List<String> noObjects, List<String> someNoObjects) {
  /** Of events there may be very many. */
  private static final int MOST_EVENTS = 100_000;

  private static final int SAMPLE = 10_000;

  public SourceValues {
    unreadable = List.copyOf(unreadable);
    noObjects = List.copyOf(noObjects);
    someNoObjects = List.copyOf(someNoObjects);
  }

  /**
   * Reads all rows of a view of profiles, and some thousands of events or of a table.
   *
   * @throws SQLException when the database cannot be asked
   */
  public static SourceValues look(DataSource source, Dialect dialect, Name name)
      throws SQLException {
    try (var connection = source.getConnection()) {
      var unreadable =
          SourceTable.kind(connection, dialect, name).isEvaluated()
              ? unreadable(connection, name)
              : List.<String>of();
      var noObjects = new ArrayList<String>();
      var someNoObjects = new ArrayList<String>();
      if (unreadable.isEmpty()) {
        for (var column : name.columns()) {
          if (column.type() == SourceColumn.Type.JSON) {
            forms(connection, name, column.name(), noObjects, someNoObjects);
          }
        }
      }
      return new SourceValues(unreadable, noObjects, someNoObjects);
    }
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

  private static void forms(
      Connection connection,
      Name name,
      String column,
      List<String> noObjects,
      List<String> someNoObjects)
      throws SQLException {
    var question =
        """
        select count(case when form <> 'n' then 1 end) as present,
               count(case when form not in ('n', '{') then 1 end) as others
        from (
            select left(ltrim(cast(%s as varchar)), 1) as form
            from (select %s from %s limit %d) some_rows
        ) forms
        """
            .formatted(column, column, name.table(), SAMPLE);
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(question)) {
      row.next();
      long present = row.getLong("present");
      long others = row.getLong("others");
      if (others > 0) {
        (others == present ? noObjects : someNoObjects)
            .add(
                "column %s: %,d of %,d values are no JSON object"
                    .formatted(column, others, present));
      }
    }
  }
}
