package dev.muster.audience;

import static dev.muster.audience.Clause.join;
import static dev.muster.audience.Clause.sql;

import dev.muster.campaign.Condition;
import dev.muster.campaign.ConstantProperty;
import dev.muster.campaign.Measure;
import dev.muster.campaign.Occurrence;
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
    Grammar grammar,
    AudienceOptions options) {

  static Group of(Condition.All all, Grammar grammar, AudienceOptions options) {
    var dids = all.conditions().stream().filter(Condition.Did.class::isInstance);
    var didNots = all.conditions().stream().filter(Condition.DidNot.class::isInstance);
    return new Group(
        dids.map(Condition.Did.class::cast).toList(),
        didNots.map(Condition.DidNot.class::cast).toList(),
        all.same(),
        all.inOrder(),
        grammar,
        options);
  }

  Group {
    dids = List.copyOf(dids);
    didNots = List.copyOf(didNots);
    if (dids.isEmpty()) {
      throw new IllegalArgumentException("a group with same or in_order needs a did");
    }
  }

  /** The users for whom the group holds; with the column {@code constant}, if asked for. */
  Clause users(boolean withConstant) {
    var enough =
        same == null
            ? Clause.TRUE
            : MeasureTest.of(new Measure.Times(), Clause.TRUE, grammar).holds(same.values());
    var having = enough.equals(Clause.TRUE) ? sql("") : sql("\nhaving ?", enough);
    return withConstant
        ? sql(
            """
            select user_id, ? as constant
            from (
            select user_id, same_value,
                   row_number() over (partition by user_id order by latest desc, ?) as place
            from (
            ?
            ) by_value
            ) placed
            group by user_id?\
            """,
            grammar.firstFive("same_value", "place"),
            grammar.inOrder("same_value"),
            values(),
            having)
        : sql("select user_id\nfrom (\n?\n) by_value\ngroup by user_id?", values(), having);
  }

  /** The values for which the conditions hold, per user; without {@code same}, the users. */
  private Clause values() {
    var latest =
        same == null
            ? sql("")
            : sql(", same_value, max(occurred_at) filter (where ?) as latest", anyDid());
    return sql(
        "select user_id?\nfrom (\n?\n) marked\nwhere ?\ngroup by ?\nhaving ?",
        latest,
        inOrder ? ordered() : marked(),
        Clause.all(same == null ? Clause.TRUE : sql("same_value is not null"), Clause.any(marks())),
        by(),
        Clause.all(requirements()));
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
      columns.add(sql("? as same_value", value(same)));
    }
    var each = events();
    for (int i = 0; i < each.size(); i++) {
      columns.add(sql("(?) as ?", each.get(i).are(grammar), mark(i)));
      if (i < dids.size() && dids.get(i).occurrence() instanceof Occurrence.Measured measured) {
        columns.add(
            sql("? as ?", DidStep.measured(measured.measure(), grammar), measuredColumn(i)));
      }
    }
    return sql(
        "select ?\nfrom events e\nwhere ?",
        join(",\n       ", columns),
        Clause.all(
            Clause.any(each.stream().map(events -> events.named(grammar)).toList()),
            Clause.any(
                each.stream()
                    .map(events -> TimeSpan.contains(events.during(), sql("e.occurred_at")))
                    .toList())));
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

  private Clause value(ConstantProperty constant) {
    var property = constant.property();
    if (property != null) {
      return grammar.scalar("e.properties", property);
    }
    var cases =
        constant.byEvent().entrySet().stream()
            .map(e ->
                sql(
                    "when ? then ?",
                    grammar.isOneOf("e.name", List.of(e.getKey())),
                    grammar.scalar("e.properties", e.getValue())))
            .toList();
    return sql("case ? end", join(" ", cases));
  }

  /** What must be true of a user's, or a value's, events. */
  private List<Clause> requirements() {
    var required = new ArrayList<Clause>();
    if (inOrder) {
      required.add(sql("max(?) is not null", time(dids.size() - 1)));
    } else {
      for (int i = 0; i < dids.size(); i++) {
        required.add(holds(i));
      }
      required.add(sql("count(*) filter (where ?) > 0", anyDid()));
    }
    for (int i = 0; i < didNots.size(); i++) {
      required.add(sql("count(*) filter (where ?) = 0", mark(dids.size() + i)));
    }
    return required;
  }

  private Clause holds(int condition) {
    var did = dids.get(condition);
    var filter = sql("filter (where ?)", mark(condition));
    return switch (did.occurrence()) {
      case Occurrence.Measured measured -> {
        var result = MeasureTest.of(measured.measure(), measuredColumn(condition), filter, grammar);
        yield (measured.includingZero() ? result.orZero() : result).holds(measured.test());
      }
      case Occurrence.FirstTime _ ->
          Events.found(sql("min(occurred_at) ?", filter), did.during(), options);
      case Occurrence.LastTime _ ->
          Events.found(sql("max(occurred_at) ?", filter), did.during(), options);
    };
  }

  private static Clause time(int condition) {
    return sql("time_" + condition);
  }

  /**
   * The marked events with the earliest instants at which the dids can have happened one after the
   * other: the first at its first event, each further one at its first event after that.
   */
  private Clause ordered() {
    var events = marked();
    for (int i = 0; i < dids.size(); i++) {
      events = sql("select so_far.*, ? as ?\nfrom (\n?\n) so_far", next(i), time(i), events);
    }
    return events;
  }

  private Clause next(int condition) {
    var did = dids.get(condition);
    var after = condition == 0 ? Clause.TRUE : sql("occurred_at > ?", time(condition - 1));
    return switch (did.occurrence()) {
      case Occurrence.Measured measured -> {
        if (!isAtLeastOnce(measured)) {
          throw new IllegalArgumentException("a did in an in_order group takes no measure");
        }
        yield overUser("min", Clause.all(mark(condition), after));
      }
      case Occurrence.FirstTime _ -> only(overUser("min", mark(condition)), condition, did);
      case Occurrence.LastTime _ -> only(overUser("max", mark(condition)), condition, did);
    };
  }

  /** The instant of the one event that is meant, unless it lies elsewhere or is too early. */
  private Clause only(Clause instant, int condition, Condition.Did did) {
    return sql(
        "case when ? then ? end",
        Clause.all(
            Events.found(instant, did.during(), options),
            condition == 0 ? Clause.TRUE : sql("? > ?", instant, time(condition - 1))),
        instant);
  }

  private Clause overUser(String aggregate, Clause which) {
    return sql(aggregate + "(occurred_at) filter (where ?) over (partition by ?)", which, by());
  }

  private static boolean isAtLeastOnce(Occurrence.Measured measured) {
    return measured.measure() instanceof Measure.Times && DidStep.isAtLeastOnce(measured.test());
  }
}
