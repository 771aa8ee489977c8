package dev.muster.audience;

import dev.muster.campaign.ValueTest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What the databases say differently. A condition is true, false or unknown, which counts as false.
 */
interface Dialect {

  static Dialect of(AudienceOptions options) {
    return switch (options.databaseType()) {
      case H2 -> new H2Dialect(options.asOf(), options.accountZone());
      case POSTGRESQL -> PostgresDialect.of(options.asOf(), options.accountZone());
    };
  }

  /** Whether all tests hold on the values of these names in a column of JSON objects. */
  Clause holds(String column, Map<String, ValueTest> tests);

  /** Whether the test holds on a column of text. */
  Clause textHolds(String column, ValueTest test);

  /**
   * A column of JSON as all else here reads it; null where the database cannot. Muster's schema
   * must be there.
   */
  Clause json(String column);

  /** The number under the name in a column of JSON objects, or null. */
  Clause number(String column, String name);

  /** What is equal for two scalars just when their type and value are; null for all else. */
  Clause scalar(String column, String name);

  /** Text, or a number's digits, under the name in a column of JSON objects; or null. */
  Clause id(String column, String name);

  /** A number multiplied with a count, exactly. */
  Clause times(BigDecimal bound, Clause count);

  /** Whether a column of text is one of these. */
  Clause isOneOf(String column, List<String> texts);

  /** Whether the profile {@code p} is in the step. */
  Clause isIn(Step step);

  /** Whether the profile {@code p} is not in the step. */
  Clause isNotIn(Step step);

  /** The first of an array of instants that is later than an instant; or null. */
  Clause firstAfter(Clause instants, Clause instant);

  /**
   * A JSON array, as text, of the first five of the values that {@link #scalar} returned.
   *
   * @param value the column with the value
   * @param place the column with its place in the array, from 1
   */
  Clause firstFive(String value, String place);

  /** A column by which values that {@link #scalar} returned are ordered, the same everywhere. */
  Clause inOrder(String value);

  /**
   * The whole query.
   *
   * @param steps what stands before it
   * @param columns those of {@link AudienceQuery}, of the profiles {@code p}, but the last
   * @param profiles whether a profile {@code p} is in the answer
   */
  Clause query(List<Step> steps, Clause columns, Clause profiles);
}
