package dev.muster.audience;

import static dev.muster.source.Clause.join;
import static dev.muster.source.Clause.sql;

import dev.muster.campaign.Condition;
import dev.muster.campaign.UserId;
import dev.muster.campaign.ValueTest;
import dev.muster.campaign.WhiteSpace;
import dev.muster.source.Clause;
import dev.muster.source.Dialect;
import dev.muster.source.Query;
import dev.muster.source.SourceTable;
import dev.muster.source.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How an audience becomes one question to a database. */
public final class AudienceQuery {
  private final AudienceOptions options;
  private final Dialect dialect;
  private final List<Step> steps;

  /** Whether the next group with {@code same}, in the order of the document, is to be shown. */
  private boolean showsConstant;

  private AudienceQuery(AudienceOptions options) {
    this(options, new ArrayList<>());
  }

  private AudienceQuery(AudienceOptions options, List<Step> steps) {
    this.options = options;
    this.steps = steps;
    this.dialect = options.dialect();
    this.showsConstant = options.withConstants();
  }

  /**
   * The question whose answer is the audience: one row, in no order, for every profile that is not
   * opted out and for which the condition holds. Every text of the campaign is a parameter, save a
   * hand-written query, which is a part of the text.
   *
   * <p>The columns, text where nothing else is said:
   *
   * <ul>
   *   <li>{@code user_id} of the profile
   *   <li>{@code receiver_user_id}: what the attribute named in the options holds, or null; a
   *       number is taken as its digits, everything else that is no text, and empty text, is null
   *   <li>{@code receiver_anonymous_id}: likewise
   *   <li>{@code timezone} of the profile, or null
   *   <li>{@code constant}: null, or, if asked for, a JSON array of the values that qualify in the
   *       first group with {@code same}, newest first by the latest event that one of its {@code
   *       did}s looks at, at most five
   *   <li>{@code opted_out_elsewhere}, a boolean: whether another profile with the same id for the
   *       receiver has opted out
   * </ul>
   *
   * @throws IllegalArgumentException when the condition contradicts the contract of the campaign
   *     file
   */
  public static Query of(Condition audience, AudienceOptions options) {
    var question = new AudienceQuery(options);
    return question.of(audience, sql("p.opted_out is not true"), question.optedOutElsewhere());
  }

  /**
   * The same, without {@code constant}, in an order in which those stand together whom the receiver
   * knows by one id.
   */
  public static Query byReceiver(Condition audience, AudienceOptions options) {
    var question = new AudienceQuery(options.withConstants(false));
    var query = of(audience, options.withConstants(false));
    if (!question.sharesReceivers()) {
      return query;
    }
    var key = question.receiverKey();
    var text = options.product().inAnyCollation("(" + key.text() + ")");
    return new Query(
        query.text() + "\norder by " + text,
        Stream.concat(query.parameters().stream(), key.parameters().stream()).toList());
  }

  /** The same for a condition that is a part of an audience: having opted out does not matter. */
  static Query ofPart(Condition condition, AudienceOptions options) {
    return new AudienceQuery(options).of(condition, Clause.TRUE, Clause.FALSE);
  }

  /**
   * Asks for the users whom one audience finds and another one does not: {@code user_id}, and
   * {@code shut_out_by}, the number from 0 on of the first requirement of the other one that does
   * not hold.
   *
   * @param requirements the other one's, at least one
   * @param options the other one's; as of the same instant
   */
  static Query shutOut(
      List<Requirement> requirements,
      AudienceOptions options,
      Condition foundBy,
      AudienceOptions foundByOptions) {
    var question = new AudienceQuery(foundByOptions.withConstants(false));
    var other = new AudienceQuery(options.withConstants(false), question.steps);
    var failed = requirements.stream().map(other::isFailed).toList();
    var cases = new ArrayList<Clause>();
    for (var i = 0; i < failed.size(); i++) {
      cases.add(sql("when ? then " + i, failed.get(i)));
    }
    var profiles =
        Clause.all(
            sql("p.opted_out is not true"), question.holds(foundBy, true), Clause.any(failed));
    var columns = sql("p.user_id, case ? end as shut_out_by", join(" ", cases));
    var whole = question.dialect.query(question.steps, columns, profiles);
    return new Query(whole.text(), whole.parameters());
  }

