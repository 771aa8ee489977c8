package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.gate.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is kept of one member of a run, and of others whom it was held against; only reads. */
public final class MemberFacts {
  private final JdbcTemplate jdbc;

  MemberFacts(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A member and its end.
   *
   * @param recipient what the Segment API knows the user by, or null when there is nothing
   * @param anonymous whether the recipient is an anonymous id
   * @param timezone in which zone the user lives, or null where it is not known or does not matter
   * @param expiresAt from when on the user is not to be sent to any more, or null for never
   * @param decidedAt when the end of its delivery was decided, or null while there is none
   */
  public record Fate(
      long position,
      @Nullable String recipient,
      boolean anonymous,
      Verdict verdict,
      Instant dueAt,
      @Nullable Instant decidedAt,
      @Nullable String timezone,
      @Nullable Instant expiresAt) {}

  /** Why a member was not sent to, or refused. */
  public record Refusal(String code, String reason) {}

  /** A run of the campaign that reached the user, and when. */
  public record Reached(RunId run, Instant at) {}

  /** A place, from 1, among those from whom a cap chose. */
  public record Place(long rank, long of) {}

  /** The user among the run's members, if it is one. */
  public Optional<Fate> find(long run, String userId) {
    return jdbc
        .query(
            """
            select position, recipient, anonymous, verdict, due_at, decided_at, timezone,
                   expires_at
            from muster_member where run_id = ? and user_id = ?
            """,
            (row, index) ->
                new Fate(
                    row.getLong("position"),
                    row.getString("recipient"),
                    row.getBoolean("anonymous"),
                    Verdict.of(row.getString("verdict")),
                    requireNonNull(Times.read(row, "due_at")),
                    Times.read(row, "decided_at"),
                    row.getString("timezone"),
                    Times.read(row, "expires_at")),
            run,
            userId)
        .stream()
        .findFirst();
  }

  /** Why the member was not sent to, or refused, as the latest execution found it. */
  public Optional<Refusal> refusal(long run, long position) {
    return jdbc
        .query(
            """
            select code, reason from muster_rejection where run_id = ? and position = ?
            order by execution desc
            """,
            (row, index) -> new Refusal(row.getString("code"), row.getString("reason")),
            run,
            position)
        .stream()
        .findFirst();
  }

  /** The user who has the same recipient and comes first, as the run lets only that one through. */
  public Optional<String> firstWith(long run, String recipient, boolean anonymous) {
    return Optional.ofNullable(
        jdbc.queryForObject(
            """
            select min(user_id) from muster_member
            where run_id = ? and recipient = ? and anonymous = ?
              and verdict not in ('system_control', 'control', 'unreachable')
              and not (verdict = 'suppressed' and decided_at is null)
            """,
            String.class,
            run,
            recipient,
            anonymous));
  }

  /** The first other run of the campaign that reached the user after the instant. */
  public Optional<Reached> reachedAfter(
      long run, CampaignId campaign, String userId, Instant after) {
    return reached(run, campaign, userId, "m.decided_at > ? order by m.decided_at", after);
  }

  /** The last other run of the campaign that reached the user at the instant or before. */
  public Optional<Reached> reachedUpTo(long run, CampaignId campaign, String userId, Instant to) {
    return reached(run, campaign, userId, "m.decided_at <= ? order by m.decided_at desc", to);
  }

  private Optional<Reached> reached(
      long run, CampaignId campaign, String userId, String when, Instant instant) {
    return jdbc
        .query(
            """
            select r.campaign, r.planned_at, m.decided_at
            from muster_run r
            join muster_member m on m.run_id = r.id
            where r.campaign = ? and r.id <> ? and m.user_id = ? and m.verdict = 'accepted'
              and %s
            fetch first row only
            """
                .formatted(when),
            MemberFacts::reached,
            campaign.value(),
            run,
            userId,
            Times.bind(instant))
        .stream()
        .findFirst();
  }

  private static Reached reached(ResultSet row, int index) throws SQLException {
    return new Reached(
        new RunId(
            new CampaignId(row.getString("campaign")),
            requireNonNull(Times.read(row, "planned_at"))),
        requireNonNull(Times.read(row, "decided_at")));
  }

  /** The member's place in the order of the cap, among those who came as far as the cap. */
  public Place capPlace(long run, long position) {
    return requireNonNull(
        jdbc.queryForObject(
            """
            select count(*) as of_all,
                   count(case when (m.cap_rank, m.user_id) <= (mine.cap_rank, mine.user_id)
                         then 1 end) as place
            from muster_member m
            cross join (
                select cap_rank, user_id from muster_member where run_id = ? and position = ?
            ) mine
            where m.run_id = ?
              and m.verdict not in ('system_control', 'control', 'unreachable', 'repeated',
                                    'frequency_capped')
              and not (m.verdict = 'suppressed' and m.decided_at is null)
            """,
            (row, index) -> new Place(row.getLong("place"), row.getLong("of_all")),
            run,
            position,
            run));
  }
}
