package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunKey;
import dev.muster.gate.Verdict;
import dev.muster.schedule.AgainRule;
import dev.muster.schedule.FrequencyRule;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
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

  /** How many contacts are read by their index alone, and never all of them once a member. */
  private static final int LONG = 1000;

  /** Whether the position of a row is one that is asked for. */
  private interface Taking {
    boolean takes(ResultSet row) throws SQLException;
  }

  /** Sets the parameters of a statement. */
  private interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  void doubles(RunKey run) {
    var pending = AskedMembers.pending(run, jdbc);
    if (!mayBeDoubled(run, pending)) {
      return;
    }
    drop(
        run,
        Verdict.UNREACHABLE,
        """
        select position from (
            select position,
                   row_number() over (
                       partition by anonymous, recipient, trigger_event order by user_id
                   ) as place
            from %s
        ) placed
        where place > 1
        """
            .formatted(pending.from()),
        statement -> statement.setLong(1, run.value()));
  }

  /**
   * An audience has each user once: where all are known by their own ids, no two are the same, and
   * to put all in order takes longer than any other gate.
   */
  private boolean mayBeDoubled(RunKey run, AskedMembers among) {
    return requireNonNull(
        jdbc.queryForObject(
            """
            select exists (
                select 1 from %s
                and (anonymous or recipient <> user_id or trigger_event is not null))
            """
                .formatted(among.from()),
            Boolean.class,
            run.value()));
  }

  void reached(Run run, AgainRule rule) {
    dropFound(
        run.key(),
        Verdict.REPEATED,
        reached(run, rule, AskedMembers.pending(run.key(), jdbc), ReachedQuery.REACHED));
  }

  /**
   * Asks for those members whom the rule leaves alone.
   *
   * @param counting which contacts count, as a condition on {@code c}
   */
  List<PositionsQuery> reached(Run run, AgainRule rule, AskedMembers among, String counting) {
    var due = dueTimes(run, among);
    if (due.isEmpty()) {
      return List.of();
    }
    var limits = ReachedLimits.of(due, rule::since);
    var sameTime = sameTime(run);
    var query = new ReachedQuery(run, sameTime, among, limits, counting);
    var asked = new ArrayList<PositionsQuery>();
    // First: a run that ends meanwhile is then found in the ledger.
    var othersAreAtWork = othersAreAtWork(run, sameTime);
    if (othersAreAtWork) {
      asked.add(query.byOthersAtWork());
    }
    if (othersAreAtWork || isAnyContactDue(run, sameTime, limits.least(), counting)) {
      asked.add(isLedgerShort(run) ? query.byShortLedger() : query.byLongLedger());
    }
    return asked;
  }

  /** Pending members whom too many other runs have reached, or have a place for. */
  void frequent(Run run, FrequencyRule rule) {
    dropFound(
        run.key(),
        Verdict.FREQUENCY_CAPPED,
        frequent(run, rule, AskedMembers.pending(run.key(), jdbc)));
  }

  /** Asks for such members. */
  List<PositionsQuery> frequent(Run run, FrequencyRule rule, AskedMembers among) {
    var due = dueTimes(run, among);
    if (due.isEmpty()) {
      return List.of();
    }
    var sameTime = sameTime(run);
    var dueAfter = Instant.MIN;
    var asked = new ArrayList<PositionsQuery>();
    for (var limit : ReachedLimits.of(due, rule::since).limits()) {
      asked.add(
          new FrequencyQuery(
                  run, sameTime, among, dueAfter, limit.due(), limit.since(), rule.messages())
              .asked());
      dueAfter = limit.due();
    }
    return asked;
  }

  /** When members are due, each moment once, in order. */
  private List<Instant> dueTimes(Run run, AskedMembers among) {
    return jdbc.query(
        "select distinct due_at from %s order by due_at".formatted(among.from()),
        MemberDrops::dueAt,
        run.key().value());
  }

  /** The run itself; of one that is only looked at, the one that is left out of account. */
  private RunKey sameTime(Run run) {
    return jdbc
        .query(
            "select id from muster_run where campaign = ? and planned_at = ?",
            (row, _) -> new RunKey(row.getLong("id")),
            run.id().campaign().value(),
            Times.bind(run.id().plannedAt()))
        .stream()
        .findFirst()
        .orElse(run.key());
  }

  private boolean othersAreAtWork(Run run, RunKey sameTime) {
    return requireNonNull(
        jdbc.queryForObject(
            "select exists (select 1 from muster_run other where %s)"
                .formatted(ReachedQuery.OTHERS_AT_WORK),
            Boolean.class,
            run.id().campaign().value(),
            run.key().value(),
            sameTime.value(),
            run.isRehearsal()));
  }

  /** Where a campaign pauses for longer than its rule asks for, nobody needs to be looked up. */
  private boolean isAnyContactDue(Run run, RunKey sameTime, Instant since, String counting) {
    return requireNonNull(
        jdbc.queryForObject(
            ReachedQuery.ANY_CONTACT_DUE.formatted(counting),
            Boolean.class,
            run.id().campaign().value(),
            run.key().value(),
            sameTime.value(),
            run.isRehearsal(),
            Times.bindLimit(since),
            run.id().campaign().value(),
            run.isRehearsal(),
            Times.bindLimit(since)));
  }

  private boolean isLedgerShort(Run run) {
    return requireNonNull(
            jdbc.queryForObject(
                """
                select count(*) from (
                    select 1 from muster_contact where campaign = ? fetch first %d rows only) c
                """
                    .formatted(LONG),
                Integer.class,
                run.id().campaign().value()))
        < LONG;
  }

  /** The positions of pending members who are known by one of these ids, some at a time. */
  void known(
      RunKey run, boolean anonymous, List<String> recipients, Consumer<List<Position>> positions) {
    amongIds(
        "recipient",
        AskedMembers.pending(run, jdbc).from() + " and anonymous = " + anonymous,
        run,
        recipients,
        positions);
  }

  /** Ends members with these user ids as suppressed, whatever a later gate has made of them. */
  void listed(RunKey run, List<String> users) {
    amongIds(
        "user_id",
        "muster_member where not (%s) and run_id = ?".formatted(Verdicts.is(Verdict.SUPPRESSED)),
        run,
        users,
        positions -> drop(run, Verdict.SUPPRESSED, positions));
  }

  /** The positions of members with these user ids who are pending, or wait; some at a time. */
  void toCome(RunKey run, List<String> users, Consumer<List<Position>> positions) {
    amongIds(
        "user_id",
        "muster_fate where %s and run_id = ?"
            .formatted(Verdicts.isIn(Verdict.PENDING, Verdict.WAITING)),
        run,
        users,
        positions);
  }

  /**
   * Members who have one of these ids.
   *
   * @param members from where, and which, with the run's key as the only parameter
   */
  private void amongIds(
      String column,
      String members,
      RunKey run,
      List<String> ids,
      Consumer<List<Position>> positions) {
    // Those of several members, as triggers of one user have, are asked for by themselves.
    var several = new ArrayList<String>();
    inBatches(
        // Without the cast, H2 compares the ids with nothing and does not say so.
        """
        select id, max(position) as position, count(position) as members from (
            select %1$s as id, position
            from %2$s
            union all
            select distinct id, cast(null as bigint) from unnest(cast(? as varchar array)) as known (id)
        ) members_and_ids
        group by id
        having count(position) > 0 and count(*) > count(position)
        """
            .formatted(column, members),
        statement -> {
          statement.setLong(1, run.value());
          Texts.bind(statement, 2, ids.stream());
        },
        row -> {
          if (row.getLong("members") == 1) {
            return true;
          }
          several.add(row.getString("id"));
          return false;
        },
        positions);
    if (!several.isEmpty()) {
      inBatches(
          "select position from %s and %s = any(cast(? as varchar array))"
              .formatted(members, column),
          statement -> {
            statement.setLong(1, run.value());
            Texts.bind(statement, 2, several.stream());
          },
          positions);
    }
  }

  /** All after the last who is let through. */
  void beyond(RunKey run, long users) {
    jdbc.query(
        """
        select cap_rank, user_id from %s
        order by cap_rank, user_id
        offset ? rows fetch first row only
        """
            .formatted(AskedMembers.pending(run, jdbc).from()),
        last -> {
          new MemberLimits(jdbc).cap(run, last.getBytes("cap_rank"), last.getString("user_id"));
        },
        run.value(),
        users - 1);
  }

  private static Instant dueAt(ResultSet row, int index) throws SQLException {
    return requireNonNull(Times.read(row, "due_at"));
  }

  private void dropFound(RunKey run, Verdict verdict, List<PositionsQuery> asked) {
    for (var query : asked) {
      drop(run, verdict, query.sql(), statement -> query.parameters().set(statement, 1));
    }
  }

  private void drop(RunKey run, Verdict verdict, String positions, Parameters parameters) {
    inBatches(positions, parameters, batch -> drop(run, verdict, batch));
  }

  private void inBatches(
      String positions, Parameters parameters, Consumer<List<Position>> batches) {
    inBatches(positions, parameters, row -> true, batches);
  }

  /** Asks first, and hands over then: what is done with them may change the answer. */
  private void inBatches(
      String positions, Parameters parameters, Taking taking, Consumer<List<Position>> batches) {
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
          if (taking.takes(row)) {
            found.add(row.getLong("position"));
          }
        });
    var all = found.build().sorted().toArray();
    for (var from = 0; from < all.length; from += BATCH) {
      var batch = Arrays.stream(all, from, Math.min(from + BATCH, all.length));
      batches.accept(batch.mapToObj(Position::new).toList());
    }
  }

  void drop(RunKey run, Verdict verdict, List<Position> positions) {
    jdbc.update(
        "update muster_member set verdict = ? where " + Positions.ARE_ASKED_FOR,
        statement -> {
          statement.setString(1, verdict.key());
          new Positions(run, positions).bind(statement, 2);
        });
  }
}