  /**
   * Asks for the profiles of the users who are asked about: the columns of an audience, and {@code
   * opted_out}.
   */
  static Query profiles(AudienceOptions options) {
    var question = new AudienceQuery(options);
    return question.of(
        sql("?, p.opted_out is true as opted_out", question.columns(question.optedOutElsewhere())),
        options.isAsked("p.user_id"));
  }

  private Clause isFailed(Requirement requirement) {
    return requirement.excluded()
        ? holds(requirement.condition(), false)
        : fails(requirement.condition(), false);
  }

  private Query of(Condition audience, Clause eligible, Clause optedOutElsewhere) {
    var profiles = Clause.all(options.isAsked("p.user_id"), eligible, holds(audience, true));
    return of(columns(optedOutElsewhere), profiles);
  }

  private Query of(Clause columns, Clause profiles) {
    var whole = dialect.query(steps, columns, profiles);
    return new Query(whole.text(), whole.parameters());
  }

  private Clause columns(Clause optedOutElsewhere) {
    return sql(
        "p.user_id, ? as receiver_user_id, ? as receiver_anonymous_id, p.timezone,"
            + " ? as opted_out_elsewhere",
        receiver(options.userIdAttribute()),
        receiver(options.anonymousIdAttribute()),
        optedOutElsewhere);
  }

  /**
   * What is wrong with the hand-written queries of an audience, each with its file and what the
   * database says; none is run.
   *
   * @throws SQLException when the database cannot be asked
   */
  public static List<String> faults(
      Condition audience, AudienceOptions options, Connection connection) throws SQLException {
    var faults = new ArrayList<String>();
    if (audience instanceof Condition.Sql query) {
      new HandWritten(query, options)
          .fault(connection)
          .ifPresent(fault -> faults.add(query.file() + ": " + fault));
    }
    for (var child : children(audience)) {
      faults.addAll(faults(child, options, connection));
    }
    return faults;
  }

  /** The files of an audience's hand-written queries, as they are written, each once. */
  public static List<String> handWritten(Condition audience) {
    var below = children(audience).stream().map(AudienceQuery::handWritten).flatMap(List::stream);
    return audience instanceof Condition.Sql query
        ? List.of(query.file())
        : below.distinct().toList();
  }

  /** The files of an audience's lists, as they are written, each once. */
  public static List<String> lists(Condition audience) {
    var below = children(audience).stream().map(AudienceQuery::lists).flatMap(List::stream);
    return audience instanceof Condition.Listed listed
        ? List.of(listed.file())
        : below.distinct().toList();
  }

  private static List<Condition> children(Condition condition) {
    return switch (condition) {
      case Condition.All all -> all.conditions();
      case Condition.Any any -> any.conditions();
      case Condition.None none -> none.conditions();
      case Condition.Segment segment -> List.of(segment.audience());
      case Condition.Did _,
          Condition.DidNot _,
          Condition.Profile _,
          Condition.Listed _,
          Condition.Sql _,
          Condition.Everyone _ ->
          List.of();
    };
  }

  /**
   * Asks for what the receiver knows those by who have opted out: the columns {@code
   * receiver_user_id} and {@code receiver_anonymous_id}, as above. Nothing where no two profiles
   * can have one of them.
   */
  static Optional<Query> optedOut(AudienceOptions options) {
    var question = new AudienceQuery(options);
    return question.sharesReceivers()
        ? Optional.of(
            Explainer.query(
                sql(
                    "select ? as receiver_user_id, ? as receiver_anonymous_id\n"
                        + "from profiles p\nwhere p.opted_out is true",
                    question.receiver(options.userIdAttribute()),
                    question.receiver(options.anonymousIdAttribute()))))
        : Optional.empty();
  }

