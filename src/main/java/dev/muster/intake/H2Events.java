package dev.muster.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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

  private static final String STANDING =
      "select user_id, name, occurred_at from events where id = ?";

  @Override
  public void prepare(Connection connection) {}

  @Override
  public Outcome write(Connection connection, List<Event> rows) throws SQLException {
    try (var add = connection.prepareStatement(ADD);
        var addOnce = connection.prepareStatement(ADD_ONCE)) {
      var withId = new ArrayList<Event>();
      for (var row : rows) {
        var statement = row.id() == null ? add : addOnce;
        statement.setString(1, row.id());
        statement.setString(2, row.userId());
        statement.setString(3, row.name());
        statement.setObject(4, row.occurredAt().atOffset(ZoneOffset.UTC));
        statement.setString(5, row.properties());
        if (row.id() != null) {
          statement.setString(6, row.id());
          withId.add(row);
        }
        statement.addBatch();
      }
      add.executeBatch();
      var added = addOnce.executeBatch();
      return stored(
          connection,
          IntStream.range(0, added.length)
              .filter(i -> added[i] == 0)
              .mapToObj(withId::get)
              .toList());
    }
  }

  /** What became of rows whose id was there: another row of theirs, or of before. */
  private static Outcome stored(Connection connection, List<Event> known) throws SQLException {
    var contradicted = new ArrayList<FileRow>();
    try (var standing = connection.prepareStatement(STANDING)) {
      for (var row : known) {
        if (row.from() != null && !stands(row, standing)) {
          contradicted.add(row.from());
        }
      }
    }
    return new Outcome(known.size() - contradicted.size(), contradicted);
  }

  private static boolean stands(Event row, PreparedStatement standing) throws SQLException {
    standing.setString(1, row.id());
    try (var found = standing.executeQuery()) {
      return found.next()
          && row.is(
              found.getString(1),
              found.getString(2),
              found.getObject(3, OffsetDateTime.class).toInstant());
    }
  }

  @Override
  public void finish(Connection connection) {}
}
