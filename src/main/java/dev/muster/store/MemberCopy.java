package dev.muster.store;

import dev.muster.campaign.Occasion;
import dev.muster.campaign.RunKey;
import dev.muster.copy.BinaryCopy;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Adds members by {@code COPY}, which takes PostgreSQL half as long as an insert, whatever its
 * parameters look like. An error of it names a row by its number, and nothing that stands there.
 */
record MemberCopy(JdbcTemplate jdbc) implements MemberInsert {
  private static final String COLUMNS =
      """
      muster_member (run_id, position, user_id, recipient, anonymous, verdict, due_at, cap_rank,
          constant, timezone, expires_at, missed, unknown_zone, trigger_event, trigger_instant)\
      """;

  private static final int NUMBER_OF_COLUMNS = 15;

  @Override
  public void add(RunKey run, List<? extends Member> members) {
    jdbc.execute(
        (ConnectionCallback<Boolean>)
            connection -> {
              try (var copy = new BinaryCopy(connection, COLUMNS)) {
                for (var member : members) {
                  write(copy, run, member);
                }
                copy.end();
                return true;
              }
            });
  }

  private static void write(BinaryCopy copy, RunKey run, Member member) throws SQLException {
    var recipient = member.recipient();
    copy.row(NUMBER_OF_COLUMNS);
    copy.number(run.value());
    copy.number(member.position().value());
    copy.text(member.userId().value());
    copy.text(recipient == null ? null : recipient.value());
    copy.bool(recipient == null || recipient.isAnonymous());
    copy.text(member.verdict().key());
    copy.instant(member.dueAt());
    copy.binary(member.capRank());
    copy.json(member.constant());
    copy.text(member.timezone());
    copy.instant(member.expiresAt());
    copy.text(member.missed() == null ? null : member.missed().key());
    copy.text(member.unknownZone());
    switch (member.occasion()) {
      case Occasion.Once _ -> {
        copy.text(null);
        copy.instant(null);
      }
      case Occasion.Trigger(var event, var instant) -> {
        copy.text(event);
        copy.instant(instant);
      }
    }
  }
}