  /** Asks for a profile that has opted out and has the same id for the receiver as the user's. */
  static Optional<Query> optedOutInsteadOf(UserId user, AudienceOptions options) {
    var question = new AudienceQuery(options);
    return question.sharesReceivers()
        ? Optional.of(
            Explainer.query(
                sql(
                    """
                    select p.user_id
                    from profiles p
                    where p.opted_out is true and p.user_id <> ? and ? = (
                    select ? from profiles p where p.user_id = ?
                    )
                    order by p.user_id\
                    """,
                    user.value(),
                    question.receiverKey(),
                    question.receiverKey(),
                    user.value())))
        : Optional.empty();
  }

  private boolean sharesReceivers() {
    // User ids differ, and everybody has one.
    return !options.userIdAttribute().equals("user_id");
  }

  private Clause optedOutElsewhere() {
    if (!sharesReceivers()) {
      return Clause.FALSE;
    }
    var key = receiverKey();
    var users =
        sql(
            """
            select p.user_id
            from profiles p
            where ? and p.opted_out is not true and ? in (
            select ?
            from profiles p
            where p.opted_out is true and ? is not null
            )\
            """,
            options.isAsked("p.user_id"),
            key,
            key,
            key);
    return dialect.isIn(add("opted_out", users, false, null));
  }

  /** What the receiver knows the profile {@code p} by, of one kind or the other, as one text. */
  private Clause receiverKey() {
    return sql(
        "case when btrim(?, ?) <> '' then 'u' || ? when btrim(?, ?) <> '' then 'a' || ? end",
        receiver(options.userIdAttribute()),
        WhiteSpace.ALL,
        receiver(options.userIdAttribute()),
        receiver(options.anonymousIdAttribute()),
        WhiteSpace.ALL,
        receiver(options.anonymousIdAttribute()));
  }

  private Clause receiver(String attribute) {
    return isColumn(attribute)
        ? sql("nullif(p." + attribute + ", '')")
        : dialect.id("p.attributes", attribute);
  }

  /** Whether it is a column of the profiles, not one of their attributes. */
  public static boolean isColumn(String attribute) {
    return SourceTable.TEXTS.contains(attribute);
  }

  /**
   * Whether the condition holds for the profile {@code p}.
   *
   * @param alone whether, when it does not hold, nothing else matters
   */
  private Clause holds(Condition condition, boolean alone) {
    return switch (condition) {
      case Condition.All all when all.same() != null || all.inOrder() -> groupHolds(all, alone);
      case Condition.All all ->
          Clause.all(all.conditions().stream().map(c -> holds(c, alone)).toList());
      case Condition.Any any ->
          Clause.any(any.conditions().stream().map(c -> holds(c, false)).toList());
      case Condition.None none ->
          Clause.all(none.conditions().stream().map(c -> fails(c, alone)).toList());
      case Condition.Did did -> {
        var step = DidStep.of(did, dialect, options);
        yield step.negated()
            ? dialect.isNotIn(did(did, step, alone))
            : dialect.isIn(did(did, step, alone));
      }
      case Condition.DidNot didNot -> dialect.isNotIn(didNot(didNot, alone));
      case Condition.Profile profile -> profileHolds(profile);
      case Condition.Segment segment -> holds(segment.audience(), alone);
      case Condition.Listed listed -> dialect.isIn(listed(listed, alone));
      case Condition.Sql query -> dialect.isIn(query(query, alone));
      case Condition.Everyone _ -> Clause.TRUE;
    };
  }

