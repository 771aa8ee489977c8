package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunKey;
import dev.muster.store.LiveTriggers.Of;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finished runs of live campaigns that are removed whole (live.md, "Pruning"). What they came to
 * stays in the sums of their days, and whom they reached in the ledger, as long as somebody may ask
 * for that. Places of caps are kept elsewhere from the beginning.
 */
public final class GoneRuns {
  /** Whose finished runs ended before a moment. */
  private static final String DUE =
      """
      from muster_run
      where campaign = ? and rehearsal = ? and live and pruned_at is null and ended_at < ?
        and status in %s
      """
          .formatted(RunWords.FINISHED);

  private final JdbcTemplate jdbc;
  private final Contacts contacts;
  private final RunResults results;
  private final Alerts alerts;
  private final GoneDays days;

  GoneRuns(JdbcTemplate jdbc, Contacts contacts, RunResults results, Alerts alerts, GoneDays days) {
    this.jdbc = jdbc;
    this.days = days;
    this.contacts = contacts;
    this.results = results;
    this.alerts = alerts;
  }

  /** Of whom there are runs of live campaigns, or whom such runs have reached that are gone. */
  public List<Of> known() {
    return jdbc.query(
        "select campaign, rehearsal from muster_live order by campaign, rehearsal",
        (row, index) ->
            new Of(
                new CampaignId(row.getString("campaign")),
                row.getBoolean("rehearsal") ? Purpose.REHEARSAL : Purpose.REAL));
  }

  /**
   * Whether there is anything to remove; one question, which two indexes answer.
   *
   * @param ended runs that ended before
   * @param asked contacts of gone runs that ended before, whom nobody asks for
   */
  public boolean areDue(Of of, Instant ended, Instant asked) {
    return requireNonNull(
        jdbc.queryForObject(
            ARE_DUE,
            Boolean.class,
            of.campaign().value(),
            of.rehearsal(),
            Times.bindLimit(ended),
            of.campaign().value(),
            of.rehearsal(),
            Times.bindLimit(asked)));
  }

  static final String ARE_DUE =
      """
      select exists (select 1 %s) or exists (
          select 1 from muster_gone_run where campaign = ? and rehearsal = ? and ended_at < ?)
      """
          .formatted(DUE);

  /**
   * Finished runs that ended before a moment, those that did so first. Nobody else can change or
   * remove them before the caller's transaction ends; who is at it already has others.
   *
   * @param but so many of the first are left out
   */
  public List<Run> due(Of of, Instant before, int but, int limit) {
    // One after the other: two would add to the sums of the same day.
    jdbc.query(
        "select 1 from muster_live where campaign = ? and rehearsal = ? for update",
        row -> {},
        of.campaign().value(),
        of.rehearsal());
    return jdbc.query(
        "select * %s order by ended_at, id offset ? rows fetch next ? rows only for update"
            .formatted(DUE),
        Runs::read,
        of.campaign().value(),
        of.rehearsal(),
        Times.bindLimit(before),
        but,
        limit);
  }

  /** Those of {@link #due}, all of them; they are only looked at. */
  public List<Run> ended(Of of, Instant before) {
    return jdbc.query(
        "select * %s order by ended_at, id".formatted(DUE), Runs::read, parameters(of, before));
  }

  /** What {@link #remove} would remove of some runs; nothing is. */
  public Pruned foreseen(List<Run> runs, StillAsked asked) {
    var members = 0L;
    var kept = 0L;
    for (var run : runs) {
      members +=
          requireNonNull(
              jdbc.queryForObject(
                  "select count(*) from muster_member where run_id = ?",
                  Long.class,
                  run.key().value()));
      kept += contacts.count(run.key(), asked);
    }
    return new Pruned(members - kept, kept);
  }

  private static Object[] parameters(Of of, Instant before) {
    return new Object[] {of.campaign().value(), of.rehearsal(), Times.bindLimit(before)};
  }

