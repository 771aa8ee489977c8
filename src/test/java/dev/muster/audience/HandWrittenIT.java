package dev.muster.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.Database;
import dev.muster.campaign.Condition;
import dev.muster.campaign.Scalar;
import dev.muster.campaign.UserId;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions {@code sql} and {@code list}; it is 2026-07-15T10:30:00Z. */
class HandWrittenIT {
  private static final Shops SHOPS =
      Shops.filled(shop ->
          shop.profiles(
                  """
                  ann {"plan": "pro"}
                  bob {"plan": "free"}
                  cid {}
                  4711 {}
                  11111111-2222-3333-4444-555555555555 {}
                  """)
              .profile("dan ", "{}")
              .event("ann", "Charged", Instant.parse("2026-07-15T10:29:59.999999Z"), "{}")
              .event("bob", "Charged", Instant.parse("2026-07-15T10:30:00Z"), "{}")
              .event("nobody", "Charged", Instant.parse("2026-07-01T00:00:00Z"), "{}")
              .list("vip.csv", "ann")
              .list("vip.csv", "bob")
              .list("vip.csv", "nobody")
              .list("other.csv", "cid"));

  @AfterAll
  static void close() {
    SHOPS.close();
  }

  private static Condition.Sql sql(String query) {
    return sql(query, Map.of());
  }

  private static Condition.Sql sql(String query, Map<String, Scalar> parameters) {
    return new Condition.Sql("segments/test.sql", query, parameters);
  }

  private static void assertUsers(Condition condition, String users) {
    SHOPS.assertAudience(condition, users);
    SHOPS.assertAudience(
        new Condition.Any(
            List.of(condition, new Condition.None(List.of(new Condition.Everyone())))),
        users);
    assertFaults(condition).isEmpty();
  }

  private static org.assertj.core.api.ListAssert<String> assertFaults(Condition condition) {
    var all = new java.util.ArrayList<String>();
    SHOPS.forEach(shop -> all.addAll(faults(condition, shop)));
    return assertThat(all);
  }