  /** Whether the condition does not hold; never unknown. */
  private Clause fails(Condition condition, boolean alone) {
    return switch (condition) {
      case Condition.All all when all.same() != null || all.inOrder() ->
          groupHolds(all, false).isNotTrue();
      case Condition.All all ->
          Clause.any(all.conditions().stream().map(c -> fails(c, false)).toList());
      case Condition.Any any ->
          Clause.all(any.conditions().stream().map(c -> fails(c, alone)).toList());
      case Condition.None none ->
          Clause.any(none.conditions().stream().map(c -> holds(c, false)).toList());
      case Condition.Did did -> {
        var step = DidStep.of(did, dialect, options);
        yield step.negated()
            ? dialect.isIn(did(did, step, alone))
            : dialect.isNotIn(did(did, step, alone));
      }
      case Condition.DidNot didNot -> dialect.isIn(didNot(didNot, alone));
      case Condition.Profile profile -> profileHolds(profile).isNotTrue();
      case Condition.Segment segment -> fails(segment.audience(), alone);
      case Condition.Listed listed -> dialect.isNotIn(listed(listed, alone));
      case Condition.Sql query -> dialect.isNotIn(query(query, alone));
      case Condition.Everyone _ -> Clause.FALSE;
    };
  }

  private Clause groupHolds(Condition.All all, boolean alone) {
    var group = Group.of(all, dialect, options);
    var same = all.same();
    Clause constants = null;
    if (showsConstant && same != null) {
      showsConstant = false;
      constants = group.usersWithConstant(same);
    }
    var step = add("group", group.users(), alone && constants == null, constants);
    var others = all.conditions().stream().filter(c -> !isEvent(c));
    return Clause.all(dialect.isIn(step), Clause.all(others.map(c -> holds(c, alone)).toList()));
  }

  private static boolean isEvent(Condition condition) {
    return condition instanceof Condition.Did || condition instanceof Condition.DidNot;
  }

  private Clause profileHolds(Condition.Profile profile) {
    var attributes = new LinkedHashMap<String, ValueTest>();
    var tests = new ArrayList<Clause>();
    profile
        .tests()
        .forEach((name, test) -> {
          if (isColumn(name)) {
            tests.add(dialect.textHolds("p." + name, test));
          } else {
            attributes.put(name, test);
          }
        });
    tests.add(dialect.holds("p.attributes", attributes));
    return Clause.all(tests);
  }

  private Step did(Condition.Did did, DidStep step, boolean alone) {
    return add(
        StepName.ofEvents("did", did.events()),
        Events.users(options.events(), step.events(), step.columns(), step.holds(), !alone),
        alone,
        null);
  }

  private Step didNot(Condition.DidNot didNot, boolean alone) {
    var events = Events.of(didNot, options).are(dialect);
    return add(
        StepName.ofEvents("did_not", didNot.events()),
        Events.users(options.events(), events, sql(""), Clause.TRUE, !alone),
        alone,
        null);
  }

  private Step listed(Condition.Listed listed, boolean alone) {
    return add(StepName.ofFile("list", listed.file()), ids(listed.file()), alone, null);
  }

  private Clause ids(String path) {
    return switch (options.lists()) {
      case ListSource.Beside(var run) ->
          sql(
              "select user_id from muster_run_list where ?",
              Clause.all(
                  sql("run_id = ?", run.value()),
                  sql("path = ?", path),
                  options.isAsked("user_id")));
      case ListSource.Shared shared ->
          sql(
              "select user_id from muster_list_user where ?",
              Clause.all(sql("list_id = ?", shared.key(path)), options.isAsked("user_id")));
      case ListSource.GoingAlong(var ids) ->
          sql(
              "select ids.user_id from unnest(cast(? as varchar array)) as ids (user_id)",
              going(ids, path));
    };
  }

  private List<String> going(ListSource.Ids ids, String path) {
    var only = options.only();
    return ids.of(path, only == null ? null : only.users());
  }

  private Step query(Condition.Sql query, boolean alone) {
    return add(
        StepName.ofFile("sql", query.file()),
        new HandWritten(query, options).users(!alone),
        alone,
        null);
  }

  private Step add(String kind, Clause body, boolean alone, @Nullable Clause constants) {
    var step = new Step(kind + "_" + (steps.size() + 1), body, alone, constants);
    steps.add(step);
    return step;
  }
}
