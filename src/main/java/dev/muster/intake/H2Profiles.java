package dev.muster.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Profiles into H2, which cannot merge JSON: what is there is read and locked, a thousand users at
 * a time, and written as it is to be.
 */
final class H2Profiles implements Table<Profile> {
  private static final int USERS_AT_A_TIME = 1_000;
  private static final String OPTED_OUT_BEFORE =
      """
      create local temporary table muster_opted_out_before (
          user_id varchar primary key, opted_out boolean
      ) on commit drop transactional
      """;
  private static final String THERE =
      """
      select user_id, anonymous_id, timezone, opted_out, attributes
      from profiles where user_id = any(?) for update
      """;
  private static final String ADD =
      """
      insert into profiles (anonymous_id, timezone, opted_out, attributes, user_id)
      values (?, ?, ?, ? format json, ?)
      """;
  private static final String CHANGE =
      """
      update profiles set
          anonymous_id = ?, timezone = ?, opted_out = ?, attributes = ? format json,
          updated_at = current_timestamp
      where user_id = ?
      """;
  private static final String REMEMBER =
      """
      merge into muster_opted_out_before before using (values (?, ?)) changed (user_id, opted_out)
      on before.user_id = changed.user_id
      when not matched then insert values (changed.user_id, changed.opted_out)
      """;

  private record Stored(
      @Nullable String anonymousId,
      @Nullable String timezone,
      boolean optedOut,
      @Nullable String attributes) {
    static final Stored NOTHING = new Stored(null, null, false, null);

    Stored after(Profile row) {
      return new Stored(
          row.anonymousId().appliedTo(anonymousId),
          row.timezone().appliedTo(timezone),
          Boolean.TRUE.equals(row.optedOut().appliedTo(optedOut)),
          attributes == null ? row.attributes() : row.attributesAfter(attributes));
    }
  }

  @Override
  public void prepare(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(OPTED_OUT_BEFORE);
    }
  }

  @Override
  public Outcome write(Connection connection, List<Profile> rows) throws SQLException {
    var profiles = List.copyOf(Profile.oneEach(rows));
    try (var add = connection.prepareStatement(ADD);
        var change = connection.prepareStatement(CHANGE);
        var remember = connection.prepareStatement(REMEMBER)) {
      for (int from = 0; from < profiles.size(); from += USERS_AT_A_TIME) {
        var some = profiles.subList(from, Math.min(from + USERS_AT_A_TIME, profiles.size()));
        var there = there(connection, some);
        for (var profile : some) {
          var before = there.get(profile.userId());
          var after = (before == null ? Stored.NOTHING : before).after(profile);
          write(before == null ? add : change, profile.userId(), after);
          var optedOut = before != null && before.optedOut();
          if (optedOut != after.optedOut()) {
            remember.setString(1, profile.userId());
            remember.setBoolean(2, optedOut);
            remember.addBatch();
          }
        }
        add.executeBatch();
        change.executeBatch();
        remember.executeBatch();
      }
    }
    return Outcome.ALL;
  }

  @Override
  public void finish(Connection connection) {}

  @Override
  public long optedIn(Connection connection) throws SQLException {
    return OptOuts.optedIn(connection);
  }

  private static Map<String, Stored> there(Connection connection, List<Profile> profiles)
      throws SQLException {
    var there = new HashMap<String, Stored>();
    try (var statement = connection.prepareStatement(THERE)) {
      statement.setObject(1, profiles.stream().map(Profile::userId).toArray(String[]::new));
      try (var result = statement.executeQuery()) {
        while (result.next()) {
          there.put(
              result.getString(1),
              new Stored(
                  result.getString(2),
                  result.getString(3),
                  result.getBoolean(4),
                  result.getString(5)));
        }
      }
    }
    return there;
  }

  private static void write(PreparedStatement statement, String userId, Stored profile)
      throws SQLException {
    statement.setString(1, profile.anonymousId());
    statement.setString(2, profile.timezone());
    statement.setBoolean(3, profile.optedOut());
    statement.setString(4, fitting(profile.attributes()));
    statement.setString(5, userId);
    statement.addBatch();
  }

  private static @Nullable String fitting(@Nullable String attributes) {
    try {
      return attributes == null ? null : Columns.requireFitting("attributes", attributes);
    } catch (BadRow e) {
      throw new UnreadableSource(
          "with the attributes that are there, those of one user would be more than H2 holds ("
              + e.reason()
              + "); clear some by empty cells or null, or use --replace",
          e);
    }
  }
}
