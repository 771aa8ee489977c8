package dev.muster.run.job;

import dev.muster.campaign.RunKey;
import dev.muster.gate.Verdict;
import dev.muster.store.Deliveries;
import dev.muster.store.DueMember;
import dev.muster.store.Position;
import dev.muster.store.Rejections;
import dev.muster.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the users of one chunk ended, collected and then written at once. */
final class ChunkOutcomes {
  private final int execution;
  private final Map<End, List<Position>> positions = new LinkedHashMap<>();
  private final Map<Deferral, List<Position>> deferred = new LinkedHashMap<>();
  private final List<Rejections.Rejection> rejections = new ArrayList<>();
  private final List<Deliveries.Request> requests = new ArrayList<>();
  private long users;

  private record End(Verdict verdict, Instant at) {}

  private record Deferral(Instant until, Instant at) {}

  /**
   * Nobody yet.
   *
   * @param execution the number of the execution, from 1
   */
  ChunkOutcomes(int execution) {
    this.execution = execution;
  }

  void add(DueMember user, Verdict verdict, Instant at) {
    users++;
    positions.computeIfAbsent(new End(verdict, at), end -> new ArrayList<>()).add(user.position());
  }

  void add(DueMember user, Verdict verdict, Instant at, String code, String reason) {
    add(user, verdict, at);
    rejections.add(
        new Rejections.Rejection(execution, user.position(), user.userId(), code, reason));
  }

  /** A user is due later, and has no end yet. */
  void defer(DueMember user, Instant until, Instant at) {
    users++;
    deferred.computeIfAbsent(new Deferral(until, at), _ -> new ArrayList<>()).add(user.position());
  }

  void add(Deliveries.Request request) {
    requests.add(request);
  }

  /** How many users have an end, or are due later. */
  long users() {
    return users;
  }

  void write(Store store, RunKey run) {
    positions.forEach(
        (end, members) -> store.members().decide(run, end.verdict(), end.at(), members));
    deferred.forEach((deferral, members) ->
        store.members().windows().defer(run, deferral.until(), deferral.at(), members));
    store.rejections().add(run, rejections);
    store.deliveries().addRequests(run, requests);
  }
}
