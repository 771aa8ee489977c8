package dev.muster.audience;

import static dev.muster.source.Clause.join;
import static dev.muster.source.Clause.sql;

import dev.muster.campaign.Condition;
import dev.muster.campaign.ConstantProperty;
import dev.muster.campaign.Measure;
import dev.muster.campaign.Occurrence;
import dev.muster.source.Clause;
import dev.muster.source.Dialect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The event conditions that stand directly in an {@code all} group with {@code same} or {@code
 * in_order}, which are about events that have to do with each other. The user's events of all of
 * them are gone through together: each is marked with the conditions that it is one for, and what
 * the conditions ask for is found out per user and value.
 *
 * @param same the constant event property, or null
 */
record Group(
    List<Condition.Did> dids,
    List<Condition.DidNot> didNots,
    @Nullable ConstantProperty same,
    boolean inOrder,
    Dialect dialect,
    AudienceOptions options) {
  /** Whether any did sees an event of the row. */
  private static final Clause SEEN = sql("latest is not null");

  static Group of(Condition.All all, Dialect dialect, AudienceOptions options) {
    var dids = all.conditions().stream().filter(Condition.Did.class::isInstance);
    var didNots = all.conditions().stream().filter(Condition.DidNot.class::isInstance);
    return new Group(
        dids.map(Condition.Did.class::cast).toList(),
        didNots.map(Condition.DidNot.class::cast).toList(),
        all.same(),
        all.inOrder(),
        dialect,
        options);
  }

  Group {
    dids = List.copyOf(dids);
    didNots = List.copyOf(didNots);
    if (dids.isEmpty()) {
      throw new IllegalArgumentException("a group with same or in_order needs a did");
    }
  }

  /** The users for whom the group holds. */
  Clause users() {
    if (same == null) {
      return values();
    }
    var count = count();
    return sql(
        """
        select user_id
        from (
        select user_id, ?
        from (
        ?
        ) by_value
        group by user_id
        ) by_user
        where ?\
        """,
        count.columns(),
        values(),
        count.holds(same.values()));
  }

  /** The same, with the values that qualify in the column {@code constant}. */
  Clause usersWithConstant(ConstantProperty constant) {
    var count = count();
    return sql(
        """
        select user_id, constant
        from (
        select user_id, ? as constant, ?
        from (
        select user_id, same_value,
               row_number() over (partition by user_id order by latest desc, ?) as place
        from (
        ?
        ) by_value
        ) placed
        group by user_id
        ) by_user
        where ?\
        """,
        dialect.firstFive("same_value", "place"),
        count.columns(),
        dialect.inOrder("same_value"),
        values(),
        count.holds(constant.values()));
  }

  private MeasureTest count() {
    return MeasureTest.of(new Measure.Times(), Clause.TRUE, dialect);
  }

  /** The values for which the conditions hold, per user; without {@code same}, the users. */
  private Clause values() {
    var measured = measured();
    return sql(
        "select ??\nfrom (\n?\n) measured\nwhere ?",
        by(),
        sql(same == null ? "" : ", latest"),
        measured.rows(),
        Clause.all(SEEN, Clause.all(measured.holds())));
  }

  /**
   * One row: of how many values (without {@code same}, users) any of the {@code did}s sees an event
   * in {@code seen}, for how many of them all conditions hold in {@code held}, and for how many the
   * one alone in {@code held_0} and so on, the {@code did}s first. In order, a {@code did} holds
   * when those before it do.
   */
  Clause tally() {
    var measured = measured();
    var columns = new ArrayList<Clause>();
    columns.add(sql("count(*) as seen"));
    columns.add(sql("count(*) filter (where ?) as held", Clause.all(measured.holds())));
    for (int i = 0; i < measured.holds().size(); i++) {
      columns.add(sql("count(*) filter (where ?) as held_" + i, measured.holds().get(i)));
    }
    return sql(
        "select ?\nfrom (\n?\n) measured\nwhere ?",
        join(",\n       ", columns),
        measured.rows(),
        SEEN);
  }

  /** A row for each value of each user, and whether each of the conditions holds for a row. */
  private record Measured(Clause rows, List<Clause> holds) {}

  private Measured measured() {
    var columns = new ArrayList<Clause>();
    var holds = new ArrayList<Clause>();
    columns.add(by());
    columns.add(sql("max(occurred_at) filter (where ?) as latest", anyDid()));
    for (int i = 0; i < dids.size(); i++) {
      if (inOrder) {
        columns.add(instants(i));
        holds.add(sql("? is not null", time(i)));
      } else {
        require(i, columns, holds);
      }
    }
    for (int i = dids.size(); i < dids.size() + didNots.size(); i++) {
      columns.add(sql("count(*) filter (where ?) as times_" + i, mark(i)));
      holds.add(sql("times_" + i + " = 0"));
    }
    var rows =
        sql(
            "select ?\nfrom (\n?\n) marked\nwhere ?\ngroup by ?",
            join(",\n       ", columns),
            marked(),
            Clause.all(
                same == null ? Clause.TRUE : sql("same_value is not null"), Clause.any(marks())),
            by());
    return new Measured(inOrder ? ordered(rows) : rows, holds);
  }

  private void require(int condition, List<Clause> columns, List<Clause> required) {
    var did = dids.get(condition);
    var filter = filter(condition);
    switch (did.occurrence()) {
      case Occurrence.Measured measured -> {
        var result =
            MeasureTest.of(
                measured.measure(), measuredColumn(condition), filter, "_" + condition, dialect);
        columns.add(result.columns());
        required.add((measured.includingZero() ? result.orZero() : result).holds(measured.test()));
      }
      case Occurrence.FirstTime _ -> {
        var first = sql("first_at_" + condition);
        columns.add(sql("min(occurred_at) ? as ?", filter, first));
        required.add(Clause.all(sql("? is not null", first), found(first, did)));
      }
      case Occurrence.LastTime _ -> {
        var last = sql("last_at_" + condition);
        columns.add(sql("max(occurred_at) ? as ?", filter, last));
        required.add(Clause.all(sql("? is not null", last), found(last, did)));
      }
    }
  }

  private Clause found(Clause instant, Condition.Did did) {
    return Events.found(instant, did.during(), options);
  }

  private Clause by() {
    return sql(same == null ? "user_id" : "user_id, same_value");
  }

  private List<Clause> marks() {
    var marks = new ArrayList<Clause>();
    for (int i = 0; i < dids.size() + didNots.size(); i++) {
      marks.add(mark(i));
    }
    return marks;
  }

  /** The column that says whether the row is an event for the condition; dids come first. */
  private static Clause mark(int condition) {
    return sql("is_" + condition);
  }

  private Clause anyDid() {
    return Clause.any(marks().subList(0, dids.size()));
  }

  /** All events that any of the conditions may look at, marked. */
  private Clause marked() {
    var columns = new ArrayList<Clause>();
    columns.add(sql("e.user_id"));
    columns.add(sql("e.occurred_at"));
    if (same != null) {
      columns.add(sql("? as same_value", SameValue.of(same, dialect)));
    }
    var each = events();
    for (int i = 0; i < each.size(); i++) {
      columns.add(sql("(?) as ?", each.get(i).are(dialect), mark(i)));
      if (i < dids.size() && dids.get(i).occurrence() instanceof Occurrence.Measured measured) {
        columns.add(
            sql("? as ?", DidStep.measured(measured.measure(), dialect), measuredColumn(i)));
      }
    }
    return sql(
        "select ?\nfrom ?\nwhere ?",
        join(",\n       ", columns),
        options.events(),
        Clause.all(
            named(each),
            Events.whose(options),
            Clause.any(each.stream().map(Events::lies).toList())));
  }

  private Clause named(List<Events> each) {
    var names =
        each.stream().flatMap(events -> events.filter().names().stream()).distinct().toList();
    return each.stream().anyMatch(events -> events.filter().anyEvent())
        ? Clause.TRUE
        : dialect.isOneOf("e.name", names);
  }

  private static Clause measuredColumn(int condition) {
    return sql("measured_" + condition);
  }

  private List<Events> events() {
    var events = new ArrayList<Events>();
    dids.forEach(did -> events.add(Events.of(did, options)));
    didNots.forEach(didNot -> events.add(Events.of(didNot, options)));
    return events;
  }

  private static Clause time(int condition) {
    return sql("time_" + condition);
  }

  /** The instants at which the did can have happened, or the only one at which it must have. */
  private Clause instants(int condition) {
    return switch (dids.get(condition).occurrence()) {
      case Occurrence.Measured measured -> {
        if (!isAtLeastOnce(measured)) {
          throw new IllegalArgumentException("a did in an in_order group takes no measure");
        }
        yield sql(
            condition == 0 ? "min(occurred_at) ? as ?" : "array_agg(occurred_at) ? as ?",
            filter(condition),
            instant(condition));
      }
      case Occurrence.FirstTime _ ->
          sql("min(occurred_at) ? as ?", filter(condition), instant(condition));
      case Occurrence.LastTime _ ->
          sql("max(occurred_at) ? as ?", filter(condition), instant(condition));
    };
  }

  private static Clause instant(int condition) {
    return sql("at_" + condition);
  }

  private static Clause filter(int condition) {
    return sql("filter (where ?)", mark(condition));
  }

  /**
   * Adds the earliest instants at which the dids can have happened one after the other: the first
   * at its first event, each further one at its first event after that.
   */
  private Clause ordered(Clause measured) {
    var ordered = measured;
    for (int i = 0; i < dids.size(); i++) {
      ordered = sql("select so_far.*, ? as ?\nfrom (\n?\n) so_far", next(i), time(i), ordered);
    }
    return ordered;
  }

  private Clause next(int condition) {
    var did = dids.get(condition);
    var instant = instant(condition);
    return switch (did.occurrence()) {
      case Occurrence.Measured _ ->
          condition == 0 ? instant : dialect.firstAfter(instant, time(condition - 1));
      case Occurrence.FirstTime _, Occurrence.LastTime _ ->
          sql(
              "case when ? then ? end",
              Clause.all(
                  found(instant, did),
                  condition == 0 ? Clause.TRUE : sql("? > ?", instant, time(condition - 1))),
              instant);
    };
  }

  private static boolean isAtLeastOnce(Occurrence.Measured measured) {
    return measured.measure() instanceof Measure.Times && DidStep.isAtLeastOnce(measured.test());
  }
}
