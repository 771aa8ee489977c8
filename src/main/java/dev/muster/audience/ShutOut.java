package dev.muster.audience;

import dev.muster.campaign.Condition;
import dev.muster.source.Query;
import dev.muster.source.SourceDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Which conditions keep users out of an audience whom another one finds. The database evaluates it
 * once for all of them, and they are streamed: memory does not grow with their number.
 *
 * @param conditions those that the audience asks for, in the order of its file
 * @param query finds the users, with the number of the first that they do not meet, from 0
 */
public record ShutOut(SourceDatabase source, List<String> conditions, Query query) {
  private static final int FETCH_SIZE = 5000;

  public ShutOut {
    conditions = List.copyOf(conditions);
  }

  /**
   * Those who are found.
   *
   * @param condition in the words in which explanations say it
   */
  public record Count(String condition, long users) {}

  /**
   * Of an audience.
   *
   * @param foundBy the other one, which finds the users
   */
  public static ShutOut of(
      SourceDatabase source,
      Condition audience,
      AudienceOptions options,
      Condition foundBy,
      AudienceOptions foundByOptions) {
    var requirements = Requirement.of(audience);
    return new ShutOut(
        source,
        requirements.stream().map(Requirement::said).toList(),
        AudienceQuery.shutOut(requirements, options, foundBy, foundByOptions));
  }

  /**
   * How many users each condition was the first to keep out, in the order of the file; those that
   * nobody failed at first are left out.
   *
   * @param cancel is given, before it begins, what ends it from another thread
   * @throws SQLException when the database refuses it, or it was ended
   */
  public List<Count> counts(Consumer<Runnable> cancel) throws SQLException {
    var users = new long[conditions.size()];
    try (var connection = source.pool().getConnection();
        var statement = query.prepare(connection)) {
      statement.setFetchSize(FETCH_SIZE);
      cancel.accept(() -> Query.cancel(statement, source.product()));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          if (Audience.id(rows, "user_id") != null) {
            users[rows.getInt("shut_out_by")]++;
          }
        }
      }
    }
    var counts = new ArrayList<Count>();
    for (var i = 0; i < users.length; i++) {
      if (users[i] > 0) {
        counts.add(new Count(conditions.get(i), users[i]));
      }
    }
    return counts;
  }
}
