package dev.muster.store;

import dev.muster.gate.Verdict;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/** The users whom the Segment API rejected, and those whose messages it would have dropped. */
public final class Rejections {
  private static final int FETCH_SIZE = 5000;

  private final DataSource dataSource;

  Rejections(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * A user who was not sent to, or was refused, and why.
   *
   * @param verdict {@link Verdict#REJECTED} or {@link Verdict#INVALID}
   * @param code such as {@code http_400}
   */
  public record Rejected(String userId, Verdict verdict, String code, String reason) {}

  /** Hands over all of a run, in order of position; memory does not grow with their number. */
  public void each(long run, Consumer<Rejected> user) {
    try (var connection = dataSource.getConnection()) {
      // Else PostgreSQL's driver reads all rows before the first.
      connection.setAutoCommit(false);
      try {
        each(connection, run, user);
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("the rejected users were not to be had", e);
    }
  }

  private static void each(Connection connection, long run, Consumer<Rejected> user)
      throws SQLException {
    var sql =
        """
        select r.user_id, m.verdict, r.code, r.reason
        from muster_rejection r
        join muster_member m on m.run_id = r.run_id and m.position = r.position
        where r.run_id = ? and m.verdict in ('rejected', 'invalid')
        order by r.position
        """;
    try (var statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(FETCH_SIZE);
      statement.setLong(1, run);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          user.accept(read(rows));
        }
      }
    }
  }

  private static Rejected read(ResultSet row) throws SQLException {
    return new Rejected(
        row.getString("user_id"),
        Verdict.of(row.getString("verdict")),
        row.getString("code"),
        row.getString("reason"));
  }
}
