package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.Occasion;
import dev.muster.campaign.Recipient;
import dev.muster.campaign.RunKey;
import dev.muster.campaign.UserId;
import dev.muster.gate.Verdict;
import dev.muster.schedule.AgainRule;
import dev.muster.schedule.FrequencyRule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/** The members of runs: a run's audience, each user with the end that was found for it. */
public final class Members {
  /** Of whom nobody knows yet whether they were sent to, if somebody was about to. */
  private static final String UNTOLD =
      "(%s or (%s and decided_at is not null))".formatted(Verdicts.PENDING, Verdicts.WAITING);

  private final JdbcTemplate jdbc;
  private final DatabaseType databaseType;
  private final Outcomes outcomes;
  private final MemberLimits limits;
  private final MemberDrops drops;
  private final MemberInsert insert;
  private final MemberEvents events;

  public Members(JdbcTemplate jdbc, DatabaseType databaseType, Outcomes outcomes) {
    this.jdbc = jdbc;
    this.outcomes = outcomes;
    this.limits = new MemberLimits(jdbc);
    this.databaseType = databaseType;
    this.drops = new MemberDrops(jdbc);
    this.insert = MemberInsert.in(jdbc, databaseType);
    this.events = new MemberEvents(jdbc);
  }

  /** Forgets the run's members, so that its audience can be evaluated again. */
  public void clear(RunKey run) {
    outcomes.forget(run);
    limits.forget(run);
    jdbc.update("delete from muster_member where run_id = ?", run.value());
  }

  /** Adds members of a run. */
  public void add(RunKey run, List<? extends Member> members) {
    insert.add(run, members);
  }

  /**
   * Lets the database learn what the table holds now: for a new run it would else expect next to
   * nothing, and choose a plan for that.
   */
  public void analyze() {
    switch (databaseType) {
      // H2 does so by itself.
      case H2 -> {}
      case POSTGRESQL -> jdbc.execute("analyze muster_member");
    }
  }

  /**
   * Has members that only this transaction has written read in the order of their index:
   * PostgreSQL, which knows nothing of them yet, would sort all that are left for each page. To
   * {@link #analyze} them would have the gates of runs wait until a transaction ends that may last.
   */
  public void inOrder(Runnable reading) {
    switch (databaseType) {
      case H2 -> reading.run();
      case POSTGRESQL -> {
        jdbc.execute("set local enable_bitmapscan = off");
        reading.run();
        jdbc.execute("set local enable_bitmapscan to default");
      }
    }
  }

  /** The last member's position, or 0. */
  public long last(RunKey run) {
    return requireNonNull(
        jdbc.queryForObject(
            "select coalesce(max(position), 0) from muster_member where run_id = ?",
            Long.class,
            run.value()));
  }

  /** How many different recipients those have who were accepted. */
  public long recipientsReached(RunKey run) {
    return requireNonNull(
        jdbc.queryForObject(
            """
            select count(*)
            from (select distinct recipient, anonymous from muster_fate where run_id = ? and %s) known
            """
                .formatted(Verdicts.ACCEPTED),
            Long.class,
            run.value()));
  }

  /** How many members have each verdict; verdicts that nobody has are left out. */
  public Map<Verdict, Long> verdicts(RunKey run) {
    var counts = new EnumMap<Verdict, Long>(Verdict.class);
    jdbc.query(
        VerdictCounts.OF_RUN,
        row -> {
          counts.put(Verdict.of(row.getString("verdict")), row.getLong("users"));
        },
        run.value(),
        run.value(),
        run.value());
    return counts;
  }

  /**
   * Of several pending members with one recipient and one occasion, all but the first by user id:
   * unreachable.
   */
  public void dropDoubles(RunKey run) {
    drops.doubles(run);
  }

  /**
   * Pending members whom the Segment API knows by one of these ids: suppressed.
   *
   * @param anonymous whether they are anonymous ids
   */
  public void suppress(RunKey run, boolean anonymous, List<String> recipients, Instant at) {
    drops.known(
        run, anonymous, recipients, positions -> decide(run, Verdict.SUPPRESSED, at, positions));
  }

  /** Members with these user ids, whom the account sends nothing: suppressed. */
  public void suppressListed(RunKey run, List<String> users) {
    drops.listed(run, users);
  }

  /** The same once the gates have closed: pending and waiting members. */
  public void suppressListed(RunKey run, List<String> users, Instant at) {
    drops.toCome(run, users, positions -> decide(run, Verdict.SUPPRESSED, at, positions));
  }

  /** Members of a run whose gates are still open, for whom a later trigger is sent: collapsed. */
  public void collapse(RunKey run, List<Position> positions) {
    drops.drop(run, Verdict.COLLAPSED, positions);
  }

  /**
   * Pending members whom the rule leaves alone, since another run of the campaign reached them:
   * repeated. For a real run rehearsed ones count for nothing.
   */
  public void dropReached(Run run, AgainRule rule) {
    drops.reached(run, rule);
  }

  /**
   * Pending members whom the rule of the account leaves alone, since other runs have reached them
   * or are about to: frequency-capped. For a real run rehearsed ones count for nothing.
   */
  public void dropFrequent(Run run, FrequencyRule rule) {
    drops.frequent(run, rule);
  }

  /** Pending members beyond the first so many in order of their rank: capped. */
  public void dropBeyond(RunKey run, long users) {
    drops.beyond(run, users);
  }

