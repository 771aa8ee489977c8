package dev.muster.intake;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/** Events into H2, by statements in batches. */
final class H2Events implements Table<Event> {
  private static final String ADD =
      """
      insert into events (id, user_id, name, occurred_at, properties)
      values (?, ?, ?, ?, ? format json)
      """;
  private static final String ADD_ONCE =
      """
      insert into events (id, user_id, name, occurred_at, properties)
      select ?, ?, ?, ?, ? format json
      where not exists (select 1 from events where id = ?)
      """;

  @Override
  public void prepare(Connection connection) {}

  @Override
  public long write(Connection connection, List<Event> rows) throws SQLException {
    try (var add = connection.prepareStatement(ADD);
        var addOnce = connection.prepareStatement(ADD_ONCE)) {
      long withId = 0;
      for (var row : rows) {
        var statement = row.id() == null ? add : addOnce;
        statement.setString(1, row.id());
        statement.setString(2, row.userId());
        statement.setString(3, row.name());
        statement.setObject(4, row.occurredAt().atOffset(ZoneOffset.UTC));
        statement.setString(5, row.properties());
        if (row.id() != null) {
          statement.setString(6, row.id());
          withId++;
        }
        statement.addBatch();
      }
      add.executeBatch();
      return withId - Arrays.stream(addOnce.executeBatch()).sum();
    }
  }

  @Override
  public void finish(Connection connection) {}
}
