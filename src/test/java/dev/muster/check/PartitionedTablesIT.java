package dev.muster.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which index is advised for tables in partitions, and that PostgreSQL takes the advice. */
class PartitionedTablesIT {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          events   | occurred_at | from ('2020-01-01') to ('2026-01-01') | from ('2026-01-01') to ('2030-01-01') | name, occurred_at | events_name_time | name, occurred_at, user_id
          profiles | updated_at  | from ('2020-01-01') to ('2026-01-01') | from ('2026-01-01') to ('2030-01-01') | user_id           | profiles_user_id | user_id
          profiles | user_id     | from (minvalue) to ('m')              | from ('m') to (maxvalue)              | user_id           | profiles_user_id | user_id
          """)
  void adviseAnIndexThatCanBeMadePartitionByPartition(
      String table, String key, String early, String late, String lacking, String index, String on)
      throws Exception {
    try (var shop = Database.POSTGRESQL.newDataSource()) {
      var jdbc = new JdbcTemplate(shop);
      jdbc.execute("alter table " + table + " rename to before");
      jdbc.execute("create table %s (like before) partition by range (%s)".formatted(table, key));
      jdbc.execute("create table early partition of " + table + " for values " + early);
      jdbc.execute("create table late partition of " + table + " for values " + late);
      jdbc.execute("drop table before");
      jdbc.execute(
          table.equals("events")
              ? "insert into events (user_id, name, occurred_at, id, properties) values ('u', 'A', '2026-07-01', 'i', '{}')"
              : "insert into profiles (user_id, opted_out, attributes, updated_at) values ('u', false, '{}', '2026-07-01')");

      var finding = finding(shop, table);
      assertThat(finding)
          .isEqualTo(
              Finding.warning(
                  table,
                  "a table without index on " + lacking,
                  "create index %s on only %s (%s); then create the same index concurrently on each partition, and attach each: alter index %s attach partition …"
                      .formatted(index, table, on, index)));

      jdbc.execute(String.valueOf(finding.remedy()).split(";", 2)[0]);
      for (var partition : new String[] {"early", "late"}) {
        assertThat(finding(shop, table)).isEqualTo(finding);
        jdbc.execute(
            "create index concurrently %s_index on %s (%s)".formatted(partition, partition, on));
        jdbc.execute("alter index %s attach partition %s_index".formatted(index, partition));
      }

      assertThat(finding(shop, table).state()).isEqualTo(Finding.State.OK);
    }
  }

  private static Finding finding(HikariDataSource shop, String table) throws Exception {
    return new DatabaseCheck(shop, Database.POSTGRESQL.dialect())
        .findings().stream()
            .filter(finding -> finding.subject().equals(table))
            .findFirst()
            .orElseThrow();
  }
}
