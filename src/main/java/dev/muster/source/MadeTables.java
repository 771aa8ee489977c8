package dev.muster.source;

import dev.muster.source.SourceTable.Name;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

/**
 * Makes {@code profiles} and {@code events} where the names lead nowhere, and marks as Muster's
 * what it makes. What is visible through the search path is a shop's own: it is not altered, locked
 * or indexed, and nothing is made in front of it.
 *
 * @param source with the search path that everybody has
 */
public record MadeTables(SourceDatabase source) {

  /**
   * Makes them.
   *
   * @param connection of a schema's migration, in whose transaction it happens
   * @param madeBefore whether an earlier version, which put no mark on them, may have made them: if
   *     they are exactly as it made them, they are marked, too
   * @throws SQLException when the database refuses it
   */
  public void make(Connection connection, boolean madeBefore) throws SQLException {
    for (var name : Name.values()) {
      if (!isVisible(name)) {
        execute(connection, text(name.table()));
        mark(connection, name);
      } else if (madeBefore && isAsMade(connection, name)) {
        mark(connection, name);
      }
    }
  }

  /**
   * Gives the events that were made before the column {@code arrival}, which those that are there
   * already leave empty, and the indexes that live campaigns want. A shop's own stay as they are,
   * and what belongs to another login.
   *
   * @param connection of a schema's migration, in whose transaction it happens
   * @throws SQLException when the database refuses it
   */
  public void addArrivals(Connection connection) throws SQLException {
    var events = source.product().catalog(connection).find(Name.EVENTS.table());
    var isMade = events.isPresent() && events.get().comment().equals(SourceTable.MARK);
    if (isMade && !source.product().making().found(connection, Name.EVENTS).isEmpty()) {
      execute(connection, text("arrivals"));
    }
  }

  private boolean isVisible(Name name) throws SQLException {
    return SourceTable.kind(source, name) != SourceTable.Kind.ABSENT;
  }

  /** Whether it has the columns that Muster gives it, and no others, and is the login's own. */
  private boolean isAsMade(Connection connection, Name name) throws SQLException {
    var making = source.product().making();
    return making.found(connection, name).equals(making.made(name));
  }

  private static void mark(Connection connection, Name name) throws SQLException {
    execute(connection, "comment on table %s is '%s'".formatted(name.table(), SourceTable.MARK));
  }

  private String text(String name) {
    var path = "/sql/source/%s/%s.sql".formatted(source.product().making().folder(), name);
    try (var file = Objects.requireNonNull(getClass().getResourceAsStream(path), path)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
