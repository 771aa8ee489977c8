package dev.muster.source;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answers of a database to questions about one user. */
public record Answers(Connection connection) {

  /** Reads what it needs of a row. */
  public interface RowReader<T extends @Nullable Object> {
    T read(ResultSet row) throws SQLException;
  }

  /** Whether there is a row. */
  public boolean any(Query question) throws SQLException {
    return first(question, _ -> true).isPresent();
  }

  /** The first row, if there is one. */
  public <T> Optional<T> first(Query question, RowReader<T> reader) throws SQLException {
    try (var statement = question.prepare(connection);
        var rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
    }
  }

  /** What was read of every row, in their order. */
  public <T> List<T> all(Query question, RowReader<T> reader) throws SQLException {
    try (var statement = question.prepare(connection);
        var rows = statement.executeQuery()) {
      var all = new ArrayList<T>();
      while (rows.next()) {
        all.add(reader.read(rows));
      }
      return all;
    }
  }

  /** The only row. */
  public <T> T row(Clause question, RowReader<T> reader) throws SQLException {
    return first(new Query(question.text(), question.parameters()), reader)
        .orElseThrow(() -> new IllegalStateException("expected a row, found none"));
  }
}
