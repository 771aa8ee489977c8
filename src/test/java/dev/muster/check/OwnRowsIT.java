package dev.muster.check;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What check says of the rows of a shop's own tables: those that count for nobody, and why. */
class OwnRowsIT {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void jsonThatJsonbCannotHoldIsCounted(boolean withSchema) throws Exception {
    try (var shop = pool(withSchema)) {
      var jdbc = shop(shop);
      assumeTrue(withSchema || version(jdbc) >= 16);
      for (var value :
          List.of(
              "{\"a\":\"x\",\"b\":\"\\u0000\"}", "[\"\\ud800\"]", "{\"a\": 1}", "[1]", "null")) {
        jdbc.update("insert into profiles values (?, null, null, false, ?::json)", value, value);
      }
      jdbc.update("insert into profiles values ('n', null, null, false, null)");
      jdbc.update("insert into events values ('u', 'A', now(), '{\"b\":\"\\u0000\"}')");

      assertThat(lines(shop, Database.POSTGRESQL, "profiles"))
          .contains(
              "profiles: column attributes: 2 of the 4 sampled values cannot be read as jsonb and"
                  + " count as absent",
              "profiles: column attributes: 1 of 4 values are no JSON object: they count as objects"
                  + " without names");
      assertThat(lines(shop, Database.POSTGRESQL, "events"))
          .contains(
              "events: column properties: 1 of the 1 sampled values cannot be read as jsonb and"
                  + " counts as absent");

      jdbc.update("delete from profiles where attributes::text like '%a%'");
      assertThat(lines(shop, Database.POSTGRESQL, "profiles"))
          .contains(
              "profiles: column attributes: 1 of 2 values are no JSON object; see that the view gives"
                  + " JSON, not JSON within a JSON text");
    }
  }

  private static int version(JdbcTemplate jdbc) {
    return requireNonNull(
        jdbc.queryForObject(
            "select current_setting('server_version_num')::int / 10000", Integer.class));
  }

  private static HikariDataSource pool(boolean withSchema) {
    if (withSchema) {
      return Database.POSTGRESQL.newDataSource();
    }
    var pool = new HikariDataSource();
    pool.setJdbcUrl(Database.POSTGRESQL.newUrl());
    return pool;
  }

  /** Tables of a shop's own, without what Muster's own see to. */
  private static JdbcTemplate shop(HikariDataSource shop) {
    var jdbc = new JdbcTemplate(shop);
    jdbc.execute("drop table if exists profiles");
    jdbc.execute("drop table if exists events");
    jdbc.execute(
        "create table profiles (user_id varchar, anonymous_id varchar, timezone varchar, opted_out"
            + " boolean, attributes json)");
    jdbc.execute(
        "create table events (user_id varchar, name varchar, occurred_at timestamp with time zone,"
            + " properties json)");
    return jdbc;
  }

  private static List<String> lines(HikariDataSource shop, Database database, String subject)
      throws Exception {
    return new DatabaseCheck(shop, database.dialect())
        .findings().stream()
            .filter(finding -> finding.subject().equals(subject))
            .map(Finding::line)
            .toList();
  }
}
