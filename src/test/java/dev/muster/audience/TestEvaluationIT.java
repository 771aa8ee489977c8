package dev.muster.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.campaign.Condition;
import dev.muster.campaign.During;
import dev.muster.campaign.Moment;
import dev.muster.campaign.Operator;
import dev.muster.campaign.Scalar;
import dev.muster.campaign.ValueTest;
import dev.muster.source.ExactJson;
import dev.muster.source.TestEvaluation;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both databases decide every test as Java does: tried on thousands of random pairs. */
class TestEvaluationIT {
  private static final int VALUES = 300;
  private static final int TESTS = 300;

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "pro",
          "Pro",
          "PRO",
          "professional",
          "free",
          "true",
          "1",
          "1.0",
          "é",
          "É",
          "e\u0301",
          "straße",
          "STRASSE",
          "ẞ",
          "ß",
          "ſ",
          "s",
          "S",
          "K",
          "k",
          "K",
          "ı",
          "I",
          "i",
          "İ",
          "Ω",
          "Ω",
          "ω",
          "😀",
          "a😀b",
          "𐐀",
          "𐐨",
          "it's",
          "a\"b",
          "a\\b",
          "%",
          "_",
          "x%y",
          "line\nbreak",
          "ǅ",
          "ǆ",
          "Ǆ",
          "O'Brien; drop table profiles --",
          "?",
          ":as_of",
          "{}",
          "[]",
          "null");

  private static final List<String> DATES =
      List.of(
          "2026-07-15",
          "2026-07-14",
          "2026-02-29",
          "2024-02-29",
          "2026-02-30",
          "1900-02-29",
          "2000-02-29",
          "0000-01-01",
          "0001-01-01",
          "9999-12-31",
          "9999-12-31T23:59:59.9999999",
          "12026-01-01",
          "2026-7-5",
          "20260715",
          "2026-07-15 09:00",
          "2026-07-15T09:00",
          "2026-07-15T09:00:00",
          "2026-07-15T24:00",
          "2026-07-15T23:59:60",
          "2026-07-15T09",
          "2026-07-15T09:00Z",
          "2026-07-15T09:00:00.123456789Z",
          "2026-07-15T09:00:00.1Z",
          "2026-07-15T09:00:00.Z",
          "2026-07-15T12:30:00+02:00",
          "2026-07-15T12:30:00+0200",
          "2026-07-15T12:30:00+02",
          "2026-07-15T10:30:00-18:00",
          "2026-07-15T10:30:00+18:00",
          "2026-07-15T10:30:00+18:01",
          "2026-07-15T10:29:59.999999Z",
          "2026-07-15T10:30:00.000000Z",
          "2026-07-15T10:30:00.000001Z",
          "2026-03-29T02:30",
          "2026-03-29T03:00",
          "2026-03-29T01:59:59.999999",
          "2026-03-29T03:30",
          "2026-10-25T02:00",
          "2026-10-25T02:30",
          "2026-10-25T02:59:59.999999",
          "2026-10-25T03:00",
          "2026-03-29T01:00:00Z",
          "2026-03-29T00:59:59.999999Z",
          "2026-10-25T00:30:00Z",
          "2026-10-25T01:30:00Z",
          "2026-10-25T00:59:59.999999Z",
          "2026-10-25T01:00:00Z",
          "2026-10-25T02:30:00+02:00",
          "2026-10-25T02:30:00+01:00",
          "2026-03-29",
          "2026-10-25",
          "2026-09-06",
          "2026-09-06T00:30",
          "2026-04-05T02:15",
          "2026-04-05T01:45",
          "2011-12-30",
          "2011-12-30T12:00",
          "2026-07-15\n",
          "2026-07-15T10:30:00z",
          "2026-07-15t10:30:00Z");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "0.0",
          "1",
          "1.0",
          "1.00",
          "1e0",
          "10e-1",
          "-1",
          "2",
          "3",
          "499.99",
          "500",
          "500.0000000000000000000000000000000001",
          "5e2",
          "1e1000",
          "-1e1000",
          "1e-1000",
          "9007199254740993",
          "9007199254740992",
          "0.1",
          "0.30000000000000004",
          "0.3");

  private static final List<String> OTHERS =
      List.of("null", "true", "false", "{}", "[]", "{\"a\": 1}");

  private final Random random = new Random(20260715);

  @ParameterizedTest
  @CsvSource({
    "POSTGRESQL, Europe/Berlin",
    "H2, Europe/Berlin",
    "POSTGRESQL, America/Santiago",
    "POSTGRESQL, Australia/Lord_Howe",
    "H2, Australia/Lord_Howe",
    "POSTGRESQL, Pacific/Apia",
    "POSTGRESQL, UTC",
    "POSTGRESQL, Asia/Kathmandu"
  })
  void isWhatTheDatabaseDecides(Database database, String zone) throws Exception {
    var values = Stream.concat(all(), Stream.generate(this::value)).limit(VALUES).toList();
    try (var shop = new Shop(database).in(zone)) {
      insert(shop, values);
      for (int i = 0; i < TESTS; i++) {
        var test = test();
        var evaluation = new TestEvaluation(Shop.AS_OF, ZoneId.of(zone));
        var expected = new TreeSet<String>();
        for (int v = 0; v <= values.size(); v++) {
          var json = v == values.size() ? null : ExactJson.MAPPER.readTree(values.get(v));
          if (evaluation.holds(test, json)) {
            expected.add(id(values, v));
          }
        }
        assertThat(shop.users(new Condition.Profile(Map.of("v", test))))
            .as("%s", test)
            .isEqualTo(expected);
        var others = new TreeSet<>(allIds(values));
        others.removeAll(expected);
        assertThat(
                shop.users(new Condition.None(List.of(new Condition.Profile(Map.of("v", test))))))
            .as("none of %s", test)
            .isEqualTo(others);
      }
    }
  }

  private static String id(List<String> values, int index) {
    return index == values.size() ? "absent" : index + " " + values.get(index);
  }

  private static List<String> allIds(List<String> values) {
    return Stream.iterate(0, i -> i <= values.size(), i -> i + 1).map(i -> id(values, i)).toList();
  }

  private static void insert(Shop shop, List<String> values) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      shop.profile(id(values, i), "{\"w\": 1, \"v\": " + values.get(i) + "}");
    }
    shop.profile("absent", "{}");
  }

  /** Every value of the tables above, by itself. */
  private Stream<String> all() {
    return Stream.of(
            Stream.concat(TEXTS.stream(), DATES.stream()).map(TestEvaluationIT::quoted),
            NUMBERS.stream(),
            OTHERS.stream())
        .flatMap(s -> s);
  }

  private static String quoted(String text) {
    return ExactJson.MAPPER.writeValueAsString(text);
  }

  private String value() {
    int kind = random.nextInt(3);
    if (kind == 0) {
      return scalar();
    }
    return Stream.generate(() -> random.nextInt(12) == 0 ? value() : scalar())
        .limit(random.nextInt(4))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private String scalar() {
    return switch (random.nextInt(5)) {
      case 0, 1 -> quoted(pick(TEXTS));
      case 2 -> quoted(pick(DATES));
      case 3 -> pick(NUMBERS);
      default -> pick(OTHERS);
    };
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private ValueTest test() {
    var operators = new ArrayList<Operator>();
    int size = random.nextInt(3) == 0 ? 2 : 1;
    for (int i = 0; i < size; i++) {
      operators.add(operator());
    }
    return new ValueTest(operators, random.nextBoolean());
  }

  private Operator operator() {
    return switch (random.nextInt(20)) {
      case 0 -> new Operator.Is(expected());
      case 1 -> new Operator.IsNot(expected());
      case 2 -> new Operator.In(List.of(expected(), expected(), expected()));
      case 3 -> new Operator.NotIn(List.of(expected(), expected()));
      case 4 -> new Operator.Above(number());
      case 5 -> new Operator.AtLeast(number());
      case 6 -> new Operator.Below(number());
      case 7 -> new Operator.AtMost(number());
      case 8 -> {
        var one = number();
        var other = number();
        yield new Operator.BetweenNumbers(one.min(other), one.max(other));
      }
      case 9 -> new Operator.Contains(part());
      case 10 -> new Operator.NotContains(part());
      case 11 -> new Operator.StartsWith(part());
      case 12 -> new Operator.EndsWith(part());
      case 13 -> new Operator.Exists(random.nextBoolean());
      default -> new Operator.Within(window());
    };
  }

  private Scalar expected() {
    return switch (random.nextInt(6)) {
      case 0, 1, 2 -> new Scalar.Text(random.nextInt(20) == 0 ? "a\u0000b" : pick(TEXTS));
      case 3, 4 -> new Scalar.Numeric(number());
      default -> new Scalar.Bool(random.nextBoolean());
    };
  }

  private BigDecimal number() {
    return new BigDecimal(pick(NUMBERS));
  }

  private String part() {
    var text = random.nextInt(4) == 0 ? pick(DATES) : pick(TEXTS);
    int length = (int) text.codePoints().count();
    int from = random.nextInt(length + 1);
    int to = from + random.nextInt(length - from + 1);
    return random.nextInt(30) == 0
        ? "\ud83d"
        : text.substring(text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, to));
  }

  private During window() {
    return switch (random.nextInt(7)) {
      case 0 -> new During.Before(moment());
      case 1 -> new During.After(moment());
      case 2 -> new During.On(pick(DAYS));
      case 3 -> new During.Between(moment(), moment());
      case 4 -> new During.LastDays(pick(List.of(0, 1, 90, 112, 1_000_000, Integer.MAX_VALUE)));
      case 5 -> new During.NextDays(pick(List.of(0, 1, 102, 1_000_000, 300_000_000)));
      default -> new During.DaysAgo(pick(List.of(0, 1, 108, 1_000_000)));
    };
  }

  private static final List<LocalDate> DAYS =
      Stream.of(
              "2026-07-15",
              "2026-03-29",
              "2026-10-25",
              "2026-09-06",
              "2011-12-30",
              "0001-01-01",
              "9999-12-31",
              "2024-02-29")
          .map(LocalDate::parse)
          .toList();

  private Moment moment() {
    return switch (random.nextInt(3)) {
      case 0 -> new Moment.Day(pick(DAYS));
      case 1 ->
          new Moment.Local(
              LocalDateTime.parse(
                  pick(
                      List.of(
                          "2026-03-29T02:30",
                          "2026-03-29T03:00",
                          "2026-10-25T02:30",
                          "2026-10-25T03:00",
                          "2026-10-25T01:59:59.999999",
                          "2026-04-05T01:45",
                          "2026-09-06T00:30",
                          "2011-12-30T12:00"))));
      default ->
          new Moment.Absolute(
              Instant.parse(
                  pick(
                      List.of(
                          "2026-07-15T10:30:00Z",
                          "2026-03-29T01:00:00Z",
                          "2026-03-29T01:30:00Z",
                          "2026-03-29T00:59:59.999999Z",
                          "2026-10-25T00:30:00Z",
                          "2026-10-25T01:00:00Z",
                          "2026-10-25T01:30:00Z",
                          "-1000000-01-01T00:00:00Z",
                          "+1000000-01-01T00:00:00Z",
                          "2026-07-15T09:00:00.123456Z"))));
    };
  }
}
