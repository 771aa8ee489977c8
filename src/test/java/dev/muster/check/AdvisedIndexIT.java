package dev.muster.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which index is advised, and that the database takes the advice as it is typed. */
class AdvisedIndexIT {
  private static final Pattern IN_PARTITIONS =
      Pattern.compile("run what this prints: (.*); and then, which takes these in: (.*)");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          events   | occurred_at | from ('2020-01-01') to ('2026-01-01') | from ('2026-01-01') to ('2030-01-01') | name, occurred_at | name, occurred_at, user_id
          profiles | updated_at  | from ('2020-01-01') to ('2026-01-01') | from ('2026-01-01') to ('2030-01-01') | user_id           | user_id
          profiles | user_id     | from (minvalue) to ('m')              | from ('m') to (maxvalue)              | user_id           | user_id
          """)
  void ofATableInPartitionsIsMadeOneByOneHoweverDeepTheyAre(
      String table, String key, String early, String late, String lacking, String on)
      throws Exception {
    try (var shop = Database.POSTGRESQL.newDataSource()) {
      var jdbc = new JdbcTemplate(shop);
      jdbc.execute("create schema \"Old data\"");
      jdbc.execute("alter table " + table + " rename to before");
      jdbc.execute("create table %s (like before) partition by range (%s)".formatted(table, key));
      jdbc.execute("create table early partition of " + table + " for values " + early);
      jdbc.execute(
          "create table late partition of %s for values %s partition by hash (user_id)"
              .formatted(table, late));
      for (var i = 0; i < 2; i++) {
        jdbc.execute(
            "create table \"Old data\".late_%1$s partition of late for values with (modulus 2, remainder %1$s) partition by list (user_id)"
                .formatted(i));
        jdbc.execute(
            "create table late_%1$s_rest partition of \"Old data\".late_%1$s default".formatted(i));
      }
      jdbc.execute("drop table before");
      jdbc.execute(
          table.equals("events")
              ? "insert into events (user_id, name, occurred_at, id, properties) values ('u', 'A', '2026-07-01', 'i', '{}')"
              : "insert into profiles (user_id, opted_out, attributes, updated_at) values ('u', false, '{}', '2026-07-01')");

      var finding = finding(shop, Database.POSTGRESQL, table);
      assertThat(finding)
          .isEqualTo(
              Finding.warning(
                  table,
                  "a table without index on " + lacking,
                  "run what this prints: select format('create index concurrently on %%s (%2$s)', relid) from pg_partition_tree('%1$s') join pg_class on oid = relid where relkind = 'r'; and then, which takes these in: create index on %1$s (%2$s)"
                      .formatted(table, on)));

      var advice = IN_PARTITIONS.matcher(String.valueOf(finding.remedy()));
      assertThat(advice.matches()).isTrue();
      var commands = jdbc.queryForList(advice.group(1), String.class);
      assertThat(commands).hasSize(3);
      commands.forEach(jdbc::execute);
      assertThat(finding(shop, Database.POSTGRESQL, table)).isEqualTo(finding);
      var before = indexes(jdbc);
      jdbc.execute(advice.group(2));

      assertThat(finding(shop, Database.POSTGRESQL, table).state()).isEqualTo(Finding.State.OK);
      // Those of the partitions that have partitions, and of the whole.
      assertThat(indexes(jdbc)).isEqualTo(before + 4);
    }
  }

  private static long indexes(JdbcTemplate jdbc) {
    return Long.parseLong(
        String.valueOf(jdbc.queryForObject("select count(*) from pg_index", Long.class)));
  }

  /** Ids that stand in a table, and whether an index of them may be unique. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'a','b'                 | true
          'a','A','a '            | true
          'a',null,null           | true
          'a','',null             | true
          'a',' ','  '            | true
          'a','',''               | false
          'a',' ',' '             | false
          'a','\u200b','\u200b' | false
          'a','a'                 | false
          """)
  void ofProfilesIsUniqueWhereNoValueStandsTwice(String ids, boolean unique) throws Exception {
    for (var database : Database.values()) {
      try (var shop = database.newDataSource()) {
        var jdbc = own(shop);
        for (var id : ids.split(",", -1)) {
          jdbc.execute(
              "insert into profiles (user_id, opted_out) values (%s, false)".formatted(id));
        }

        var finding = finding(shop, database, "profiles");

        assertThat(finding.found()).isEqualTo("a table without index on user_id");
        assertThat(finding.remedy())
            .as("%s", database)
            .isEqualTo(
                "create %sindex%s on profiles (user_id)"
                    .formatted(
                        unique ? "unique " : "",
                        database == Database.POSTGRESQL ? " concurrently" : ""));
        jdbc.execute(String.valueOf(finding.remedy()));
        assertThat(finding(shop, database, "profiles").state()).isEqualTo(Finding.State.OK);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POSTGRESQL |
          POSTGRESQL | create index profiles_user_id on profiles (timezone)
          POSTGRESQL | create index profiles_user_id_idx on profiles (user_id) where user_id <> ''
          H2         |
          H2         | create index profiles_user_id on profiles (timezone)
          """)
  void isMadeWhateverNamesAreTaken(Database database, @Nullable String taken) throws Exception {
    try (var shop = database.newDataSource()) {
      var jdbc = own(shop);
      jdbc.execute("insert into profiles (user_id, opted_out) values ('a', false)");
      if (taken != null) {
        jdbc.execute(taken);
      }

      jdbc.execute(String.valueOf(finding(shop, database, "profiles").remedy()));

      assertThat(finding(shop, database, "profiles").state()).isEqualTo(Finding.State.OK);
    }
  }

  private static JdbcTemplate own(HikariDataSource shop) {
    var jdbc = new JdbcTemplate(shop);
    jdbc.execute("drop table profiles");
    jdbc.execute(
        "create table profiles (user_id varchar, anonymous_id varchar, timezone varchar,"
            + " opted_out boolean, attributes json)");
    return jdbc;
  }

  private static Finding finding(HikariDataSource shop, Database database, String table)
      throws Exception {
    return new DatabaseCheck(shop, database.databaseType(), database.source(shop))
        .findings().stream()
            .filter(finding -> finding.subject().equals(table))
            .findFirst()
            .orElseThrow();
  }
}
