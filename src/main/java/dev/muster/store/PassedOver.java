package dev.muster.store;

import dev.muster.campaign.UserId;
import dev.muster.store.LiveTriggers.Of;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Users of whose triggers an earlier one was to be collapsed, but its run was worked on, so that it
 * was left: the next launches look at them again.
 */
public final class PassedOver {
  private final JdbcTemplate jdbc;

  PassedOver(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Adds some, each once. */
  public void add(Of of, Collection<UserId> users) {
    if (users.isEmpty()) {
      return;
    }
    jdbc.update(
        """
        insert into muster_live_passed_over (campaign, rehearsal, user_id)
        select cast(? as varchar), cast(? as boolean), asked.user_id
        from unnest(cast(? as varchar array)) as asked (user_id)
        where not exists (
            select 1 from muster_live_passed_over known
            where known.campaign = ? and known.rehearsal = ? and known.user_id = asked.user_id)
        """,
        statement -> {
          statement.setString(1, of.campaign().value());
          statement.setBoolean(2, of.rehearsal());
          Texts.bindUsers(statement, 3, users);
          statement.setString(4, of.campaign().value());
          statement.setBoolean(5, of.rehearsal());
        });
  }

  /** Takes all. */
  public List<UserId> take(Of of) {
    var users =
        jdbc.query(
            "select user_id from muster_live_passed_over where campaign = ? and rehearsal = ?",
            (row, _) -> new UserId(row.getString("user_id")),
            of.campaign().value(),
            of.rehearsal());
    if (!users.isEmpty()) {
      jdbc.update(
          "delete from muster_live_passed_over where campaign = ? and rehearsal = ?",
          of.campaign().value(),
          of.rehearsal());
    }
    return users;
  }
}
