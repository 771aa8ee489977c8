package dev.muster.audience;

import static dev.muster.source.Clause.sql;

import dev.muster.campaign.Condition;
import dev.muster.campaign.Scalar;
import dev.muster.campaign.SqlParameters;
import dev.muster.source.Clause;
import dev.muster.source.Dialect;
import dev.muster.source.Numbers;
import dev.muster.source.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The hand-written query of a {@code sql} condition as a part of the audience's. It is one query
 * that only reads: it cannot leave the parentheses that it is put in, and there a database changes
 * nothing, save by what {@link Dialect#changes} finds. It is to be asked in a read-only
 * transaction, which sees to functions that write.
 */
record HandWritten(Condition.Sql condition, AudienceOptions options) {
  private static final Pattern CHANGES =
      Pattern.compile(
          "\\b(?:insert\\s+into|delete\\s+from|merge\\s+into|update\\s+[^\\s()]+\\s+set)\\b",
          Pattern.CASE_INSENSITIVE);

  /** The users that it returns. */
  Clause users(boolean eachOnce) {
    structuralFault()
        .ifPresent(fault -> {
          throw new IllegalArgumentException(condition.file() + ": " + fault);
        });
    var id = options.dialect().handWrittenId("hand_written.user_id");
    return sql(
        "select "
            + id
            + " as user_id\nfrom (\n?\n) hand_written\nwhere ?"
            + (eachOnce ? "\ngroup by hand_written.user_id" : ""),
        query(),
        Clause.all(sql("hand_written.user_id is not null"), options.isAsked(id)));
  }

  /** What is wrong with it, for its author; empty when the database understands it. */
  Optional<String> fault(Connection connection) throws SQLException {
    var structural = structuralFault();
    if (structural.isPresent()) {
      return structural;
    }
    var users = users(false);
    try (var statement = new Query(users.text(), users.parameters()).prepare(connection)) {
      statement.getMetaData();
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(
          "expected a query that returns user_id, but the database says: "
              // What Muster calls the query around which it puts its own means nothing to its
              // author.
              + options.dialect().saidOf(e).replace("hand_written.", ""));
    }
  }

  private Optional<String> structuralFault() {
    var text = text();
    var code = SqlParameters.withoutQuotes(text);
    if (!SqlParameters.withoutQuotes(condition.query() + "\n)").endsWith(")")) {
      return Optional.of("expected the end of a quoted text or a comment, found none");
    }
    if (code.indexOf(';') >= 0) {
      return Optional.of("expected one query, found another after the ;");
    }
    if (!isBalanced(code)) {
      return Optional.of("expected as many ( as ), each ( first");
    }
    if (!options.dialect().hasOperatorsOfQuestionMarks() && code.indexOf('?') >= 0) {
      return Optional.of("expected parameters by name, such as :days, found ?");
    }
    return Stream.concat(Stream.of(CHANGES), options.dialect().changes().stream())
        .flatMap(changes -> change(code, changes).stream())
        .findFirst()
        .map(change -> "expected a query that only reads, found " + change);
  }

  private static Optional<String> change(String code, Pattern changes) {
    return changes.matcher(code).results().map(MatchResult::group).findFirst();
  }

  private static boolean isBalanced(String code) {
    int open = 0;
    for (int i = 0; i < code.length() && open >= 0; i++) {
      open += code.charAt(i) == '(' ? 1 : code.charAt(i) == ')' ? -1 : 0;
    }
    return open == 0;
  }

  /** The query without the semicolons at its end. */
  private String text() {
    var query = condition.query();
    int end = SqlParameters.withoutQuotes(query).stripTrailing().length();
    while (end > 0 && query.charAt(end - 1) == ';') {
      end = SqlParameters.withoutQuotes(query).substring(0, end - 1).stripTrailing().length();
    }
    return query.substring(0, end);
  }

  private Clause query() {
    var text = text();
    var code = SqlParameters.withoutQuotes(text);
    var parts = new ArrayList<Clause>();
    int from = 0;
    for (var place : SqlParameters.in(text)) {
      parts.add(verbatim(text, code, from, place.start()));
      parts.add(value(place.name()));
      from = place.end();
    }
    parts.add(verbatim(text, code, from, text.length()));
    return Clause.join("", parts);
  }

  /** A stretch of the text; PostgreSQL's operators with ? are doubled for its driver. */
  private static Clause verbatim(String text, String code, int from, int to) {
    var sql = new StringBuilder();
    for (int i = from; i < to; i++) {
      sql.append(code.charAt(i) == '?' ? "??" : text.charAt(i));
    }
    return new Clause(sql.toString(), java.util.List.of());
  }

  private Clause value(String name) {
    if (name.equals("as_of")) {
      return sql("cast(? as timestamp with time zone)", options.runAsOf());
    }
    var value = condition.parameters().get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          condition.file() + ": expected a value for :" + name + ", found none");
    }
    return switch (value) {
      case Scalar.Text text -> sql("?", options.dialect().untyped(text.value()));
      case Scalar.Numeric number -> sql("?", Numbers.shortest(number.value()));
      case Scalar.Bool bool -> sql("?", bool.value());
    };
  }
}
