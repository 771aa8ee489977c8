package dev.muster.source.postgresql;

import static dev.muster.source.Clause.join;
import static dev.muster.source.Clause.sql;

import dev.muster.campaign.ValueTest;
import dev.muster.source.Clause;
import dev.muster.source.Dialect;
import dev.muster.source.Query;
import dev.muster.source.Step;
import dev.muster.source.Storable;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;

/**
 * PostgreSQL, from 14 on. A step that decides alone is asked for with {@code exists}, which becomes
 * a semi-join or an anti-join; all others are joined once, because a subquery beneath an {@code or}
 * would be gone through for each profile as soon as it does not fit the working memory.
 */
public record PostgresDialect(PostgresTests tests, JsonColumns json) implements Dialect {

  static PostgresDialect of(Instant asOf, ZoneId zone, JsonColumns json) {
    return new PostgresDialect(new PostgresTests(new PostgresDates(asOf, zone)), json);
  }

  @Override
  public Clause holds(String column, Map<String, ValueTest> byName) {
    return Clause.all(
        byName.entrySet().stream()
            .map(e -> tests.holds(e.getValue(), value(column, e.getKey())))
            .toList());
  }

  @Override
  public Clause textHolds(String column, ValueTest test) {
    return tests.holds(test, PostgresTests.Value.ofText(column));
  }

  @Override
  public Clause json(String column) {
    // A shop's own view may have json, for which the operators are not all there.
    return sql(json.read(column));
  }

  @Override
  public Clause number(String column, String name) {
    return sql(
        "cast(? as numeric)", ValuePath.value(value(column, name).place(), List.of("number")));
  }

  @Override
  public Clause scalar(String column, String name) {
    return ValuePath.value(value(column, name).place(), List.of("string", "number", "boolean"));
  }

  @Override
  public Clause ofScalar(String column) {
    return sql("cast(" + column + " as jsonb)");
  }

  @Override
  public Clause first(Clause query) {
    return sql("with found_first as materialized (\n?\n)\nselect * from found_first", query);
  }

  @Override
  public Clause id(String column, String name) {
    var value = value(column, name);
    return sql(
        "case jsonb_typeof(?) when 'string' then nullif(?, '') when 'number' then ? end",
        value.json(),
        value.text(),
        value.text());
  }

  private PostgresTests.Value value(String column, String name) {
    return PostgresTests.Value.of(json(column).text(), name);
  }

  @Override
  public Clause times(BigDecimal bound, Clause count) {
    return sql("? * ?", bound, count);
  }

  @Override
  public Clause isOneOf(String column, List<String> texts) {
    var storable = texts.stream().filter(Storable::text).toList();
    return switch (storable.size()) {
      case 0 -> Clause.FALSE;
      case 1 -> sql(column + " = ?", storable.getFirst());
      default -> sql(column + " = any (cast(? as text[]))", storable);
    };
  }

  @Override
  public Clause isIn(Step step) {
    return step.alone()
        ? sql("exists (select 1 from " + step.name() + " where " + isUserOf(step) + ")")
        : sql(step.name() + ".user_id is not null");
  }

  @Override
  public Clause isNotIn(Step step) {
    return step.alone()
        ? sql("not exists (select 1 from " + step.name() + " where " + isUserOf(step) + ")")
        : sql(step.name() + ".user_id is null");
  }

  private static String isUserOf(Step step) {
    // The collation is said in case that a shop's own views have two different ones.
    return step.name() + ".user_id = p.user_id collate \"C\"";
  }

  @Override
  public Clause firstAfter(Clause instants, Clause instant) {
    return sql("(select min(at) from unnest(?) as at where at > ?)", instants, instant);
  }

  @Override
  public Clause firstFive(String value, String place) {
    return sql(
        """
        cast(jsonb_agg(
            case jsonb_typeof(VALUE) when 'number'
            then to_jsonb(trim_scale(cast(VALUE as numeric))) else VALUE end
            order by PLACE) filter (where PLACE <= 5) as text)\
        """
            .replace("VALUE", value)
            .replace("PLACE", place));
  }

  @Override
  public Clause inOrder(String value) {
    return sql("cast(VALUE as text) collate \"C\"".replace("VALUE", value));
  }

  @Override
  public String handWrittenId(String column) {
    return "cast(" + column + " as varchar)";
  }

  @Override
  public Object untyped(String text) {
    return new Query.Untyped(text);
  }

  @Override
  public boolean hasOperatorsOfQuestionMarks() {
    return true;
  }

  @Override
  public List<Pattern> changes() {
    return List.of();
  }

  @Override
  public String saidOf(SQLException fault) {
    return String.valueOf(
        fault instanceof PSQLException postgres && postgres.getServerErrorMessage() != null
            ? postgres.getServerErrorMessage().getMessage()
            : fault.getMessage());
  }

  @Override
  public Clause query(List<Step> steps, Clause columns, Clause condition) {
    var named = new ArrayList<Clause>();
    var joins = new ArrayList<Clause>();
    var constant = "cast(null as text)";
    for (var step : steps) {
      var body = step.shown() == null ? step.body() : step.shown();
      named.add(sql(step.name() + " as (\n?\n)", body));
      if (!step.alone()) {
        joins.add(sql("\nleft join " + step.name() + " on " + isUserOf(step)));
      }
      constant = step.shown() != null ? step.name() + ".constant" : constant;
    }
    return sql(
        "??, " + constant + " as constant\nfrom profiles p?\nwhere ?",
        named.isEmpty() ? sql("select ") : sql("with ?\nselect ", join(",\n", named)),
        columns,
        join("", joins),
        condition);
  }
}
