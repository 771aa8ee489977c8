package dev.muster.run;

import dev.muster.campaign.RunKey;
import dev.muster.gate.Verdict;
import dev.muster.store.Deliveries;
import dev.muster.store.DueMember;
import dev.muster.store.Outcomes;
import dev.muster.store.Position;
import dev.muster.store.Rejections;
import dev.muster.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the users of one chunk ended, collected and then written at once. */
public final class ChunkOutcomes {
  private final int execution;
  private final List<DueMember> members;
  private final Map<Position, Outcomes.End> ends = new HashMap<>();
  private final Map<Deferral, List<Position>> deferred = new LinkedHashMap<>();
  private final List<Rejections.Rejection> rejections = new ArrayList<>();
  private final List<Deliveries.Request> requests = new ArrayList<>();

  private record Deferral(Instant until, Instant at) {}

  /**
   * Nobody yet.
   *
   * @param execution the number of the execution, from 1
   * @param members all of the chunk, in order of position
   */
  public ChunkOutcomes(int execution, List<DueMember> members) {
    this.execution = execution;
    this.members = members;
  }

  void add(DueMember user, Verdict verdict, Instant at) {
    ends.put(user.position(), new Outcomes.End(verdict, at, null));
  }

  void add(DueMember user, Verdict verdict, Instant at, String code, String reason) {
    ends.put(user.position(), new Outcomes.End(verdict, at, code));
    rejections.add(
        new Rejections.Rejection(execution, user.position(), user.userId(), code, reason));
  }

  /** A user is due later, and has no end yet. */
  void defer(DueMember user, Instant until, Instant at) {
    deferred.computeIfAbsent(new Deferral(until, at), _ -> new ArrayList<>()).add(user.position());
  }

  void add(Deliveries.Request request) {
    requests.add(request);
  }

  /** How many users have an end, or are due later. */
  public long users() {
    return ends.size() + deferred.values().stream().mapToLong(List::size).sum();
  }

  /** Whether a member has ended so. */
  public boolean has(DueMember member, Verdict verdict) {
    var end = ends.get(member.position());
    return end != null && end.verdict() == verdict;
  }

  /** How a member has ended, if it has. */
  public Optional<Outcomes.End> end(DueMember member) {
    return Optional.ofNullable(ends.get(member.position()));
  }

  /** Until when a member was put off, if it was. */
  public Optional<Instant> deferredUntil(DueMember member) {
    return deferred.entrySet().stream()
        .filter(deferral -> deferral.getValue().contains(member.position()))
        .map(deferral -> deferral.getKey().until())
        .findFirst();
  }

  /** Writes all of it down, and whom the run has reached with it. */
  public void write(Store store, RunKey run) {
    store.outcomes().appendReached(run, execution, read());
    writeOthers(store, run);
  }

  /** The same of what would have been: nobody was reached. */
  public void writeUnsent(Store store, RunKey run) {
    store.outcomes().append(run, execution, read());
    writeOthers(store, run);
  }

  private List<Outcomes.Read> read() {
    return members.stream()
        .map(member -> new Outcomes.Read(member, ends.get(member.position())))
        .toList();
  }

  private void writeOthers(Store store, RunKey run) {
    deferred.forEach((deferral, positions) ->
        store
            .members()
            .windows()
            .defer(run, execution, deferral.until(), deferral.at(), positions));
    store.rejections().add(run, rejections);
    store.deliveries().addRequests(run, requests);
  }
}
