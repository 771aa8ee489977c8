package dev.muster.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.campaign.UserId;
import dev.muster.source.Profiles.Profile;
import dev.muster.source.SourceDatabase.Apart;
import dev.muster.source.postgresql.Postgresql;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

class ProfilesIT {
  private static final Apart APART = new Apart("jdbc:postgresql://h/shop", Duration.ofHours(2));

  @ParameterizedTest
  @EnumSource
  void areReadByUserIdWhateverStandsInIt(Database database) {
    try (var shop = database.newDataSource()) {
      var jdbc = new JdbcTemplate(shop);
      jdbc.update(
          "insert into profiles (user_id, anonymous_id, timezone, opted_out) values (?, ?, ?, ?)",
          "ü'2, {x}\\",
          "a-2",
          "Europe/Berlin",
          true);
      jdbc.update("insert into profiles (user_id) values ('u1'), ('U1'), ('other')");
      var profiles = new Profiles(database.source(shop));

      var found = profiles.of(users("u1", "ü'2, {x}\\", "gone"));

      assertThat(found.byId()).containsOnlyKeys(users("u1", "ü'2, {x}\\"));
      assertThat(found.of(new UserId("u1"))).contains(new Profile(null, null, false, "{}"));
      assertThat(found.of(new UserId("ü'2, {x}\\")))
          .contains(new Profile("a-2", "Europe/Berlin", true, "{}"));
      assertThat(found.of(new UserId("gone"))).isEmpty();
      assertThat(found.areDoubled()).isFalse();
      assertThat(profiles.of(List.of()).byId()).isEmpty();
      assertThat(profiles.count(List.of("u1", "gone", "other"))).isEqualTo(2);
      assertThat(profiles.count(List.of())).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void areSaidToBeDoubledWhenSomebodyHasSeveral(Database database) {
    try (var shop = database.newDataSource()) {
      var jdbc = new JdbcTemplate(shop);
      jdbc.update("insert into profiles (user_id) values ('u1'), ('u2')");
      jdbc.execute("alter table profiles rename to customers");
      jdbc.execute(
          "create view profiles as select * from customers union all select * from customers"
              + " where user_id = 'u1'");
      var profiles = new Profiles(database.source(shop));

      assertThat(profiles.of(users("u1", "u2")).areDoubled()).isTrue();
      assertThat(profiles.of(users("u2")).areDoubled()).isFalse();
      assertThat(profiles.count(List.of("u1", "u2"))).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void areReadByTheIndexWhereManyAreAskedFor(Database database) throws Exception {
    try (var shop = database.newDataSource()) {
      var jdbc = new JdbcTemplate(shop);
      jdbc.execute(
          switch (database) {
            case H2 -> "insert into profiles (user_id) select 'u' || x from system_range(1, 50000)";
            case POSTGRESQL ->
                "insert into profiles (user_id) select 'u' || x from generate_series(1, 50000) as x";
          });
      jdbc.execute("analyze");
      var source = database.source(shop);
      var ids = IntStream.range(0, 100).mapToObj(i -> "u" + 7 * i).toList();

      var plan =
          QueryPlan.of(
              source,
              new Query(
                  "select p.timezone from profiles p where "
                      + source.product().isAnyOf("p.user_id"),
                  List.of(ids)));

      assertThat(plan.reads()).isNotEmpty().allMatch(read -> read.index() != null);
    }
  }

  /** Nothing of Muster's is there, and a column may have either type. */
  @ParameterizedTest
  @CsvSource({"jsonb", "json"})
  void areReadWithoutAnythingOfMusters(String type) throws Exception {
    try (var shop = new HikariDataSource()) {
      shop.setJdbcUrl(Database.POSTGRESQL.newUrl());
      var jdbc = new JdbcTemplate(shop);
      jdbc.execute(
          "create table profiles (user_id text, anonymous_id text, timezone text, opted_out"
              + " boolean, attributes "
              + type
              + ")");
      jdbc.execute("insert into profiles values ('u1', null, null, null, '{\"plan\": \"pro\"}')");
      var source = new SourceDatabase(shop, Postgresql.apart(shop), APART);

      assertThat(new Profiles(source).of(users("u1")).of(new UserId("u1")))
          .contains(new Profile(null, null, false, "{\"plan\": \"pro\"}"));
    }
  }

  @Test
  void sayThatTheSourceCouldNotBeAsked() throws Exception {
    try (var shop = Database.POSTGRESQL.newDataSource()) {
      var source = new SourceDatabase(shop, Postgresql.apart(shop), APART);
      new JdbcTemplate(shop).execute("drop table profiles");

      assertThatThrownBy(() -> new Profiles(source).of(users("u1")))
          .isInstanceOf(SourceUnasked.class);
    }
  }

  private static List<UserId> users(String... ids) {
    return Stream.of(ids).map(UserId::new).toList();
  }
}
