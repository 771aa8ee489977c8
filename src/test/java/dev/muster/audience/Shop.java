package dev.muster.audience;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.campaign.Condition;
import dev.muster.campaign.RunKey;
import dev.muster.campaign.SqlParameters;
import dev.muster.source.Query;
import dev.muster.source.SourceDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A database with a shop's profiles and events, of which audiences are asked. */
final class Shop implements AutoCloseable {
  static final Instant AS_OF = Instant.parse("2026-07-15T10:30:00Z");

  private final Database database;
  private final HikariDataSource dataSource;
  private Instant asOf = AS_OF;
  private ZoneId zone = ZoneOffset.UTC;

  Shop(Database database) {
    this.database = database;
    this.dataSource = database.newDataSource();
  }

  Shop asOf(Instant instant) {
    asOf = instant;
    return this;
  }

  Shop in(String zoneId) {
    zone = ZoneId.of(zoneId);
    return this;
  }

  Database database() {
    return database;
  }

  SourceDatabase source() {
    return database.source(dataSource);
  }

  HikariDataSource dataSource() {
    return dataSource;
  }

  Shop profile(String userId, String attributes) {
    return update(
        "insert into profiles (user_id, attributes) values (?, " + json() + ")",
        userId,
        attributes);
  }

  Shop event(String userId, String name, Instant at, String properties) {
    return event(null, userId, name, at, properties);
  }

  /** An event with an id, or null. */
  Shop event(@Nullable String id, String userId, String name, Instant at, String properties) {
    return update(
        "insert into events (id, user_id, name, occurred_at, properties)"
            + " values (nullif(?, ''), ?, ?, ?, "
            + json()
            + ")",
        id == null ? "" : id,
        userId,
        name,
        at,
        properties);
  }

  /** Profiles, one a line: the user id, a blank, the attributes. */
  Shop profiles(String lines) {
    lines.lines().map(line -> line.split(" +", 2)).forEach(parts -> profile(parts[0], parts[1]));
    return this;
  }

  /** Events, one a line: user id, name, instant, properties; a profile is made for each user id. */
  Shop events(String lines) {
    var userIds = new TreeSet<String>();
    for (var line : lines.lines().toList()) {
      var parts = line.split(" +", 4);
      userIds.add(parts[0]);
      event(parts[0], parts[1], Instant.parse(parts[2]), parts.length < 4 ? "{}" : parts[3]);
    }
    userIds.forEach(userId -> profile(userId, "{}"));
    return this;
  }

  /** A user id of a CSV list, as a run has stored it. */
  Shop list(String path, String userId) {
    update(
        """
        insert into muster_run (campaign, planned_at, as_of, account_timezone, partitions, status,
                                started_at)
        select 'test', cast(? as timestamp with time zone), current_timestamp, 'UTC', 1, 'started',
               current_timestamp
        where not exists (select 1 from muster_run)
        """,
        AS_OF);
    return update(
        "insert into muster_run_list (run_id, path, user_id) select id, ?, ? from muster_run",
        path,
        userId);
  }

  private String json() {
    return switch (database) {
      case H2 -> "? format json";
      case POSTGRESQL -> "cast(? as jsonb)";
    };
  }

  Shop update(String sql, Object... parameters) {
    try (var connection = dataSource.getConnection();
        var statement = new Query(sql, List.of(parameters)).prepare(connection)) {
      statement.executeUpdate();
      return this;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  AudienceOptions options() {
    return new AudienceOptions(
        database.product(),
        asOf,
        zone,
        "user_id",
        "anonymous_id",
        false,
        new ListSource.Beside(new RunKey(1)));
  }

  /** The user ids of the audience. */
  Set<String> users(Condition audience) {
    return new TreeSet<>(ask(AudienceQuery.of(audience, options()), "user_id").keySet());
  }

  /** The constants of the audience, by user id. */
  Map<String, List<@Nullable String>> ask(
      Condition audience, AudienceOptions options, String... columns) {
    return ask(AudienceQuery.of(audience, options), columns);
  }

  /** As it is asked, and as it is printed for people: that must find the same. */
  private Map<String, List<@Nullable String>> ask(Query query, String... columns) {
    var answer = answer(query, columns);
    var written = new Query(forDriver(query.written(database.product())), List.of());
    assertThat(answer(written, columns)).as(written.text()).isEqualTo(answer);
    return answer;
  }

  /** A driver would take an operator of PostgreSQL's for a parameter. */
  private String forDriver(String sql) {
    var code = SqlParameters.withoutQuotes(sql);
    var text = new StringBuilder(sql);
    for (var i = code.lastIndexOf('?'); i >= 0; i = code.lastIndexOf('?', i - 1)) {
      text.insert(i, '?');
    }
    return text.toString();
  }

  private Map<String, List<@Nullable String>> answer(Query query, String... columns) {
    var answer = new TreeMap<String, List<@Nullable String>>();
    try (var connection = dataSource.getConnection();
        var statement = query.prepare(connection);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        var values = new ArrayList<@Nullable String>();
        for (var column : columns) {
          values.add(rows.getString(column));
        }
        var before = answer.put(rows.getString("user_id"), values);
        if (before != null) {
          throw new AssertionError("twice in the audience: " + rows.getString("user_id"));
        }
      }
      return answer;
    } catch (SQLException e) {
      throw new IllegalStateException(query.text() + "\n" + query.parameters(), e);
    }
  }

  @Override
  public void close() {
    dataSource.close();
  }
}
