package dev.muster.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.campaign.Condition;
import dev.muster.campaign.ConstantProperty;
import dev.muster.campaign.During;
import dev.muster.campaign.EventFilter;
import dev.muster.campaign.Measure;
import dev.muster.campaign.Occurrence;
import dev.muster.campaign.Operator;
import dev.muster.campaign.Scalar;
import dev.muster.campaign.ValueTest;
import dev.muster.source.ExactJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever stands in a text of a campaign, it is a name or a value, never SQL. */
class NamesIT {
  private static final List<String> NAMES =
      List.of(
          "plain",
          "it's",
          "\"quoted\"",
          "a,b;c",
          "back\\slash",
          "'; drop table events; --",
          "' or '1'='1",
          "x') or true --",
          "$$ or true $$",
          "/* */ or 1=1",
          "?",
          "??",
          ":as_of",
          "{{ x }}",
          "$1",
          "$.a[*] ? (@ == 1)",
          "$v0",
          "a.b",
          "%",
          "_",
          "[0]",
          "{}",
          "null",
          "select",
          " ",
          "😀 émoji \u0627\u0644",
          "tab\tand\nline",
          "bell\u0007 and \b, \f, \u001f",
          "\u2028",
          "x".repeat(400));

  private static final ValueTest AT_LEAST_ONE = test(new Operator.AtLeast(BigDecimal.ONE));

  @ParameterizedTest
  @EnumSource
  void standsForItselfInEveryPosition(Database database) {
    try (var shop = new Shop(database)) {
      for (var name : NAMES) {
        var json = ExactJson.MAPPER.writeValueAsString(Map.of(name, name, "n", 3));
        shop.profile("user " + name, json)
            .event("user " + name, name, Shop.AS_OF.minusSeconds(9), json);
        shop.list("list " + name, "user " + name);
      }
      for (var name : NAMES) {
        var only = Set.of("user " + name);
        for (var condition : naming(name)) {
          assertThat(shop.users(condition)).as("%s on %s", condition, database).isEqualTo(only);
          assertThat(shop.users(new Condition.None(List.of(condition))))
              .as("none of %s on %s", condition, database)
              .hasSize(NAMES.size() - 1)
              .doesNotContainAnyElementsOf(only);
        }
      }
      assertThat(shop.users(new Condition.Everyone())).hasSize(NAMES.size());
    }
  }

  private static List<Condition> naming(String name) {
    var text = new Scalar.Text(name);
    var filter = new EventFilter(List.of(name), Map.of());
    var any = new EventFilter(List.of(), Map.of());
    var conditions = new ArrayList<Condition>();
    for (var operator :
        List.of(
            new Operator.Is(text),
            new Operator.In(List.of(text, new Scalar.Text(name + "2"))),
            new Operator.StartsWith(name),
            new Operator.EndsWith(name),
            new Operator.Contains(name))) {
      for (var ignoreCase : List.of(true, false)) {
        var test = new ValueTest(List.of(operator), ignoreCase);
        conditions.add(new Condition.Profile(Map.of(name, test)));
        conditions.add(
            did(new EventFilter(List.of(), Map.of(name, test)), new Measure.Times(), AT_LEAST_ONE));
      }
    }
    conditions.add(
        new Condition.Profile(
            Map.of("user_id", test(new Operator.Is(new Scalar.Text("user " + name))))));
    conditions.add(did(filter, new Measure.Times(), AT_LEAST_ONE));
    conditions.add(
        did(
            new EventFilter(List.of(name, name + "2"), Map.of()),
            new Measure.Times(),
            AT_LEAST_ONE));
    conditions.add(did(any, new Measure.Distinct(name), AT_LEAST_ONE));
    conditions.add(
        new Condition.All(
            List.of(did(any, new Measure.Times(), AT_LEAST_ONE)),
            new ConstantProperty(name, Map.of(), AT_LEAST_ONE),
            false));
    conditions.add(
        new Condition.All(
            List.of(did(filter, new Measure.Times(), AT_LEAST_ONE)),
            new ConstantProperty(null, Map.of(name, name), AT_LEAST_ONE),
            true));
    conditions.add(new Condition.Listed("list " + name));
    conditions.add(
        new Condition.Sql(
            "x.sql", "select user_id from events where name = :name", Map.of("name", text)));
    return conditions;
  }

  private static Condition did(EventFilter filter, Measure measure, ValueTest test) {
    return new Condition.Did(
        filter, new During.Ever(), new Occurrence.Measured(measure, test, false));
  }

  private static ValueTest test(Operator operator) {
    return new ValueTest(List.of(operator), false);
  }

  @ParameterizedTest
  @EnumSource
  void whatNoDatabaseHoldsIsEqualToNothing(Database database) {
    try (var shop = new Shop(database)) {
      shop.profile("user", "{\"a\": \"b\"}")
          .event("user", "b", Shop.AS_OF.minusSeconds(9), "{\"a\": \"b\"}");
      for (var name : List.of("\u0000", "b\u0000", "\ud83d", "b\ude00")) {
        for (var condition : naming(name)) {
          if (!(condition instanceof Condition.Listed) && !(condition instanceof Condition.Sql)) {
            assertThat(shop.users(condition)).as("%s on %s", condition, database).isEmpty();
            assertThat(shop.users(new Condition.None(List.of(condition))))
                .as("none of %s on %s", condition, database)
                .isEqualTo(new TreeSet<>(Set.of("user")));
          }
        }
      }
    }
  }
}
