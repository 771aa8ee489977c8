package dev.muster.source.h2;

import static dev.muster.source.Clause.join;
import static dev.muster.source.Clause.sql;

import dev.muster.campaign.ValueTest;
import dev.muster.source.Clause;
import dev.muster.source.Dialect;
import dev.muster.source.Step;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * H2, with the functions of {@link H2Functions}. Steps are asked for with {@code in}, because H2
 * evaluates such a subquery once and looks up in its answer; a join would evaluate it again for
 * every profile. Window functions must not be in them, for then it is evaluated each time, too.
 * They stand where they are asked for: when H2 2.5 finds a statement in its cache, it takes the
 * last answer of a named one even though the parameters are others now.
 */
public record H2Dialect(Instant asOf, ZoneId zone) implements Dialect {
  private static final Pattern CHANGES =
      Pattern.compile(
          "\\b(?:(?:final|new|old)\\s+table\\b|next\\s+value\\b|nextval\\b|csvwrite\\b|file_write\\b"
              + "|link_schema\\b|(?:cancel|abort)_session\\b|set\\s*\\()",
          Pattern.CASE_INSENSITIVE);

  /** H2 repeats the whole statement, with a mark in it, and with line breaks as {@code \\000a}. */
  private static final Pattern PLACE =
      Pattern.compile(
          "\\[\\*\\](?<rest>(?:(?!\\\\000a|\\) hand_written).){0,40}).*?\"(?<expected>(?:; expected .*)?)$",
          Pattern.DOTALL);

  @Override
  public Clause holds(String column, Map<String, ValueTest> tests) {
    return tests.isEmpty()
        ? Clause.TRUE
        : sql("muster_holds(" + column + ", ?)", new TestText(asOf, zone, tests).written());
  }

  @Override
  public Clause textHolds(String column, ValueTest test) {
    return sql(
        "muster_text_holds(" + column + ", ?)",
        new TestText(asOf, zone, Map.of("", test)).written());
  }

  @Override
  public Clause json(String column) {
    return sql(column);
  }

  @Override
  public Clause number(String column, String name) {
    return sql("muster_number(" + column + ", ?)", name);
  }

  @Override
  public Clause scalar(String column, String name) {
    return sql("muster_scalar(" + column + ", ?)", name);
  }

  /** {@link H2Functions#scalar} writes equal ones alike, and so is the one that is given. */
  @Override
  public Clause ofScalar(String column) {
    return sql(column);
  }

  @Override
  public Clause first(Clause query) {
    return query;
  }

  @Override
  public Clause id(String column, String name) {
    return sql("muster_id(" + column + ", ?)", name);
  }

  @Override
  public Clause times(BigDecimal bound, Clause count) {
    // H2 takes a parameter for an integer where it is multiplied with one.
    return sql("muster_times(?, ?)", bound, count);
  }

  @Override
  public Clause isOneOf(String column, List<String> texts) {
    return sql(column + " in (?)", join(", ", texts.stream().map(text -> sql("?", text)).toList()));
  }

  @Override
  public Clause isIn(Step step) {
    return sql("p.user_id in (\n?\n)", step.body());
  }

  @Override
  public Clause isNotIn(Step step) {
    return isIn(step).isNotTrue();
  }

  @Override
  public Clause firstAfter(Clause instants, Clause instant) {
    return sql("muster_first_after(?, ?)", instants, instant);
  }

  @Override
  public Clause firstFive(String value, String place) {
    return sql(
        "'[' || listagg(%1$s, ',') within group (order by %2$s) filter (where %2$s <= 5) || ']'"
            .formatted(value, place));
  }

  @Override
  public Clause inOrder(String value) {
    return sql("cast(" + value + " as varbinary)");
  }

  /** It keeps blanks when it casts, and does not heed them in a comparison with a padded value. */
  @Override
  public String handWrittenId(String column) {
    var text = "cast(" + column + " as varchar)";
    return "case when %s = %s || ' ' then rtrim(%s) else %s end"
        .formatted(column, text, text, text);
  }

  @Override
  public Object untyped(String text) {
    return text;
  }

  @Override
  public boolean hasOperatorsOfQuestionMarks() {
    return false;
  }

  @Override
  public List<Pattern> changes() {
    return List.of(CHANGES);
  }

  @Override
  public String saidOf(SQLException fault) {
    var message = String.valueOf(fault.getMessage()).replaceFirst("(?s);? SQL statement:.*", "");
    var place = PLACE.matcher(message);
    return place.find()
        ? "syntax error "
            + (place.group("rest").isBlank()
                ? "at its end"
                : "before " + place.group("rest").strip())
            + place.group("expected")
        : message;
  }

  @Override
  public Clause query(List<Step> steps, Clause columns, Clause condition) {
    var constants = steps.stream().map(Step::shown).filter(Objects::nonNull).findFirst();
    var none = "cast(null as varchar) as constant";
    var profiles = sql("from profiles p\nwhere ?", condition);
    if (constants.isEmpty()) {
      return sql("select ?, " + none + "\n?", columns, profiles);
    }
    // One after the other, and then together: a join would be evaluated again for each profile.
    return sql(
        """
        select user_id, max(receiver_user_id) as receiver_user_id,
               max(receiver_anonymous_id) as receiver_anonymous_id,
               max(timezone) as timezone,
               bool_or(opted_out_elsewhere) as opted_out_elsewhere, max(constant) as constant
        from (
        select ?, NONE, true as qualifies
        ?
        union all
        select user_id, null, null, null, false, constant, false from (
        ?
        ) constants
        ) audience
        group by user_id having bool_or(qualifies)\
        """
            .replace("NONE", none),
        columns,
        profiles,
        constants.get());
  }
}
