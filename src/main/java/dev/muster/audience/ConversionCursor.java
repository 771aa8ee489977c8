package dev.muster.audience;

import static java.util.Objects.requireNonNull;

import dev.muster.source.Deadline;
import dev.muster.source.SourceUnasked;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** {@link Conversions} as they are read: once, and then closed. */
public final class ConversionCursor implements AutoCloseable {
  private final Connection connection;
  private final PreparedStatement statement;
  private final ResultSet rows;
  private final Deadline deadline;

  ConversionCursor(
      Connection connection, PreparedStatement statement, ResultSet rows, Deadline deadline) {
    this.connection = connection;
    this.statement = statement;
    this.rows = rows;
    this.deadline = deadline;
  }

  /**
   * The next event, or null after the last.
   *
   * @throws SourceUnasked when the database fails, or all of it takes too long
   */
  public Conversions.@Nullable Conversion next() {
    try {
      deadline.requireTime();
      while (rows.next()) {
        var user = Audience.id(rows, "user_id");
        if (user != null) {
          var value = rows.getBigDecimal("worth");
          return new Conversions.Conversion(
              user,
              requireNonNull(rows.getObject("occurred_at", OffsetDateTime.class)).toInstant(),
              value == null ? BigDecimal.ZERO : value);
        }
      }
      return null;
    } catch (SQLException e) {
      throw new SourceUnasked(e);
    }
  }

  @Override
  public void close() {
    try (connection;
        statement;
        rows) {
      connection.rollback();
    } catch (SQLException e) {
      throw new SourceUnasked(e);
    }
  }
}
