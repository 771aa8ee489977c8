package dev.muster.audience;

import dev.muster.campaign.Condition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The users whom an audience's query finds, evaluated once by the database and streamed: memory
 * does not grow with their number.
 */
public record Audience(DataSource source, Query query) {
  private static final int FETCH_SIZE = 5000;

  /**
   * A user who qualified.
   *
   * @param receiverUserId what the Segment API is to know the user by, or null
   * @param receiverAnonymousId the same for a user without a user id, or null
   * @param timezone the profile's, as it is written there, or null
   * @param constant the qualifying values of a constant event property, a JSON array, newest first;
   *     null when they were not asked for
   */
  public record Qualified(
      String userId,
      @Nullable String receiverUserId,
      @Nullable String receiverAnonymousId,
      @Nullable String timezone,
      @Nullable String constant) {}

  /**
   * Runs the query in a read-only transaction.
   *
   * @param cancel is given, before it runs, what ends it from another thread
   * @throws SQLException when the database refuses it, or it was ended
   */
  @SuppressWarnings("MustBeClosedChecker") // the cursor owns the connection
  public Cursor open(Consumer<Runnable> cancel) throws SQLException {
    var connection = source.getConnection();
    try {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      var statement = query.prepare(connection);
      statement.setFetchSize(FETCH_SIZE);
      cancel.accept(() -> cancel(statement));
      return new Cursor(connection, statement, statement.executeQuery());
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static void cancel(PreparedStatement statement) {
    try {
      statement.cancel();
    } catch (SQLException e) {
      // It has ended, or its connection has.
    }
  }

  /**
   * What is wrong with the hand-written queries of an audience, each with its file and what the
   * database says; none is run.
   *
   * @throws SQLException when the database cannot be asked
   */
  public static List<String> faults(DataSource source, Condition audience, AudienceOptions options)
      throws SQLException {
    try (var connection = source.getConnection()) {
      return AudienceQuery.faults(audience, options, connection);
    }
  }

  /** An open query, to be read once and closed. */
  public static final class Cursor implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement statement;
    private final ResultSet rows;

    private Cursor(Connection connection, PreparedStatement statement, ResultSet rows) {
      this.connection = connection;
      this.statement = statement;
      this.rows = rows;
    }

    /** The next user in no particular order, or null after the last. */
    public @Nullable Qualified next() throws SQLException {
      if (!rows.next()) {
        return null;
      }
      return new Qualified(
          rows.getString("user_id"),
          rows.getString("receiver_user_id"),
          rows.getString("receiver_anonymous_id"),
          rows.getString("timezone"),
          rows.getString("constant"));
    }

    @Override
    public void close() throws SQLException {
      try (connection;
          statement;
          rows) {
        connection.rollback();
      }
    }
  }
}
