package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.UserId;
import dev.muster.gate.Verdict;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who was in a run, with what became of them. */
public final class MemberList {

  private final ReadTransaction transaction;

  MemberList(ReadTransaction transaction) {
    this.transaction = transaction;
  }

  /**
   * A member.
   *
   * @param recipient what the Segment API knows the user by, or null when there is nothing
   * @param acceptedAt when the user was accepted, or null for who was not
   * @param code why the user was rejected or invalid, as the latest execution found it; or null
   */
  public record Row(
      UserId userId,
      @Nullable String recipient,
      Verdict verdict,
      Instant dueAt,
      @Nullable Instant acceptedAt,
      @Nullable String code) {}

  /**
   * Hands over members of a run in order of position, as they are now; memory does not grow with
   * their number. All of a refused run are refused.
   *
   * @param verdicts whom to hand over
   */
  public void each(Run run, Set<Verdict> verdicts, Consumer<Row> member) {
    var refused = run.status() == RunStatus.REFUSED;
    if (refused && !verdicts.contains(Verdict.REFUSED)) {
      return;
    }
    var wanted = refused ? EnumSet.allOf(Verdict.class) : verdicts;
    transaction.read(
        "the run's users", connection -> each(connection, run, wanted, refused, member));
  }

  private static void each(
      Connection connection, Run run, Set<Verdict> verdicts, boolean refused, Consumer<Row> member)
      throws SQLException {
    var members =
        """
        select user_id, recipient, verdict, due_at, decided_at, code
        from muster_fate where run_id = ? and verdict = any (?)
        order by position
        """;
    try (var statement = ReadTransaction.prepare(connection, members)) {
      statement.setLong(1, run.key().value());
      Texts.bind(statement, 2, verdicts.stream().map(Verdict::key));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          member.accept(read(rows, refused));
        }
      }
    }
  }

  private static Row read(ResultSet row, boolean refused) throws SQLException {
    var verdict = refused ? Verdict.REFUSED : Verdict.of(row.getString("verdict"));
    return new Row(
        new UserId(row.getString("user_id")),
        row.getString("recipient"),
        verdict,
        requireNonNull(Times.read(row, "due_at")),
        verdict == Verdict.ACCEPTED ? Times.read(row, "decided_at") : null,
        refused ? null : row.getString("code"));
  }
}
