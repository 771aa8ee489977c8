package dev.muster.audience;

import dev.muster.campaign.Condition;
import dev.muster.campaign.Recipient;
import dev.muster.campaign.UserId;
import dev.muster.campaign.WhiteSpace;
import dev.muster.source.Deadline;
import dev.muster.source.Product;
import dev.muster.source.Query;
import dev.muster.source.SourceDatabase;
import dev.muster.source.SourceRequirements;
import dev.muster.source.UnfitSource;
import dev.muster.source.UserIds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The users whom an audience's query finds, evaluated once by the database and streamed, a page
 * ahead of whoever asks for them: memory does not grow with their number.
 */
public record Audience(SourceDatabase source, Query query) {
  private static final int FETCH_SIZE = 5000;
  private static final Duration BETWEEN_CANCELS = Duration.ofMillis(100);

  /**
   * A user who qualified.
   *
   * @param recipient by what the Segment API is to know the user, or null
   * @param timezone the profile's, as it is written there, or null
   * @param constant the qualifying values of a constant event property, a JSON array, newest first;
   *     null when they were not asked for
   * @param optedOutElsewhere whether another profile with the same id for the Segment API has opted
   *     out
   */
  public record Qualified(
      UserId userId,
      @Nullable Recipient recipient,
      @Nullable String timezone,
      @Nullable String constant,
      boolean optedOutElsewhere) {}

  /**
   * Runs the query in a read-only transaction, in which user ids were counted before: what it finds
   * has each user once.
   *
   * @param cancel is given, before it runs, what ends it from another thread
   * @throws UnfitSource when there are users whom it could find twice, or a column is of a type
   *     that does not mean the same everywhere
   * @throws SQLException when the database refuses it, or it was ended
   */
  @SuppressWarnings("MustBeClosedChecker") // the cursor owns the connection
  public Cursor open(Consumer<Runnable> cancel) throws SQLException {
    var deadline = Deadline.fromNow(source);
    var connection = source.pool().getConnection();
    try {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      SourceRequirements.requireFit(connection, source.product());
      var ids = UserIds.count(connection, source.product(), cancel);
      ids.requireUnique();
      return open(connection, cancel, ids.missing(), deadline);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * The user whom a query about one finds, if it does: the ids of all others are not looked at.
   *
   * @throws SQLException as {@link #open}
   */
  public Optional<Qualified> only() throws SQLException {
    var connection = source.pool().getConnection();
    try {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      SourceRequirements.requireFit(connection, source.product());
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
    try (var cursor = open(connection, _ -> {}, 0, Deadline.fromNow(source))) {
      return Optional.ofNullable(cursor.next());
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // the cursor owns the connection
  private Cursor open(
      Connection connection, Consumer<Runnable> cancel, long rowsWithoutId, Deadline deadline)
      throws SQLException {
    try {
      var statement = query.prepare(connection);
      statement.setFetchSize(FETCH_SIZE);
      cancel.accept(() -> Query.cancel(statement, source.product()));
      return new Cursor(
          connection,
          statement,
          statement.executeQuery(),
          source.product(),
          rowsWithoutId,
          deadline);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** An id of a row, or null: white space alone is none. */
  static @Nullable String id(ResultSet row, String column) throws SQLException {
    var text = row.getString(column);
    return text == null || WhiteSpace.only(text) ? null : text;
  }

  /**
   * What is wrong with the hand-written queries of an audience, each with its file and what the
   * database says; none is run.
   *
   * @throws SQLException when the database cannot be asked
   */
  public static List<String> faults(
      SourceDatabase source, Condition audience, AudienceOptions options) throws SQLException {
    try (var connection = source.pool().getConnection()) {
      return AudienceQuery.faults(audience, options, connection);
    }
  }

  /** An open query, to be read once and closed. */
  public static final class Cursor implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private final Product product;
    private final long rowsWithoutId;
    private final Deadline deadline;
    private final ReadAhead<Qualified> users;

    private Cursor(
        Connection connection,
        PreparedStatement statement,
        ResultSet rows,
        Product product,
        long rowsWithoutId,
        Deadline deadline) {
      this.connection = connection;
      this.statement = statement;
      this.rows = rows;
      this.product = product;
      this.rowsWithoutId = rowsWithoutId;
      this.deadline = deadline;
      this.users = new ReadAhead<>(this::read, FETCH_SIZE);
    }

    /** How many rows of profiles have no user id, whatever is asked of them: they are ignored. */
    public long rowsWithoutId() {
      return rowsWithoutId;
    }

    /** The next user in no particular order, or null after the last. */
    public @Nullable Qualified next() throws SQLException {
      return users.next();
    }

    private @Nullable Qualified read() throws SQLException {
      deadline.requireTime();
      while (rows.next()) {
        var userId = id(rows, "user_id");
        if (userId != null) {
          return new Qualified(
              new UserId(userId),
              Recipient.of(id(rows, "receiver_user_id"), id(rows, "receiver_anonymous_id")),
              rows.getString("timezone"),
              rows.getString("constant"),
              rows.getBoolean("opted_out_elsewhere"));
        }
      }
      return null;
    }

    @Override
    public void close() throws SQLException {
      try (connection;
          statement;
          rows) {
        // Again and again: one that comes between two of the driver's questions ends neither.
        for (var pause = Duration.ZERO; !users.isIdleWithin(pause); pause = BETWEEN_CANCELS) {
          Query.cancel(statement, product);
        }
        users.close();
        connection.rollback();
      }
    }
  }
}
