package dev.muster.audience;

import dev.muster.source.Query;
import dev.muster.source.SourceDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * By which ids the receiver knows those who have opted out, where several profiles can have one: an
 * opt-out under one of them is the person's.
 */
public record OptedOut(SourceDatabase source, AudienceOptions options) {
  private static final int FETCH_SIZE = 5000;
  private static final int BATCH = 50_000;

  /** Takes some of the ids. */
  @FunctionalInterface
  public interface Taker {
    /**
     * Takes them.
     *
     * @param anonymous whether they are anonymous ids
     */
    void take(boolean anonymous, List<String> ids);
  }

  /**
   * Hands them over as the data are now, some thousands at a time; none where no two profiles can
   * have the same.
   *
   * @throws SQLException when the database cannot be asked
   */
  public void each(Taker taker) throws SQLException {
    var question = AudienceQuery.optedOut(options);
    if (question.isEmpty()) {
      return;
    }
    try (var connection = source.pool().getConnection()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      try {
        each(question.get(), connection, taker);
      } finally {
        connection.rollback();
      }
    }
  }

  private static void each(Query question, Connection connection, Taker taker) throws SQLException {
    var userIds = new ArrayList<String>();
    var anonymousIds = new ArrayList<String>();
    try (var statement = question.prepare(connection)) {
      statement.setFetchSize(FETCH_SIZE);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var userId = Audience.id(rows, "receiver_user_id");
          var id = userId == null ? Audience.id(rows, "receiver_anonymous_id") : userId;
          if (id != null) {
            add(id, userId == null ? anonymousIds : userIds, userId == null, taker);
          }
        }
      }
    }
    hand(userIds, false, taker);
    hand(anonymousIds, true, taker);
  }

  private static void add(String id, List<String> ids, boolean anonymous, Taker taker) {
    ids.add(id);
    if (ids.size() == BATCH) {
      hand(ids, anonymous, taker);
    }
  }

  private static void hand(List<String> ids, boolean anonymous, Taker taker) {
    if (!ids.isEmpty()) {
      taker.take(anonymous, List.copyOf(ids));
      ids.clear();
    }
  }
}
