package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.source.MadeTables;
import dev.muster.source.SourceTable;
import java.sql.Connection;
import java.util.List;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.migration.Context;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What an upgrade makes of events that are there. */
class ArrivalsMigrationIT {

  /** A database whose events are as the version before made them, with one in them. */
  private static HikariDataSource before(Database database) {
    var shop = database.newDataSource();
    var jdbc = new JdbcTemplate(shop);
    jdbc.execute("drop index events_arrival");
    jdbc.execute("drop index events_user");
    jdbc.execute("alter table events drop column arrival");
    if (database == Database.H2) {
      jdbc.execute("drop sequence events_arrivals");
    }
    jdbc.execute(
        "insert into events (user_id, name, occurred_at) values ('u', 'Old', current_timestamp)");
    return shop;
  }

  /** By itself: of later versions the database has all. */
  private static void migrate(HikariDataSource shop, Database database) throws Exception {
    var tables = new MadeTables(database.source(shop));
    try (var connection = shop.getConnection()) {
      new ArrivalsMigration(SourceTables.of(tables::make, tables::addArrivals))
          .migrate(
              new Context() {
                @Override
                public Configuration getConfiguration() {
                  throw new UnsupportedOperationException("it needs none");
                }

                @Override
                public Connection getConnection() {
                  return connection;
                }
              });
    }
  }

  private static SourceTable events(HikariDataSource shop, Database database) throws Exception {
    return SourceTable.look(database.source(shop), SourceTable.Name.EVENTS);
  }

  @ParameterizedTest
  @EnumSource
  void addsTheColumnWhichOldEventsLackAndNewOnesFillAndTheIndexes(Database database)
      throws Exception {
    try (var shop = before(database)) {
      migrate(shop, database);

      var jdbc = new JdbcTemplate(shop);
      jdbc.execute(
          "insert into events (user_id, name, occurred_at) values ('u', 'New', current_timestamp)");
      assertThat(
              jdbc.queryForList("select name from events where arrival is not null", String.class))
          .containsExactly("New");
      assertThat(events(shop, database).isIndexedBy("arrival")).isTrue();
      assertThat(events(shop, database).isIndexedBy("user_id", "name", "occurred_at")).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesAShopsOwnTableAsItIs(Database database) throws Exception {
    try (var shop = before(database)) {
      new JdbcTemplate(shop).execute("comment on table events is 'ours'");
      var before = events(shop, database);

      migrate(shop, database);

      assertThat(events(shop, database)).isEqualTo(before);
      assertThat(columns(shop)).doesNotContain("arrival");
    }
  }

  private static List<@Nullable String> columns(HikariDataSource shop) {
    return new JdbcTemplate(shop)
        .queryForList(
            "select lower(column_name) from information_schema.columns"
                + " where lower(table_name) = 'events'",
            String.class);
  }
}
