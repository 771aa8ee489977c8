package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.Occasion;
import dev.muster.campaign.RunKey;
import dev.muster.gate.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What became of the members of runs after the gates had closed. It is appended, in stretches, and
 * never updated; whoever appends it in the transaction of the work that it tells of has a
 * checkpoint, as whom no stretch tells of is still to be done (Spring Batch's process indicator
 * pattern). The last word on a member is the only one: before a user whom the Segment API rejected
 * is sent to again, {@link #forgetRejected} deletes the row that says so.
 */
public final class Outcomes {
  private final JdbcTemplate jdbc;
  private final Contacts contacts;

  Outcomes(JdbcTemplate jdbc, Contacts contacts) {
    this.jdbc = jdbc;
    this.contacts = contacts;
  }

  /**
   * How a member ended.
   *
   * @param at when that was decided
   * @param code why the member was rejected or is invalid, or null
   */
  public record End(Verdict verdict, Instant at, @Nullable String code) {}

  /**
   * A member who was read, and what became of it.
   *
   * @param end null where that is not known, and the member is still to be done
   */
  public record Read(DueMember member, @Nullable End end) {}

  /** Some members of a gap in order of position, with nobody in between, who ended alike. */
  record Alike(DueMember.Gap gap, End end, long first, long last, long users) {
    private Alike with(Position next) {
      return new Alike(gap, end, first, next.value(), users + 1);
    }
  }

  /**
   * Appends how members ended. Of those who have no end, nothing is said.
   *
   * @param execution the number of the execution, from 1
   * @param members all who were read, in order of position: between two who stand in one gap next
   *     to each other here, nobody else is to be done there
   */
  public void append(RunKey run, int execution, List<Read> members) {
    append(run, execution, stretches(members), _ -> false);
  }

  /**
   * The same, and enters whom they say were accepted in the ledger of {@link Contacts}. Who are
   * members for their triggers are entered when the execution ends: several of them may be one
   * contact.
   */
  public void appendReached(RunKey run, int execution, List<Read> members) {
    var stretches = stretches(members);
    var once = members.stream().allMatch(read -> read.member().occasion() instanceof Occasion.Once);
    Predicate<Alike> reached = told -> once && told.end().verdict() == Verdict.ACCEPTED;
    append(run, execution, stretches, reached);
    contacts.addWith(run, stretches.stream().filter(reached).toList());
  }

  private void append(RunKey run, int execution, List<Alike> stretches, Predicate<Alike> inLedger) {
    jdbc.batchUpdate(
        """
        insert into muster_outcome (run_id, due_at, deferred_in, first_position, last_position,
            users, verdict, decided_at, execution, code, in_ledger)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        stretches,
        Math.max(stretches.size(), 1),
        (row, stretch) -> {
          row.setLong(1, run.value());
          row.setObject(2, Times.bind(stretch.gap().dueAt()));
          row.setInt(3, stretch.gap().deferredIn());
          row.setLong(4, stretch.first());
          row.setLong(5, stretch.last());
          row.setLong(6, stretch.users());
          row.setString(7, stretch.end().verdict().key());
          row.setObject(8, Times.bind(stretch.end().at()));
          row.setInt(9, execution);
          row.setString(10, stretch.end().code());
          row.setBoolean(11, inLedger.test(stretch));
        });
  }

  private static List<Alike> stretches(List<Read> members) {
    var byGap = new LinkedHashMap<DueMember.Gap, List<Read>>();
    for (var each : members) {
      byGap.computeIfAbsent(each.member().gap(), _ -> new ArrayList<>()).add(each);
    }
    return byGap.values().stream().map(Outcomes::ofGap).flatMap(Collection::stream).toList();
  }

  private static List<Alike> ofGap(List<Read> members) {
    var stretches = new ArrayList<Alike>();
    End last = null;
    for (var each : members) {
      var member = each.member();
      var end = each.end();
      if (end != null && end.equals(last)) {
        stretches.add(stretches.removeLast().with(member.position()));
      } else if (end != null) {
        var position = member.position().value();
        stretches.add(new Alike(member.gap(), end, position, position, 1));
      }
      last = end;
    }
    return stretches;
  }

  /** Appends that pending or waiting members ended so, each for itself. */
  void decide(RunKey run, Verdict verdict, Instant at, List<Position> positions) {
    jdbc.update(
        """
        insert into muster_outcome (run_id, due_at, deferred_in, first_position, last_position,
            users, verdict, decided_at, execution)
        select m.run_id, m.due_at, m.deferred_in, m.position, m.position, 1, ?, ?, r.executions
        from (
            select run_id, position, due_at, deferred_in from muster_fate
            where %s and %s
        ) m
        join muster_run r on r.id = m.run_id
        """
            .formatted(Verdicts.isIn(Verdict.PENDING, Verdict.WAITING), Positions.ARE_ASKED_FOR),
        statement -> {
          statement.setString(1, verdict.key());
          statement.setObject(2, Times.bind(at));
          new Positions(run, positions).bind(statement, 3);
        });
  }

  /**
   * Whether nothing is said yet of anybody there: all who came through the gates are to be done.
   */
  public boolean tellOfNobody(RunKey run, Stretch among) {
    return !requireNonNull(
        jdbc.queryForObject(
            """
            select exists (
                select 1 from muster_outcome
                where run_id = ? and last_position >= ? and first_position <= ?)
            """,
            Boolean.class,
            run.value(),
            among.first(),
            among.last()));
  }

  /**
   * Deletes what says that users were rejected, so that they are to be done again.
   *
   * @param since the number of the execution that was the first to say so, from 1
   */
  void forgetRejected(RunKey run, int since) {
    jdbc.update(
        "delete from muster_outcome where run_id = ? and execution >= ? and "
            + Verdicts.is(Verdict.REJECTED),
        run.value(),
        since);
  }

  /** Deletes all that is said of a run's members. */
  void forget(RunKey run) {
    jdbc.update("delete from muster_outcome where run_id = ?", run.value());
  }
}
