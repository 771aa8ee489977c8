package dev.muster.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

class LiveEventsCheckIT {

  @ParameterizedTest
  @EnumSource
  void findsNothingMissingOfMustersOwnTable(Database database) throws Exception {
    try (var shop = database.newDataSource()) {
      assertThat(new LiveEventsCheck(database.source(shop)).findings())
          .containsExactly(
              Finding.ok(
                  "live", "events tell when they arrived, and are indexed by it and by user"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void advisesStatementsThatMendAShopsOwnTable(Database database) throws Exception {
    try (var shop = database.newDataSource()) {
      var jdbc = new JdbcTemplate(shop);
      jdbc.execute("drop table events");
      jdbc.execute(
          "create table events (user_id varchar, name varchar, occurred_at timestamp with time"
              + " zone, properties "
              + (database == Database.H2 ? "json)" : "jsonb)"));
      jdbc.execute("insert into events (user_id, name) values ('u', 'A')");
      var check = new LiveEventsCheck(database.source(shop));
      // The column first, then its index.
      for (var expected : List.of(2, 2, 1)) {
        var findings = check.findings();
        assertThat(findings).hasSize(expected);
        assertThat(findings).allMatch(finding -> finding.state() == Finding.State.WARNING);
        for (var statement : String.valueOf(findings.getFirst().remedy()).split("; ", -1)) {
          jdbc.execute(statement);
        }
      }

      assertThat(check.findings())
          .allMatch(finding -> finding.state() == Finding.State.OK)
          .hasSize(1);
      assertThat(jdbc.queryForObject("select count(arrival) from events", Long.class)).isZero();
      jdbc.execute("insert into events (user_id, name) values ('u', 'A')");
      assertThat(jdbc.queryForObject("select count(arrival) from events", Long.class)).isOne();
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysOfAViewThatItLacksTheColumn(Database database) throws Exception {
    try (var shop = database.newDataSource()) {
      var jdbc = new JdbcTemplate(shop);
      jdbc.execute("alter table events rename to happened");
      jdbc.execute(
          "create view events as select user_id, name, occurred_at, properties from happened");

      assertThat(new LiveEventsCheck(database.source(shop)).findings())
          .singleElement()
          .satisfies(finding -> {
            assertThat(finding.found())
                .startsWith("a view without the column arrival: every launch of a live campaign");
            assertThat(finding.remedy()).startsWith("give it to the table behind it, and select");
          });
    }
  }
}
