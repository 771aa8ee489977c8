package dev.muster.audience;

import static dev.muster.source.Clause.sql;

import dev.muster.audience.Explanation.Finding;
import dev.muster.campaign.Condition;
import dev.muster.campaign.UserId;
import dev.muster.source.Answers;
import dev.muster.source.Clause;
import dev.muster.source.Query;
import dev.muster.source.SourceDatabase;
import dev.muster.source.SourceRequirements;
import dev.muster.source.UnfitSource;
import dev.muster.source.UserIds;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.BooleanNode;

/**
 * Explains an audience for one user. Whether a condition holds is asked of the database in the
 * words of the audience's own query, and so is what is measured; only how groups depend on their
 * parts is worked out here.
 */
public final class Explainer {
  private final Answers answers;
  private final AudienceOptions options;
  private final EventFindings events;
  private final GroupFindings groups;
  private final ProfileFindings profile;

  private Explainer(Answers answers, AudienceOptions options) {
    var dialect = options.dialect();
    this.answers = answers;
    this.options = options;
    this.events = new EventFindings(answers, dialect, options);
    this.groups = new GroupFindings(answers, dialect, options);
    this.profile = new ProfileFindings(answers, dialect, options);
  }

  /**
   * Explains the audience for a user, from the data as they are now and seen from the options'
   * as-of instant, in one read-only transaction.
   *
   * @throws UnfitSource when the user has several profiles, or a column is of another type
   * @throws SQLException when the database refuses a question
   */
  public static Explained explain(
      SourceDatabase source, Condition audience, AudienceOptions options, UserId user)
      throws SQLException {
    try (var connection = source.pool().getConnection()) {
      connection.setReadOnly(true);
      // All questions are about the same data.
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      try {
        SourceRequirements.requireFit(connection, options.product());
        var about = options.about(user);
        return new Explainer(new Answers(connection), about).explained(audience);
      } finally {
        connection.rollback();
      }
    }
  }

  private Explained explained(Condition audience) throws SQLException {
    requireOneProfile();
    var optedOut =
        answers.first(
            query(
                sql(
                    "select p.opted_out is true as opted_out from profiles p where ?",
                    options.isAsked("p.user_id"))),
            row -> row.getBoolean("opted_out"));
    if (optedOut.isEmpty()) {
      return new Explained.NoProfile(
          answers.row(
              sql("select count(*) as events from events e where ?", Events.whose(options)),
              row -> row.getLong("events")));
    }
    return new Explained.WithProfile(
        answers.any(AudienceQuery.of(audience, options)),
        optedOut.get(),
        optedOutAs(),
        explanation(audience));
  }

  private void requireOneProfile() throws SQLException {
    long rows =
        answers.row(
            sql("select count(*) as times from profiles p where ?", options.isAsked("p.user_id")),
            row -> row.getLong("times"));
    if (rows > 1) {
      throw new UnfitSource(
          "profiles: %,d rows have the user id that is asked for; %s"
              .formatted(rows, UserIds.REMEDY));
    }
  }

  private @Nullable UserId optedOutAs() throws SQLException {
    var other = AudienceQuery.optedOutInsteadOf(options.onlyUser(), options);
    return other.isEmpty()
        ? null
        : answers.first(other.get(), row -> new UserId(row.getString("user_id"))).orElse(null);
  }

  static Query query(Clause clause) {
    return new Query(clause.text(), clause.parameters());
  }

  private Explanation explanation(Condition condition) throws SQLException {
    return switch (condition) {
      case Condition.All all when all.same() != null || all.inOrder() -> group(all);
      case Condition.All all -> Explanation.all("all of these", parts(all.conditions()));
      case Condition.Any any -> Explanation.any("at least one of these", parts(any.conditions()));
      case Condition.None none -> Explanation.none("none of these", parts(none.conditions()));
      case Condition.Segment segment ->
          Explanation.all(ConditionWords.of(segment), List.of(explanation(segment.audience())));
      case Condition.Did did -> events.did(did, holds(did));
      case Condition.DidNot didNot -> events.didNot(didNot, holds(didNot));
      case Condition.Profile tests -> profile.of(tests);
      case Condition.Listed listed ->
          membership(ConditionWords.of(listed), holds(listed), "it is", "it is not");
      case Condition.Sql query ->
          membership(
              ConditionWords.of(query),
              holds(query),
              "it returns the user",
              "it does not return the user");
      case Condition.Everyone _ ->
          Explanation.alone(ConditionWords.of(condition), true, Finding.NONE);
    };
  }

  private List<Explanation> parts(List<Condition> conditions) throws SQLException {
    var parts = new ArrayList<Explanation>();
    for (var condition : conditions) {
      parts.add(explanation(condition));
    }
    return parts;
  }

  private boolean holds(Condition condition) throws SQLException {
    return answers.any(AudienceQuery.ofPart(condition, options));
  }

  private static Explanation membership(String text, boolean met, String is, String isNot) {
    return Explanation.alone(
        text, met, new Finding(met ? is : isNot, "not " + text, BooleanNode.valueOf(met)));
  }

  /** The conditions on events that belong together, and the others beside them. */
  private Explanation group(Condition.All all) throws SQLException {
    var whole = Conditions.parts(all);
    var explained = together(whole.together());
    if (whole.others().isEmpty()) {
      return explained;
    }
    var parts = new ArrayList<Explanation>();
    parts.add(explained);
    parts.addAll(parts(whole.others()));
    return Explanation.all("all of these", parts);
  }

  private Explanation together(Condition.All all) throws SQLException {
    var same = all.same();
    if (same != null) {
      return groups.of(all, same, holds(all));
    }
    var didNots = new ArrayList<Explanation>();
    for (var condition : all.conditions()) {
      if (condition instanceof Condition.DidNot didNot) {
        didNots.add(events.didNot(didNot, holds(didNot)));
      }
    }
    return new OrderFindings(groups).of(all, didNots, holds(all));
  }
}
