package dev.muster.audience;

import static dev.muster.source.Clause.sql;

import dev.muster.campaign.ValueTest;
import dev.muster.source.Answers;
import dev.muster.source.Clause;
import dev.muster.source.Dialect;
import dev.muster.source.ExactJson;
import dev.muster.source.Query;
import dev.muster.source.TestEvaluation;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** One user's events that have the names and the time that are asked for, and yet do not count. */
record MissedEvents(Answers answers, Dialect dialect, AudienceOptions options) {
  /** So many of the latest are looked at. */
  static final int MOST = 1000;

  private static final int LONGEST_VALUE = 60;

  /**
   * A test that does not hold on an event.
   *
   * @param value of the property, or missing
   * @param unwanted what the value is instead of what is wanted, or null where its type will do
   */
  private record Miss(String property, JsonNode value, @Nullable String unwanted) {

    boolean ofAnotherType() {
      return unwanted != null;
    }

    /** Behind "one": {@code with amount "500", a text}. */
    String said() {
      return value.isMissingNode() || value.isNull()
          ? "without " + property
          : "with " + property + " " + shown();
    }

    String shown() {
      var written = value.toString();
      var cut =
          written.codePointCount(0, written.length()) <= LONGEST_VALUE
              ? written
              : written.substring(0, written.offsetByCodePoints(0, LONGEST_VALUE)) + "…";
      return unwanted == null ? cut : cut + ", " + unwanted;
    }
  }

  /** What was missed: how many events, the latest, and those of another type than is wanted. */
  private static final class Found {
    private long events;
    private @Nullable Miss latest;
    private @Nullable Miss latestOfAnotherType;
    private final Map<String, Long> ofAnotherType = new LinkedHashMap<>();

    void add(Miss miss) {
      events++;
      latest = latest == null ? miss : latest;
      if (miss.ofAnotherType()) {
        latestOfAnotherType = latestOfAnotherType == null ? miss : latestOfAnotherType;
        ofAnotherType.merge(miss.property(), 1L, Long::sum);
      }
    }

    String said(boolean whateverTheType) {
      var miss = latestOfAnotherType == null && whateverTheType ? latest : latestOfAnotherType;
      if (miss == null) {
        return "";
      }
      if (events == 1) {
        return "there was one " + miss.said();
      }
      var all =
          String.format(
              Locale.ROOT, events < MOST ? "there were %,d, " : "of the latest %,d ", events);
      if (!miss.ofAnotherType()) {
        return all + "the last " + miss.said();
      }
      var many = ofAnotherType.getOrDefault(miss.property(), 0L);
      return all
          + (many == 1
              ? "one of them " + miss.said()
              : "%s of them with %s of another type, such as %s"
                  .formatted(
                      many == events ? "all" : String.format(Locale.ROOT, "%,d", many),
                      miss.property(),
                      miss.shown()));
    }
  }

  /**
   * The nearest miss, in words such as {@code there was one with amount "500", a text}; empty when
   * there is none.
   *
   * @param events those that are asked for
   * @param whateverTheType whether to tell also of events whose values have the right type
   */
  String said(Events events, boolean whateverTheType) throws SQLException {
    var where = events.filter().where();
    if (where.isEmpty()) {
      return "";
    }
    var found = new Found();
    for (var miss :
        answers.all(
            latest(dialect, events.ofAnyProperties().are(dialect)),
            row -> miss(where, row.getString("properties")))) {
      miss.ifPresent(found::add);
    }
    return found.said(whateverTheType);
  }

  /** The latest of some events. */
  static Query latest(Dialect dialect, Clause events) {
    return Explainer.query(
        sql(
            "select cast(? as varchar) as properties\nfrom events e\nwhere ?\n"
                + "order by e.occurred_at desc\nlimit "
                + MOST,
            dialect.json("e.properties"),
            events));
  }

  /** The first test of which the type is to blame, or else the first that does not hold. */
  private Optional<Miss> miss(Map<String, ValueTest> where, @Nullable String properties) {
    var evaluation = new TestEvaluation(options.asOf(), options.accountZone());
    Miss first = null;
    for (var test : where.entrySet()) {
      var found = ExactJson.value(properties, test.getKey());
      if (!evaluation.holds(test.getValue(), found)) {
        var value = found == null ? MissingNode.getInstance() : found;
        var unwanted = WantedValue.of(test.getValue()).flatMap(wanted -> wanted.unwanted(value));
        var miss = new Miss(test.getKey(), value, unwanted.orElse(null));
        if (miss.ofAnotherType()) {
          return Optional.of(miss);
        }
        first = first == null ? miss : first;
      }
    }
    return Optional.ofNullable(first);
  }
}
