package dev.muster.source;

import dev.muster.campaign.ValueTest;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the databases say differently. A condition is true, false or unknown, which counts as false.
 */
public interface Dialect {

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

  /** What {@link #scalar} returns of a scalar that is given as JSON in a column of text. */
  Clause ofScalar(String column);

  /**
   * A query as a part of another one that looks at its rows alone: nothing else that is asked of
   * these decides how they are found, as far as the database lets itself be told.
   */
  Clause first(Clause query);

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
   * The id that a query by hand returns, as text without the blanks that pad it; in text, a blank
   * at the end belongs to the id.
   */
  String handWrittenId(String column);

  /** A text in a query by hand, whose type what stands beside it says. */
  Object untyped(String text);

  /** Whether a question mark is a part of operators, and not a parameter. */
  boolean hasOperatorsOfQuestionMarks();

  /** What changes data, though it stands in a query in parentheses. */
  List<Pattern> changes();

  /** What the database says of a query by hand that it does not understand, for its author. */
  String saidOf(SQLException fault);

  /**
   * The whole query.
   *
   * @param steps what stands before it
   * @param columns those of an audience, of the profiles {@code p}, but the last
   * @param profiles whether a profile {@code p} is in the answer
   */
  Clause query(List<Step> steps, Clause columns, Clause profiles);
}