  private static List<String> faults(Condition condition, Shop shop) {
    try (var connection = shop.dataSource().getConnection()) {
      return AudienceQuery.faults(
          new Condition.None(List.of(condition)), shop.options(), connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select user_id from events where name = 'Charged' and occurred_at < :as_of",
        "select user_id from events where occurred_at < :as_of;",
        "select user_id from events where occurred_at < :as_of ; ; -- done; really",
        "select user_id from events where occurred_at < :as_of -- a ( in a comment",
        "/* :no parameter; ) */ select user_id from events where occurred_at < :as_of /* ; */",
        "with early as (select * from events where occurred_at < :as_of) select user_id from early",
        "(select user_id from events where occurred_at < :as_of)",
        "select user_id from events where occurred_at < :as_of union all select null",
        "select user_id, 'x;y)' as \"a ) ; b\" from events where occurred_at < :as_of",
        "select user_id from events where occurred_at < :as_of order by occurred_at limit 100",
        "values ('ann'), ('nobody'), (null)"
      })
  void selectsUsers(String query) {
    if (query.startsWith("values")) {
      query = "select * from (" + query + ") as v(user_id)";
    }
    assertUsers(sql(query), "ann");
  }

  @ParameterizedTest
  @EnumSource
  void takesParametersOfEveryType(Database database) {
    var shop = SHOPS.in(database);
    var query =
        """
        select user_id from events
        where name = :name and :flag and 1.5 < :number and occurred_at < :as_of
          and occurred_at >= :since and 10 > :whole
        order by 1
        limit :most
        """;
    var parameters =
        Map.<String, Scalar>of(
            "name", new Scalar.Text("Charged"),
            "flag", new Scalar.Bool(true),
            "number", new Scalar.Numeric(new BigDecimal("2.25")),
            "since", new Scalar.Text("2026-07-02 00:00:00+00:00"),
            "whole", new Scalar.Numeric(new BigDecimal("3")),
            "most", new Scalar.Numeric(new BigDecimal("10")));
    assertThat(shop.users(sql(query, parameters))).containsExactly("ann");
    assertThat(faults(sql(query, parameters), shop)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void numbersAreIdsToo(Database database) {
    assertThat(SHOPS.in(database).users(sql("select 4711 as user_id"))).containsExactly("4711");
  }

  /** Ids that have no blank at the end, and for @ one that has. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          cast('ann' as char(8))                                          | ann
          cast('ann' as char(3))                                          | ann
          cast('ann' as char(1000))                                       | ann
          nullif(cast('ann' as char(8)), 'bob')                           | ann
          case when 1 = 1 then cast('ann' as char(8)) end                 | ann
          cast('ann ' as varchar)                                         | -
          cast('dan ' as varchar)                                         | dan@
          cast('dan' as varchar)                                          | -
          cast('dan' as char(8))                                          | -
          cast('' as char(8))                                             | -
          cast(null as char(8))                                           | -
          cast(4711 as numeric(9))                                        | 4711
          cast(4711 as bigint)                                            | 4711
          cast('4711' as char(12))                                        | 4711
          cast('11111111-2222-3333-4444-555555555555' as uuid)            | 11111111-2222-3333-4444-555555555555
          """)
  void paddingIsNoPartOfAnId(String id, String users) {
    var query = sql("select " + id + " as user_id");
    var found = users.equals("-") ? Set.of() : Set.of(users.replace('@', ' '));
    var others =
        new TreeSet<>(
            Set.of("ann", "bob", "cid", "4711", "dan ", "11111111-2222-3333-4444-555555555555"));
    others.removeAll(found);
    SHOPS.forEach(shop -> {
      assertThat(shop.users(query)).as("%s", shop.database()).isEqualTo(found);
      assertThat(shop.users(new Condition.None(List.of(query))))
          .as("all others, %s", shop.database())
          .isEqualTo(others);
      assertThat(faults(query, shop)).isEmpty();
    });
  }

  @ParameterizedTest
  @EnumSource
  void paddingIsNoPartOfTheIdThatIsExplained(Database database) throws Exception {
    var shop = SHOPS.in(database);
    var query = sql("select cast('ann' as char(8)) as user_id");
    assertThat(Explainer.explain(shop.source(), query, shop.options(), new UserId("ann")))
        .isInstanceOfSatisfying(
            Explained.WithProfile.class,
            explained -> assertThat(explained.conditions().met()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select user_id from events) ; delete from events where (1 = 1",
        "select user_id from events; delete from events",
        "select user_id from events where name = 'x",
        "select user_id from events /* open",
        "select user_id from (events",
        "select user_id from events) union (select user_id from profiles",
        "delete from events",
        "delete from events returning user_id",
        "update events set name = 'x'",
        "with gone as (delete from events returning user_id) select user_id from gone",
        "select user_id from final table (delete from events)",
        "select user_id from old table (delete from events)",
        "insert into events (user_id) values ('x')",
        "drop table events",
        "select name from events",
        "select user_id from no_such_table",
        "select user_id frm events",
        "select",
        ""
      })
  void isRefusedUnlessItOnlyReads(String query) {
    SHOPS.forEach(shop -> {
      assertThat(faults(sql(query), shop))
          .as("%s", shop.database())
          .singleElement()
          .asString()
          .startsWith("segments/test.sql: expected ")
          .doesNotContain("hand_written")
          .hasSizeLessThan(300);
      assertThat(
              shop.users(
                  new Condition.Did(
                      new dev.muster.campaign.EventFilter(List.of(), Map.of()),
                      new dev.muster.campaign.During.Ever(),
                      new dev.muster.campaign.Occurrence.FirstTime())))
          .containsExactly("ann");
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select user_id from events) ; delete from events where (1 = 1",
        "select user_id from events; delete from events",
        "select user_id from events /* open"
      })
  void isNeverAskedIfItCouldLeaveItsParentheses(String query) {
    SHOPS.forEach(shop ->
        assertThatThrownBy(() -> shop.users(sql(query)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("segments/test.sql: expected "));
  }

  @ParameterizedTest
  @EnumSource
  void theOneInTheRepositoryIsUnderstood(Database database) throws Exception {
    var query =
        sql(
            Files.readString(Path.of("sql/segments/rising_buyers.sql")),
            Map.of(
                "days", new Scalar.Numeric(BigDecimal.TEN),
                "by", new Scalar.Numeric(BigDecimal.ONE)));
    assertThat(faults(query, SHOPS.in(database))).isEmpty();
    assertThat(SHOPS.in(database).users(query)).containsExactly("ann");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vip.csv", "other.csv", "no.csv"})
  void listsAreThoseOfTheRun(String path) {
    var users = Map.of("vip.csv", "ann bob", "other.csv", "cid", "no.csv", "-");
    assertUsers(new Condition.Listed(path), String.valueOf(users.get(path)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"segment: vips", "none: [ { none: [ { segment: vips } ] } ]"})
  void savedSegmentsHoldAsIfTheyStoodThere(String condition) {
    var segments =
        Map.of(
            "segments/vips.yaml",
            "{ segment: vips, name: VIPs, audience: { any: [ { segment: pros } ] } }",
            "segments/pros.yaml",
            "{ segment: pros, name: Pros, audience: { profile: { plan: pro } } }");
    SHOPS.assertAudience(AudienceText.audience("{ " + condition + " }", segments), "ann");
  }
}
