package dev.muster.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.campaign.Condition;
import dev.muster.campaign.RunKey;
import dev.muster.source.ExactJson;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the audience's rows say of a user. */
class AnswerIT {
  private static final Shops SHOPS =
      Shops.filled(shop ->
          shop.profile("in", "{}")
              .profile("out", "{}")
              .update("update profiles set opted_out = true where user_id = 'out'")
              .profile("columns", "{\"crm\": \"C-1\", \"anonymous_id\": \"not this\"}")
              .update(
                  "update profiles set anonymous_id = 'anon', timezone = 'Asia/Tokyo'"
                      + " where user_id = 'columns'")
              .profile("number", "{\"crm\": 123}")
              .profile("decimal", "{\"crm\": 1.50}")
              .profile("large", "{\"crm\": 1e21}")
              .profile("empty", "{\"crm\": \"\"}")
              .update("update profiles set anonymous_id = '' where user_id = 'empty'")
              .profile("bool", "{\"crm\": true}")
              .profile("list", "{\"crm\": [\"a\"]}")
              .profile("null", "{\"crm\": null}")
              .events(
                  """
                  shopper Viewed 2026-07-01T00:00:00Z {"p": "first"}
                  shopper Viewed 2026-07-02T00:00:00Z {"p": 2.50}
                  shopper Viewed 2026-07-03T00:00:00Z {"p": true}
                  shopper Viewed 2026-07-04T00:00:00Z {"p": "4 \\"quoted\\" 😀"}
                  shopper Viewed 2026-07-05T00:00:00Z {"p": "bought"}
                  shopper Viewed 2026-07-06T00:00:00Z {"p": "six"}
                  shopper Viewed 2026-07-07T00:00:00Z {"p": "seven"}
                  shopper Viewed 2026-07-08T00:00:00Z {"p": "first"}
                  shopper Bought 2026-07-09T00:00:00Z {"p": "bought"}
                  shopper Removed 2026-07-10T00:00:00Z {"p": 2.5}
                  few Viewed 2026-07-01T00:00:00Z {"p": "b"}
                  few Viewed 2026-07-01T00:00:00Z {"p": "a"}
                  few Viewed 2026-07-01T00:00:00Z {"p": 10}
                  """));

  @AfterAll
  static void close() {
    SHOPS.close();
  }

  private static Map<String, List<@Nullable String>> ask(
      Database database, Condition audience, boolean withConstants, String... columns) {
    var shop = SHOPS.in(database);
    var options =
        new AudienceOptions(
            database.product(),
            Shop.AS_OF,
            java.time.ZoneOffset.UTC,
            "crm",
            "anonymous_id",
            withConstants,
            new ListSource.Beside(new RunKey(1)));
    return shop.ask(audience, options, columns);
  }

  @ParameterizedTest
  @EnumSource
  void leavesOutWhoHasOptedOut(Database database) {
    assertThat(SHOPS.in(database).users(new Condition.Everyone()))
        .contains("in")
        .doesNotContain("out");
  }

  @ParameterizedTest
  @EnumSource
  void namesTheReceiver(Database database) {
    var answer =
        ask(
            database,
            new Condition.Everyone(),
            false,
            "receiver_user_id",
            "receiver_anonymous_id",
            "timezone",
            "constant");
    assertThat(answer)
        .containsEntry("in", Arrays.asList(null, null, null, null))
        .containsEntry("columns", Arrays.asList("C-1", "anon", "Asia/Tokyo", null))
        .containsEntry("number", Arrays.asList("123", null, null, null))
        .containsEntry("decimal", Arrays.asList("1.50", null, null, null))
        .containsEntry("large", Arrays.asList("1000000000000000000000", null, null, null))
        .containsEntry("empty", Arrays.asList(null, null, null, null))
        .containsEntry("bool", Arrays.asList(null, null, null, null))
        .containsEntry("list", Arrays.asList(null, null, null, null))
        .containsEntry("null", Arrays.asList(null, null, null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          { same: p, all: [ { did: Viewed }, { did_not: Bought } ] } | ["first","seven","six","4 \\"quoted\\" 😀",true] | ["a","b",10]
          { same: p, all: [ { did: Viewed, during: { before: 2026-07-08 } }, { did_not: Bought } ] } | ["seven","six","4 \\"quoted\\" 😀",true,2.5] | ["a","b",10]
          { same: p, all: [ { did: Viewed }, { did: Removed } ] }    | [2.5] | -
          { same: p, values: { at_least: 4 }, all: [ { did: Viewed }, { did_not: Bought } ] } | ["first","seven","six","4 \\"quoted\\" 😀",true] | -
          { in_order: true, same: p, all: [ { did: Viewed }, { did: Bought } ] } | ["bought"] | -
          # of the first such group, also where another condition decides
          { any: [ { did: Viewed }, { same: p, all: [ { did: Bought } ] }, { same: p, all: [ { did: Viewed } ] } ] } | ["bought"] | null
          { all: [ { did: Viewed }, { none: [ { same: p, all: [ { did: Bought } ] } ] } ] } | - | null
          { all: [ { same: p, all: [ { did: Viewed }, { any: [ { same: p, all: [ { did: Bought } ] }, { everyone: true } ] } ] } ] } | ["first","seven","six","bought","4 \\"quoted\\" 😀"] | ["a","b",10]
          { did: Viewed } | null | null
          """)
  void showsTheConstantEventProperty(String condition, String shopper, String few) {
    SHOPS.forEach(shop -> {
      var database = shop.database();
      var answer = ask(database, AudienceText.audience(condition), true, "constant");
      assertThat(constantOf(answer, "shopper")).as("%s", database).isEqualTo(shopper);
      assertThat(constantOf(answer, "few")).as("%s", database).isEqualTo(few);
    });
  }

  /** As JSON without blanks, {@code -} for users who are not in the audience. */
  private static String constantOf(Map<String, List<@Nullable String>> answer, String userId) {
    var row = answer.get(userId);
    if (row == null) {
      return "-";
    }
    var constant = row.getFirst();
    return constant == null ? "null" : ExactJson.MAPPER.readTree(constant).toString();
  }
}
