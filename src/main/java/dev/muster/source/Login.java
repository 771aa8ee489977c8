package dev.muster.source;

import java.sql.SQLException;
import java.util.List;

/**
 * What the login of a source may do there.
 *
 * @param name as statements write it
 * @param unreadable what of profiles and events it may not read
 * @param writable what of them it may write, in words
 */
public record Login(String name, List<Unreadable> unreadable, List<String> writable) {
  public Login {
    unreadable = List.copyOf(unreadable);
    writable = List.copyOf(writable);
  }

  /**
   * That of a source.
   *
   * @throws SQLException when it cannot be asked
   */
  public static Login of(SourceDatabase source) throws SQLException {
    try (var connection = source.pool().getConnection()) {
      return source.product().login(connection);
    }
  }

  /**
   * Columns that may not be read.
   *
   * @param table with its schema
   * @param columns separated by commas
   */
  public record Unreadable(String table, String columns) {}
}
