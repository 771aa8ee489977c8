package dev.muster.cli;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.gate.Verdict;
import dev.muster.sandbox.Sandbox;
import dev.muster.sandbox.StoredEvent;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import dev.muster.store.Sums;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** What has become of everyone, as the tables and the sandbox have it. */
record MonthsEnd(DataSource database, Store store, Sandbox sandbox) {

  /** A user of a run, with the end that the user has. */
  record UserOfRun(RunId run, String user, MonthsRules.End end) {}

  List<RunId> runs(RunStatus status) {
    return store.runs().list(null).stream()
        .filter(run -> run.status() == status)
        .map(Run::id)
        .toList();
  }

  /** Where the users of runs do not add up, or still wait. */
  List<String> faultsOf(List<RunId> runs) {
    return runs.stream().flatMap(run -> Sums.of(store, run).faultAtTheEnd().stream()).toList();
  }

  /** Messages that were sent more than once, under the same id or not. */
  List<String> sentTwice() {
    var twice = new ArrayList<String>();
    sandbox.stats().dropped().forEach((code, count) -> twice.add(count + " dropped: " + code));
    var seen = new HashSet<String>();
    for (var event : sandbox.events()) {
      for (var what : List.of("message " + event.messageId(), user(event) + " of " + run(event))) {
        if (!seen.add(what)) {
          twice.add(what);
        }
      }
    }
    return twice;
  }

  /** Who was accepted, and when, as the sandbox saw it. */
  List<UserOfRun> received() {
    return sandbox.events().stream()
        .map(event ->
            new UserOfRun(
                run(event), user(event), new MonthsRules.End(Verdict.ACCEPTED, event.receivedAt())))
        .toList();
  }

  /** When each user whom a run reached was due there, as their message says, by run and user. */
  Map<RunId, Map<String, Instant>> dueByRun() {
    return sandbox.events().stream()
        .collect(
            Collectors.groupingBy(
                MonthsEnd::run,
                Collectors.toMap(
                    MonthsEnd::user,
                    event -> Instant.parse(event.message().path("timestamp").asString()))));
  }

  private static RunId run(StoredEvent event) {
    return RunId.parse(event.message().path("properties").path("run").asString());
  }

  private static String user(StoredEvent event) {
    return event.message().path("userId").asString();
  }

  /** Where the users of all runs ended, as the tables have it. */
  List<UserOfRun> members() throws SQLException {
    var members = new ArrayList<UserOfRun>();
    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement(
                """
                select r.campaign, r.planned_at, m.user_id, m.verdict, m.decided_at
                from muster_fate m join muster_run r on r.id = m.run_id
                """);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        var planned = rows.getObject("planned_at", OffsetDateTime.class).toInstant();
        var decided = rows.getObject("decided_at", OffsetDateTime.class);
        var verdict = Verdict.of(rows.getString("verdict"));
        members.add(
            new UserOfRun(
                new RunId(new CampaignId(rows.getString("campaign")), planned),
                rows.getString("user_id"),
                verdict == Verdict.ACCEPTED
                    ? new MonthsRules.End(verdict, requireNonNull(decided).toInstant())
                    : MonthsRules.End.without(verdict)));
      }
    }
    return members;
  }

  /** The same by run and user. */
  Map<RunId, Map<String, MonthsRules.End>> membersByRun() throws SQLException {
    var runs = new HashMap<RunId, Map<String, MonthsRules.End>>();
    for (var member : members()) {
      runs.computeIfAbsent(member.run(), _ -> new HashMap<>()).put(member.user(), member.end());
    }
    return runs;
  }
}