  /**
   * The next pending members who are due, in order of position.
   *
   * @param among where they stand
   * @param due members due later than this are left where they are
   */
  public List<DueMember> due(RunKey run, Stretch among, Instant due, int limit) {
    return due(PendingPage.OF_ALL, run, among, due, limit);
  }

  /** The same where {@link Outcomes#tellOfNobody}: nobody is looked up among the outcomes. */
  public List<DueMember> dueOfUntold(RunKey run, Stretch among, Instant due, int limit) {
    return due(PendingPage.OF_UNTOLD, run, among, due, limit);
  }

  private List<DueMember> due(String page, RunKey run, Stretch among, Instant due, int limit) {
    return withEvents(
        run,
        jdbc.query(
            page,
            (row, _) -> dueMember(row),
            run.value(),
            among.first(),
            among.last(),
            Times.bind(due),
            limit));
  }

  private List<DueMember> withEvents(RunKey run, List<DueMember> members) {
    var triggered =
        members.stream()
            .filter(member -> member.occasion() instanceof Occasion.Trigger)
            .map(DueMember::position)
            .toList();
    if (triggered.isEmpty()) {
      return members;
    }
    var found = events.of(run, triggered);
    return members.stream()
        .map(member -> member.triggeredBy(found.get(member.position())))
        .toList();
  }

  private static final String WHATEVER_HAS_KEPT_IT =
      """
      select position, user_id, recipient, anonymous, due_at, deferred_in, timezone,
             cast(constant as varchar) as constant, trigger_event, trigger_instant,
             %d as before
      from muster_member
      where run_id = ? and recipient is not null and\
      """
          .formatted(Long.MAX_VALUE);

  /** A member at a position, whatever gate has kept it; its recipient must be known. */
  public Optional<DueMember> at(RunKey run, Position position) {
    var found =
        jdbc.query(
            WHATEVER_HAS_KEPT_IT + " position = ?",
            (row, _) -> dueMember(row),
            run.value(),
            position.value());
    return withEvents(run, found).stream().findFirst();
  }

  /** A user's member, whatever gate has kept it; its recipient must be known. */
  public Optional<DueMember> of(RunKey run, UserId user) {
    return jdbc
        .query(
            WHATEVER_HAS_KEPT_IT + " user_id = ?",
            statement -> {
              statement.setLong(1, run.value());
              statement.setString(2, user.value());
            },
            (row, _) -> dueMember(row))
        .stream()
        .findFirst();
  }

  private static DueMember dueMember(ResultSet row) throws SQLException {
    return new DueMember(
        new Position(row.getLong("position")),
        new UserId(row.getString("user_id")),
        occasion(row),
        Recipient.of(row.getString("recipient"), row.getBoolean("anonymous")),
        new DueMember.Gap(
            requireNonNull(Times.read(row, "due_at")),
            row.getInt("deferred_in"),
            row.getLong("before")),
        row.getString("constant"),
        row.getString("timezone"),
        null);
  }

  private static Occasion occasion(ResultSet row) throws SQLException {
    var event = row.getString("trigger_event");
    return event == null
        ? new Occasion.Once()
        : new Occasion.Trigger(event, requireNonNull(Times.read(row, "trigger_instant")));
  }

  /**
   * How many pending members stand in the first chunk of each partition: those whom an execution
   * that died, or lost an answer, may have sent to. So do those who were pending then, and wait
   * again.
   */
  public long pendingNext(RunKey run, int partitions, int chunkSize) {
    return nextChunks(run, partitions, chunkSize).stream().mapToLong(List::size).sum();
  }

  /**
   * Notes that those whom {@link #pendingNext} counts may have been sent to: this run will never
   * tell.
   */
  public void notePossiblyReached(RunKey run, int partitions, int chunkSize) {
    for (var chunk : nextChunks(run, partitions, chunkSize)) {
      jdbc.update(
          "update muster_member set possibly_reached = true where " + Positions.ARE_ASKED_FOR,
          row -> new Positions(run, chunk).bind(row, 1));
    }
  }

  /** The next chunk of each partition that has one. */
  private List<List<Position>> nextChunks(RunKey run, int partitions, int chunkSize) {
    var members = last(run);
    return IntStream.rangeClosed(1, partitions)
        .mapToObj(number -> nextChunk(run, Stretch.number(number, partitions, members), chunkSize))
        .filter(chunk -> !chunk.isEmpty())
        .toList();
  }

  private List<Position> nextChunk(RunKey run, Stretch among, int chunkSize) {
    return jdbc.query(
        """
        select position from muster_fate
        where run_id = ? and position between ? and ? and %s
        order by position
        limit ?
        """
            .formatted(UNTOLD),
        (row, _) -> new Position(row.getLong("position")),
        run.value(),
        among.first(),
        among.last(),
        chunkSize);
  }

  /** Writes down where members ended, and when that was decided. */
  public void decide(RunKey run, Verdict verdict, Instant at, List<Position> positions) {
    if (positions.isEmpty()) {
      return;
    }
    outcomes.decide(run, verdict, at, positions);
  }

  /** When members may be sent to. */
  public MemberWindows windows() {
    return new MemberWindows(jdbc);
  }

  /** All members of a run, one after the other. */
  public MemberList list() {
    return new MemberList(new ReadTransaction(requireNonNull(jdbc.getDataSource())));
  }

  /** Those of a run who are not members of another one. */
  public OnlyInOne onlyIn(RunKey run, RunKey other) {
    return new OnlyInOne(jdbc, run, other);
  }

  /** What is kept of single members. */
  public MemberFacts facts() {
    return new MemberFacts(jdbc);
  }
}