  /**
   * Removes runs that {@link #due} has found, of one campaign, in its transaction.
   *
   * @param asked which contacts stay
   * @param accountZone in which their days are
   * @param estimatedSince the places that runs of since then had given are kept, too
   */
  public Pruned remove(
      List<Run> runs, StillAsked asked, ZoneId accountZone, Instant estimatedSince) {
    if (runs.isEmpty()) {
      return new Pruned(0, 0);
    }
    var keys = runs.stream().map(Run::key).toList();
    for (var run : runs) {
      if (!results.isWritten(run)) {
        results.write(run.key());
        contacts.addAccepted(run.key());
        contacts.addPossiblyReached(run.key());
      }
      alerts.forgetMessages(run.id());
    }
    var latest = latestEvent(keys);
    LiveDays.sums(jdbc, keys, accountZone)
        .forEach((day, sums) -> days.add(of(runs.getFirst()), day, accountZone, sums, latest));
    countByGoal(of(runs.getFirst()), keys);
    var kept = trimContacts(keys, asked);
    onThese(
        """
        insert into muster_gone_place (campaign, rehearsal, planned_at, instant, given)
        select r.campaign, r.rehearsal, r.planned_at, m.trigger_instant, count(*)
        from muster_run r
        join muster_fate f on f.run_id = r.id
        join muster_member m on m.run_id = f.run_id and m.position = f.position
        where r.planned_at >= ? and m.trigger_instant is not null and %s and r.id in (%%s)
        group by r.campaign, r.rehearsal, r.planned_at, m.trigger_instant
        """
            .formatted(UserTriggers.PLACE_TAKEN),
        keys,
        Times.bindLimit(estimatedSince));
    onThese(
        """
        insert into muster_gone_run (run_id, campaign, rehearsal, planned_at, ended_at)
        select r.id, r.campaign, r.rehearsal, r.planned_at, r.ended_at
        from muster_run r
        where exists (select 1 from muster_contact c where c.run_id = r.id) and r.id in (%s)
        """,
        keys);
    var members = onThese("delete from muster_member where run_id in (%s)", keys);
    onThese("delete from muster_run where id in (%s)", keys);
    return new Pruned(members - kept, kept);
  }

  /** Those who look at a goal are told how many are left out. */
  private void countByGoal(Of of, List<RunKey> runs) {
    var parameters = new ArrayList<Object>(runs.stream().map(RunKey::value).toList());
    parameters.add(of.campaign().value());
    parameters.add(of.rehearsal());
    jdbc.update(
        """
        update muster_live_goal g
        set gone = gone + (
            select count(*) from muster_run r
            where r.id in (%s) and r.planned_at >= g.since and not exists (
                select 1 from muster_live_goal later
                where later.campaign = g.campaign and later.rehearsal = g.rehearsal
                  and later.since > g.since and later.since <= r.planned_at))
        where campaign = ? and rehearsal = ?
        """
            .formatted(marks(runs)),
        parameters.toArray());
  }

  private static Of of(Run run) {
    return new Of(run.id().campaign(), run.purpose());
  }

  private @Nullable Instant latestEvent(List<RunKey> runs) {
    return jdbc.query(
            "select max(occurred_at) as latest from muster_trigger where run_id in (%s)"
                .formatted(marks(runs)),
            (row, index) -> Optional.ofNullable(Times.read(row, "latest")),
            runs.stream().map(RunKey::value).toArray())
        .getFirst()
        .orElse(null);
  }

  /** Says how many are left. */
  private long trimContacts(List<RunKey> runs, StillAsked asked) {
    onThese(
        """
        delete from muster_contact c
        where due_at < ? and not (reached_at >= ? and %s) and run_id in (%%s)
        """
            .formatted(ReachedQuery.REACHED),
        runs,
        Times.bindLimit(asked.dueSince()),
        Times.bindLimit(asked.reachedSince()));
    return requireNonNull(
        jdbc.queryForObject(
            "select count(*) from muster_contact where run_id in (%s)".formatted(marks(runs)),
            Long.class,
            runs.stream().map(RunKey::value).toArray()));
  }

  /**
   * Forgets whom nobody asks for any more of runs that are gone, in the caller's transaction.
   *
   * @param limit of how many runs at most
   * @return of how many runs all contacts are forgotten
   */
  public int trim(Of of, StillAsked asked, int limit) {
    var ended =
        asked.dueSince().isBefore(asked.reachedSince()) ? asked.dueSince() : asked.reachedSince();
    var runs =
        jdbc.query(
            """
            select run_id from muster_gone_run
            where campaign = ? and rehearsal = ? and ended_at < ?
            order by ended_at
            fetch first %d rows only
            """
                .formatted(limit),
            (row, index) -> new RunKey(row.getLong("run_id")),
            parameters(of, ended));
    if (runs.isEmpty()) {
      return 0;
    }
    trimContacts(runs, asked);
    return onThese(
        """
        delete from muster_gone_run g
        where not exists (select 1 from muster_contact c where c.run_id = g.run_id)
          and run_id in (%s)
        """,
        runs);
  }

  /** Forgets which places runs of before an instant had given that are gone. */
  public void forgetPlaces(Of of, Instant before) {
    jdbc.update(
        "delete from muster_gone_place where campaign = ? and rehearsal = ? and planned_at < ?",
        parameters(of, before));
  }

  private int onThese(String sql, List<RunKey> runs, Object... before) {
    var parameters = new ArrayList<>(List.of(before));
    runs.forEach(run -> parameters.add(run.value()));
    return jdbc.update(sql.formatted(marks(runs)), parameters.toArray());
  }

  private static String marks(List<RunKey> runs) {
    return String.join(", ", Collections.nCopies(runs.size(), "?"));
  }
}
