package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.Recipient;
import dev.muster.campaign.RunId;
import dev.muster.campaign.RunKey;
import dev.muster.campaign.UserId;
import dev.muster.gate.Gate;
import dev.muster.gate.Verdict;
import dev.muster.schedule.AgainRule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is kept of one member of a run, and of others whom it was held against; only reads. */
public final class MemberFacts {
  private static final Verdicts MEMBER = Verdicts.of("m");

  private final JdbcTemplate jdbc;

  MemberFacts(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A member and its end.
   *
   * @param recipient by what the Segment API knows the user, or null when there is nothing
   * @param timezone in which zone the user lives, or null where it is not known or does not matter
   * @param unknownZone how the profile spelled a zone that matters and is not known, or null
   * @param expiresAt from when on the user is not to be sent to any more, or null for never
   * @param decidedAt when the end of its delivery was decided, or null while there is none
   */
  public record Fate(
      Position position,
      @Nullable Recipient recipient,
      Verdict verdict,
      Instant dueAt,
      @Nullable Instant decidedAt,
      @Nullable String timezone,
      @Nullable String unknownZone,
      @Nullable Instant expiresAt) {

    /** The same, as it ended when it was due. */
    public Fate ended(Outcomes.End end, Instant due) {
      return new Fate(
          position, recipient, end.verdict(), due, end.at(), timezone, unknownZone, expiresAt);
    }

    /** The gate at which the member ended, or in front of whose next step it stands. */
    public Gate gate() {
      return verdict.gate(decidedAt != null);
    }
  }

  /** Why a member was not sent to, or refused. */
  public record Refusal(String code, String reason) {}

  /**
   * A run of the campaign that reached the user.
   *
   * @param due when the user was due there
   * @param at when the user was accepted, or was so at the earliest
   * @param possibly whether nobody knows: its worker died then, and the run was abandoned
   */
  public record Reached(RunId run, Instant due, Instant at, boolean possibly) {}

  /** A place, from 1, among those from whom a cap chose. */
  public record Place(long rank, long of) {}

  /** The user among the run's members, if it is one. */
  public Optional<Fate> find(RunKey run, UserId user) {
    return jdbc
        .query(
            """
            select position, recipient, anonymous, verdict, due_at, decided_at, timezone,
                   unknown_zone, expires_at
            from muster_fate where run_id = ? and user_id = ?
            """,
            (row, index) ->
                new Fate(
                    new Position(row.getLong("position")),
                    recipient(row),
                    Verdict.of(row.getString("verdict")),
                    requireNonNull(Times.read(row, "due_at")),
                    Times.read(row, "decided_at"),
                    row.getString("timezone"),
                    row.getString("unknown_zone"),
                    Times.read(row, "expires_at")),
            run.value(),
            user.value())
        .stream()
        .findFirst();
  }

  private static @Nullable Recipient recipient(ResultSet row) throws SQLException {
    var value = row.getString("recipient");
    return value == null ? null : Recipient.of(value, row.getBoolean("anonymous"));
  }

  /** Why the member was not sent to, or refused, as the latest execution found it. */
  public Optional<Refusal> refusal(RunKey run, Position position) {
    return jdbc
        .query(
            """
            select code, reason from muster_rejection where run_id = ? and position = ?
            order by execution desc
            """,
            (row, index) -> new Refusal(row.getString("code"), row.getString("reason")),
            run.value(),
            position.value())
        .stream()
        .findFirst();
  }

  /** The user who has the same recipient and comes first, as the run lets only that one through. */
  public Optional<UserId> firstWith(RunKey run, Recipient recipient) {
    return Optional.ofNullable(
            jdbc.queryForObject(
                """
                select min(user_id) from muster_fate
                where run_id = ? and recipient = ? and anonymous = ?
                  and %s
                """
                    .formatted(Verdicts.PLAIN.cameAsFarAs(Gate.AGAIN)),
                String.class,
                run.value(),
                recipient.value(),
                recipient.isAnonymous()))
        .map(UserId::new);
  }

  /**
   * The other run of the campaign for which a member is left alone: the last of those that reached
   * the user and were due no later, else the first after that. For a real run rehearsed ones count
   * for nothing.
   *
   * @param due when the user is due in this run
   */
  public Optional<Reached> reachedLately(Run run, UserId user, AgainRule rule, Instant due) {
    return lately(run, user, ReachedQuery.REACHED, rule, due);
  }

  /** The same for a user of the control group, for whom it counts to have been compared, too. */
  public Optional<Reached> comparedLately(Run run, UserId user, AgainRule rule, Instant due) {
    return lately(run, user, ReachedQuery.REACHED_OR_COMPARED, rule, due);
  }

  private Optional<Reached> lately(
      Run run, UserId user, String counting, AgainRule rule, Instant due) {
    var since = Times.bindLimit(rule.since(due));
    var until = Times.bind(due);
    return reached(
            run,
            user,
            counting,
            "reached.due_at >= ? and reached.due_at <= ? order by reached.due_at desc",
            since,
            until)
        .or(() ->
            reached(run, user, counting, "reached.due_at >= ? order by reached.due_at", since));
  }

  /** Who of control groups is compared with those who were reached. */
  public ComparedMembers compared() {
    return new ComparedMembers(jdbc);
  }

  /**
   * The last other run of the campaign that reached the user, so long ago that it does not matter.
   */
  public Optional<Reached> reachedBefore(Run run, UserId user, AgainRule rule, Instant due) {
    return reached(
        run,
        user,
        ReachedQuery.REACHED,
        "reached.due_at < ? order by reached.due_at desc",
        Times.bindLimit(rule.since(due)));
  }

  private Optional<Reached> reached(
      Run run, UserId user, String counting, String when, OffsetDateTime... instants) {
    var campaign = run.id().campaign().value();
    var parameters =
        Stream.concat(
            Stream.of(
                campaign,
                user.value(),
                campaign,
                user.value(),
                campaign,
                Times.bind(run.id().plannedAt()),
                run.isRehearsal()),
            Stream.of(instants));
    return jdbc
        .query(
            """
            select r.campaign, r.planned_at, reached.due_at, reached.reached_at, reached.how
            from muster_known_run r
            join (
                select run_id, due_at, reached_at, how from muster_contact c
                where campaign = ? and user_id = ? and %s
                union all
                select m.run_id, m.due_at, m.decided_at, 'accepted' from muster_run other
                join muster_fate m on m.run_id = other.id
                where other.campaign = ? and other.status = 'running' and m.user_id = ? and %s
            ) reached on reached.run_id = r.id
            where not (r.campaign = ? and r.planned_at = ?) and (not r.rehearsal or ?) and %s
            fetch first row only
            """
                .formatted(counting, MEMBER.isOneOf(List.of(Verdict.ACCEPTED)), when),
            MemberFacts::reached,
            parameters.toArray())
        .stream()
        .findFirst();
  }

  private static Reached reached(ResultSet row, int index) throws SQLException {
    return new Reached(
        new RunId(
            new CampaignId(row.getString("campaign")),
            requireNonNull(Times.read(row, "planned_at"))),
        requireNonNull(Times.read(row, "due_at")),
        requireNonNull(Times.read(row, "reached_at")),
        row.getString("how").equals(Contacts.POSSIBLY));
  }

  /**
   * Another run that counts for the frequency cap.
   *
   * @param at when it reached the user, or null where it has a place for them
   */
  public record Contact(RunId run, @Nullable Instant at) {}

  /**
   * The other runs, of any campaign, that have reached a user since a moment, or have a place for
   * them; each once, in order of their planned times.
   */
  public List<Contact> contacts(Run run, UserId user, Instant since) {
    var from = Times.bindLimit(since);
    return jdbc.query(
        """
        %5$s
        select r.campaign, r.planned_at, min(found.reached_at) as reached_at
        from muster_known_run r
        join (
            select c.run_id, c.reached_at
            from known
            join muster_contact c on c.campaign = known.campaign and c.user_id = ?
            where c.reached_at >= ? and %4$s
            union all
            select f.run_id, case when %2$s then null else f.decided_at end
            from muster_run other
            join muster_fate f on f.run_id = other.id
            where f.user_id = ? and %1$s and (%2$s or %3$s)
        ) found on found.run_id = r.id
        where not (r.campaign = ? and r.planned_at = ?) and (not r.rehearsal or ?)
        group by r.campaign, r.planned_at
        order by r.planned_at, r.campaign
        """
            .formatted(
                FrequencyQuery.HAS_PLACES,
                FrequencyQuery.HAS_PLACE,
                FrequencyQuery.WAS_REACHED,
                ReachedQuery.REACHED,
                UserTriggers.KNOWN),
        statement -> {
          statement.setString(1, user.value());
          statement.setObject(2, from);
          statement.setString(3, user.value());
          statement.setObject(4, from);
          // By its time: of a run that is only looked at, the one that is left out of account, too.
          statement.setString(5, run.id().campaign().value());
          statement.setObject(6, Times.bind(run.id().plannedAt()));
          statement.setBoolean(7, run.isRehearsal());
        },
        (row, _) ->
            new Contact(
                new RunId(
                    new CampaignId(row.getString("campaign")),
                    requireNonNull(Times.read(row, "planned_at"))),
                Times.read(row, "reached_at")));
  }

  /** The member's place in the order of the cap, among those who came as far as the cap. */
  public Place capPlace(RunKey run, Position position) {
    return requireNonNull(
        jdbc.queryForObject(
            """
            select count(*) as of_all,
                   count(case when (m.cap_rank, m.user_id) <= (mine.cap_rank, mine.user_id)
                         then 1 end) as place
            from muster_fate m
            cross join (
                select cap_rank, user_id from muster_member where run_id = ? and position = ?
            ) mine
            where m.run_id = ?
              and %s
            """
                .formatted(MEMBER.cameAsFarAs(Gate.CAP)),
            (row, index) -> new Place(row.getLong("place"), row.getLong("of_all")),
            run.value(),
            position.value(),
            run.value()));
  }
}
