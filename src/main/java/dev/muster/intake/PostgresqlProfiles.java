package dev.muster.intake;

import dev.muster.copy.BinaryCopy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;

/**
 * Profiles into PostgreSQL, by way of a temporary table. New users are added first, and only then
 * is what was there changed, by a statement of its own: it sees what another import has committed
 * meanwhile, so that neither undoes what the other says.
 */
final class PostgresqlProfiles implements Table<Profile> {
  private static final String ARRIVALS =
      """
      create temporary table muster_arrived_profiles (
          user_id text, anonymous_id text, timezone text, opted_out boolean, attributes jsonb,
          says_anonymous_id boolean, says_timezone boolean, says_opted_out boolean,
          cleared text[], whole boolean
      ) on commit drop
      """;
  private static final String OPTED_OUT_BEFORE =
      """
      create temporary table muster_opted_out_before (user_id text primary key, opted_out boolean)
      on commit drop
      """;

  /** For each batch a few rows of a large table are wanted, whatever the planner knows of it. */
  private static final String BY_INDEX =
      "set local enable_hashjoin = off; set local enable_mergejoin = off";

  private static final String BY_ANY_JOIN =
      "set local enable_hashjoin to default; set local enable_mergejoin to default";

  /** Takes those who were new out of the arrivals. */
  private static final String ADD =
      """
      with added as (
          insert into profiles (user_id, anonymous_id, timezone, opted_out, attributes)
          select user_id, anonymous_id, timezone, opted_out, attributes
          from muster_arrived_profiles
          on conflict (user_id) do nothing
          returning user_id, opted_out
      ), opted_out_now as (
          insert into muster_opted_out_before (user_id, opted_out)
          select user_id, false from added where opted_out
          on conflict do nothing
      )
      delete from muster_arrived_profiles arrived
      using added
      where arrived.user_id = added.user_id
      """;

  private static final String REMEMBER =
      """
      insert into muster_opted_out_before (user_id, opted_out)
      select arrived.user_id, p.opted_out
      from muster_arrived_profiles arrived
      join profiles p on p.user_id = arrived.user_id
      where arrived.says_opted_out and coalesce(p.opted_out, false) <> arrived.opted_out
      on conflict do nothing
      """;
  private static final String CHANGE =
      """
      update profiles p set
          anonymous_id = case when arrived.says_anonymous_id
                              then arrived.anonymous_id else p.anonymous_id end,
          timezone     = case when arrived.says_timezone
                              then arrived.timezone else p.timezone end,
          opted_out    = case when arrived.says_opted_out
                              then arrived.opted_out else p.opted_out end,
          attributes   = case when not arrived.whole
                                   and jsonb_typeof(p.attributes::jsonb) = 'object'
                              then p.attributes::jsonb - arrived.cleared else '{}' end
                         || arrived.attributes,
          updated_at   = current_timestamp
      from muster_arrived_profiles arrived
      where p.user_id = arrived.user_id
      """;

  @Override
  public void prepare(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(ARRIVALS);
      statement.execute(OPTED_OUT_BEFORE);
    }
  }

  @Override
  public Outcome write(Connection connection, List<Profile> rows) throws SQLException {
    // One statement may touch a row once only.
    var profiles = Profile.oneEach(rows);
    copy(connection, profiles);
    try (var statement = connection.createStatement()) {
      var added = statement.executeLargeUpdate(ADD);
      if (added < profiles.size()) {
        change(statement, profiles);
      }
      statement.execute("truncate muster_arrived_profiles");
    }
    return Outcome.ALL;
  }

  @Override
  public void finish(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("analyze profiles");
    }
  }

  @Override
  public long optedIn(Connection connection) throws SQLException {
    return OptOuts.optedIn(connection);
  }

  private static void change(Statement statement, Collection<Profile> profiles)
      throws SQLException {
    statement.execute(BY_INDEX);
    if (!profiles.stream().allMatch(profile -> profile.optedOut().keeps())) {
      statement.executeUpdate(REMEMBER);
    }
    statement.executeUpdate(CHANGE);
    statement.execute(BY_ANY_JOIN);
  }

  private static void copy(Connection connection, Collection<Profile> profiles)
      throws SQLException {
    try (var copy = new BinaryCopy(connection, "muster_arrived_profiles")) {
      for (var profile : profiles) {
        copy.row(10);
        copy.text(profile.userId());
        copy.text(profile.anonymousId().value());
        copy.text(profile.timezone().value());
        copy.bool(Boolean.TRUE.equals(profile.optedOut().value()));
        copy.json(profile.attributes());
        copy.bool(!profile.anonymousId().keeps());
        copy.bool(!profile.timezone().keeps());
        copy.bool(!profile.optedOut().keeps());
        copy.texts(profile.cleared());
        copy.bool(profile.whole());
      }
      copy.end();
    }
  }
}
