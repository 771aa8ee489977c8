package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunKey;
import dev.muster.gate.Verdict;
import dev.muster.schedule.AgainRule;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Ends members who are held against others: those of the run, and whom other runs have reached. No
 * statement here asks a subquery of members once a member, whatever the database takes it for: they
 * have only just been written, so it knows nothing of their number.
 */
record MemberDrops(JdbcTemplate jdbc) {
  private static final int BATCH = 1000;

  /** Other runs of a campaign whose members may be more than the ledger knows. */
  private static final String OTHERS_AT_WORK =
      "other.campaign = ? and other.id <> ? and (not other.rehearsal or ?)"
          + " and other.status = 'running'";

  /** Sets the parameters of a statement. */
  private interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  void doubles(RunKey run) {
    drop(
        run,
        Verdict.UNREACHABLE,
        """
        select position from (
            select position,
                   row_number() over (partition by anonymous, recipient order by user_id) as place
            from muster_member
            where run_id = ? and %s
        ) placed
        where place > 1
        """
            .formatted(Verdicts.PENDING),
        statement -> statement.setLong(1, run.value()));
  }

  void reached(Run run, AgainRule rule) {
    var due =
        jdbc.query(
            """
            select distinct due_at from muster_member
            where run_id = ? and %s order by due_at
            """
                .formatted(Verdicts.PENDING),
            MemberDrops::dueAt,
            run.key().value());
    if (due.isEmpty()) {
      return;
    }
    var limits = ReachedLimits.of(due, rule);
    // A run that ends meanwhile is then found in the ledger.
    if (othersAreWorkedOn(run)) {
      reachedByOthersAtWork(run, limits);
    }
    reachedBefore(run, limits);
  }

  private boolean othersAreWorkedOn(Run run) {
    return !jdbc.queryForList(
            "select 1 from muster_run other where " + OTHERS_AT_WORK,
            Integer.class,
            run.id().campaign().value(),
            run.key().value(),
            run.isRehearsal())
        .isEmpty();
  }

  private void reachedByOthersAtWork(Run run, ReachedLimits limits) {
    drop(
        run.key(),
        Verdict.REPEATED,
        """
        select max(position) as position from (
            select user_id, position, due_at, cast(null as timestamp with time zone) as reached
            from muster_member
            where run_id = ? and %s
            union all
            select reached.user_id, null, null, reached.due_at
            from muster_run other
            join muster_member reached on reached.run_id = other.id
            where %s and %s and reached.due_at >= ?
        ) now_and_there
        group by user_id
        having count(position) = 1 and max(reached) >= %s
        """
            .formatted(
                Verdicts.PENDING,
                OTHERS_AT_WORK,
                Verdicts.of("reached").isOneOf(List.of(Verdict.ACCEPTED)),
                limits.sql("max(due_at)")),
        statement -> {
          statement.setLong(1, run.key().value());
          statement.setString(2, run.id().campaign().value());
          statement.setLong(3, run.key().value());
          statement.setBoolean(4, run.isRehearsal());
          statement.setObject(5, Times.bindLimit(limits.least()));
          limits.bind(statement, 6);
        });
  }

  /** By an index of the ledger, so that it does not matter how many runs there were. */
  private void reachedBefore(Run run, ReachedLimits limits) {
    drop(
        run.key(),
        Verdict.REPEATED,
        """
        select m.position
        from muster_member m
        where m.run_id = ? and %s and exists (
            select 1 from muster_contact c
            where c.campaign = ? and c.user_id = m.user_id and c.run_id <> ?
              and (not c.rehearsal or ?) and c.due_at >= %s)
        """
            .formatted(Verdicts.of("m").isOneOf(List.of(Verdict.PENDING)), limits.sql("m.due_at")),
        statement -> {
          statement.setLong(1, run.key().value());
          statement.setString(2, run.id().campaign().value());
          statement.setLong(3, run.key().value());
          statement.setBoolean(4, run.isRehearsal());
          limits.bind(statement, 5);
        });
  }

  /** The positions of pending members who are known by one of these ids, some at a time. */
  void known(
      RunKey run, boolean anonymous, List<String> recipients, Consumer<List<Position>> positions) {
    inBatches(
        // Without the cast, H2 compares the ids with nothing and does not say so.
        """
        select max(position) as position from (
            select recipient, position
            from muster_member
            where run_id = ? and %s and anonymous = ?
            union all
            select id, null from unnest(cast(? as varchar array)) as known (id)
        ) members_and_ids
        group by recipient
        having count(position) = 1 and count(*) > 1
        """
            .formatted(Verdicts.PENDING),
        statement -> {
          statement.setLong(1, run.value());
          statement.setBoolean(2, anonymous);
          statement.setArray(
              3, statement.getConnection().createArrayOf("varchar", recipients.toArray()));
        },
        positions);
  }

  /** All after the last who is let through. */
  void beyond(RunKey run, long users) {
    jdbc.query(
        """
        select cap_rank, user_id from muster_member
        where run_id = ? and %s
        order by cap_rank, user_id
        offset ? rows fetch first row only
        """
            .formatted(Verdicts.PENDING),
        last -> {
          jdbc.update(
              """
              update muster_member set verdict = %s
              where run_id = ? and %s and (cap_rank, user_id) > (?, ?)
              """
                  .formatted(Verdicts.word(Verdict.CAPPED), Verdicts.PENDING),
              statement -> {
                statement.setLong(1, run.value());
                statement.setBytes(2, last.getBytes("cap_rank"));
                statement.setString(3, last.getString("user_id"));
              });
        },
        run.value(),
        users - 1);
  }

  private static Instant dueAt(ResultSet row, int index) throws SQLException {
    return requireNonNull(Times.read(row, "due_at"));
  }

  private void drop(RunKey run, Verdict verdict, String positions, Parameters parameters) {
    inBatches(positions, parameters, batch -> drop(run, verdict, batch));
  }

  /** Asks first, and hands over then: what is done with them may change the answer. */
  private void inBatches(
      String positions, Parameters parameters, Consumer<List<Position>> batches) {
    // Bare numbers: there may be as many as members.
    var found = LongStream.builder();
    jdbc.query(
        connection -> {
          var statement = connection.prepareStatement(positions);
          statement.setFetchSize(BATCH);
          parameters.set(statement);
          return statement;
        },
        row -> {
          found.add(row.getLong("position"));
        });
    var all = found.build().sorted().toArray();
    for (var from = 0; from < all.length; from += BATCH) {
      var batch = Arrays.stream(all, from, Math.min(from + BATCH, all.length));
      batches.accept(batch.mapToObj(Position::new).toList());
    }
  }

  private void drop(RunKey run, Verdict verdict, List<Position> positions) {
    jdbc.update(
        "update muster_member set verdict = ? where " + Positions.ARE_ASKED_FOR,
        statement -> {
          statement.setString(1, verdict.key());
          new Positions(run, positions).bind(statement, 2);
        });
  }
}
