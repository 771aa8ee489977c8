package dev.muster.audience;

import static dev.muster.audience.Clause.join;
import static dev.muster.audience.Clause.sql;

import dev.muster.campaign.ValueTest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * H2, with the functions of {@link H2Functions}. Steps are asked for with {@code in}, because H2
 * evaluates such a subquery once and looks up in its answer; a join would evaluate it again for
 * every profile.
 */
record H2Grammar(Instant asOf, ZoneId zone) implements Grammar {

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
  public Clause number(String column, String name) {
    return sql("muster_number(" + column + ", ?)", name);
  }

  @Override
  public Clause scalar(String column, String name) {
    return sql("muster_scalar(" + column + ", ?)", name);
  }

  @Override
  public Clause id(String column, String name) {
    return sql("muster_id(" + column + ", ?)", name);
  }

  @Override
  public Clause isOneOf(String column, List<String> texts) {
    return sql(column + " in (?)", join(", ", texts.stream().map(text -> sql("?", text)).toList()));
  }

  @Override
  public Clause isIn(Step step) {
    return sql("p.user_id in (select user_id from " + step.name() + ")");
  }

  @Override
  public Clause isNotIn(Step step) {
    return sql("(p.user_id in (select user_id from " + step.name() + ")) is not true");
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

  @Override
  public Clause query(List<Step> steps, Clause columns, Clause condition) {
    var with =
        steps.isEmpty()
            ? sql("")
            : sql(
                "with ?\n",
                join(
                    ",\n",
                    steps.stream().map(s -> sql(s.name() + " as (\n?\n)", s.body())).toList()));
    var constants =
        steps.stream().filter(Step::constant).map(Step::name).collect(Collectors.joining());
    var none = "cast(null as varchar) as constant";
    var profiles = sql("from profiles p\nwhere p.opted_out is not true and (?)", condition);
    if (constants.isEmpty()) {
      return sql("?select ?, " + none + "\n?", with, columns, profiles);
    }
    // One table after the other, and then together: a join would be evaluated for each profile.
    return sql(
        """
        ?select user_id, max(receiver_user_id) as receiver_user_id,
               max(receiver_anonymous_id) as receiver_anonymous_id,
               max(timezone) as timezone, max(constant) as constant
        from (
        select ?, NONE, true as qualifies
        ?
        union all
        select user_id, null, null, null, constant, false from CONSTANTS
        ) audience
        group by user_id having bool_or(qualifies)\
        """
            .replace("NONE", none)
            .replace("CONSTANTS", constants),
        with,
        columns,
        profiles);
  }
}
