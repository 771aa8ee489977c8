package dev.muster.web;

import dev.muster.campaign.RunId;
import dev.muster.gate.Verdict;
import dev.muster.report.RunReport;
import dev.muster.run.Figures;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run in a list.
 *
 * @param name its campaign's
 * @param goneSince since when its worker is gone, or null
 * @param users where they ended, as far as it is known
 */
record RunRow(Run run, String name, @Nullable Instant goneSince, Map<Verdict, Long> users) {
  RunRow {
    users = Map.copyOf(users);
  }

  RunId id() {
    return run.id();
  }

  String address() {
    return "/runs/" + run.id();
  }

  /** How it stands, in a word. */
  String status() {
    return goneSince == null ? run.status().key() : "gone";
  }

  StatusMark mark() {
    return goneSince == null ? StatusMark.of(run.status()) : StatusMark.GONE;
  }

  /** Nobody is known before its audience is. */
  boolean isKnown() {
    return run.qualified() != null;
  }

  long qualified() {
    var known = run.qualified();
    return known == null ? 0 : known;
  }

  /** In a refused run nobody is anything else. */
  private long count(Verdict verdict) {
    return run.status() == RunStatus.REFUSED ? 0 : users.getOrDefault(verdict, 0L);
  }

  long accepted() {
    return count(Verdict.ACCEPTED);
  }

  long notSendable() {
    return count(Verdict.REJECTED) + count(Verdict.INVALID);
  }

  long rejected() {
    return count(Verdict.REJECTED);
  }

  long toCome() {
    return count(Verdict.WAITING) + count(Verdict.PENDING);
  }

  /** When it ended, or null; that of a missed run is when it was found to be. */
  @Nullable Instant ended() {
    return run.status() == RunStatus.MISSED ? null : run.endedAt();
  }

  String took() {
    var ended = ended();
    return ended == null ? "" : Figures.duration(Duration.between(run.startedAt(), ended));
  }

  /** The same for a report of one run. */
  static RunRow of(Run run, String name, RunReport report) {
    return new RunRow(run, name, report.goneSince(), report.audience().verdicts());
  }
}
