package dev.muster.report;

import dev.muster.audience.Explained;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.UserId;
import dev.muster.gate.Verdict;
import dev.muster.run.Account;
import dev.muster.run.Halted;
import dev.muster.run.SuppressionList;
import dev.muster.store.MemberFacts;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run did with one user, gate by gate, and why.
 *
 * @param now what the data say of the user today, seen from the run's as-of instant
 * @param qualified whether the user qualified when the run was made, or null while that is not
 *     known
 * @param goneSince since when the run's worker is gone where it says that it is running, or null
 * @param inDoubtSince since when the user may have been sent to without anyone knowing, or null
 * @param gates those that were asked, in order; the last is the one where the user's way ended
 * @param verdict where a qualified user ended, or null for one who did not qualify
 */
public record UserReport(
    Run run,
    UserId user,
    Explained now,
    @Nullable Boolean qualified,
    @Nullable Instant goneSince,
    @Nullable Instant inDoubtSince,
    List<GateAnswer> gates,
    @Nullable Verdict verdict) {
  public UserReport {
    gates = List.copyOf(gates);
  }

  /**
   * The run that is reported on.
   *
   * @param campaign as it was when the run was planned
   * @param account whose campaign it is, as it is now
   * @param settled whether the audience is complete, and its members were held against each other
   */
  public record Basis(Run run, Campaign campaign, Account account, boolean settled) {}

  /** The report on a user of a run. */
  public static UserReport of(Store store, Basis basis, UserId user, Explained now) {
    var facts = store.members().facts();
    var run = basis.run();
    var fate = facts.find(run.key(), user);
    var goneSince = store.workers().goneSince(run).orElse(null);
    var inDoubtSince =
        fate.filter(UserReport::isUndecided)
            .map(_ -> InDoubt.since(store, run, goneSince))
            .orElse(null);
    var gates = new ArrayList<GateAnswer>();
    gates.add(AudienceAnswer.of(fate.isPresent(), basis.settled(), now));
    fate.ifPresent(member ->
        gates.addAll(
            new GateAnswers(
                    facts,
                    store.guards().of(run.key()),
                    basis,
                    goneSince,
                    inDoubtSince,
                    listedIn(store, basis, user),
                    now)
                .of(user, member)));
    return new UserReport(
        run,
        user,
        now,
        qualified(fate, basis.settled()),
        goneSince,
        inDoubtSince,
        gates,
        fate.map(of -> verdict(run, of)).orElse(null));
  }

  /**
   * The report on a user of a run that there is not: nobody works on it, and no guard refuses it.
   *
   * @param fate where the user would end, or null where they do not qualify
   */
  public static UserReport ofNoRun(
      Store store, Basis basis, UserId user, MemberFacts.@Nullable Fate fate, Explained now) {
    var gates = new ArrayList<GateAnswer>();
    gates.add(AudienceAnswer.of(fate != null, true, now));
    if (fate != null) {
      gates.addAll(
          new GateAnswers(
                  store.members().facts(),
                  List.of(),
                  basis,
                  null,
                  null,
                  listedIn(store, basis, user),
                  now)
              .of(user, fate));
    }
    return new UserReport(
        basis.run(),
        user,
        now,
        fate != null,
        null,
        null,
        gates,
        fate == null ? null : fate.verdict());
  }

  /** A list that cannot be read is for whoever launches to be told of. */
  private static @Nullable String listedIn(Store store, Basis basis, UserId user) {
    try {
      return SuppressionList.of(basis.account(), store).placesOf(List.of(user)).get(user);
    } catch (Halted unreadable) {
      return new SuppressionList(null, store.suppressions()).placesOf(List.of(user)).get(user);
    }
  }

  private static @Nullable Boolean qualified(Optional<MemberFacts.Fate> fate, boolean settled) {
    return fate.isPresent() ? Boolean.TRUE : settled ? Boolean.FALSE : null;
  }

  /** Who waits again was pending when that was decided. */
  private static boolean isUndecided(MemberFacts.Fate fate) {
    return fate.verdict() == Verdict.PENDING
        || (fate.verdict() == Verdict.WAITING && fate.decidedAt() != null);
  }

  /** All of a refused run count as refused. */
  private static Verdict verdict(Run run, MemberFacts.Fate fate) {
    return run.status() == RunStatus.REFUSED ? Verdict.REFUSED : fate.verdict();
  }

  private String end(GateAnswer last) {
    return switch (last.outcome()) {
      case PASSED -> "was sent to: ";
      case KEPT -> verdict == Verdict.REJECTED ? "was sent to, but " : "was not sent to: ";
      case OPEN -> "was not sent to yet: ";
    };
  }

  /** Why the user is not sent to, in one line. */
  public String why() {
    return verdict == null && !AudienceAnswer.qualifies(now)
        ? AudienceAnswer.failure(now)
        : gates.getLast().said();
  }

  /** The answer in a sentence. */
  public String summary() {
    var last = gates.getLast();
    var what = (inDoubtSince == null ? end(last) : "may have been sent to: ") + last.said();
    if (AudienceAnswer.qualifies(now)) {
      return user.value() + " " + what;
    }
    return verdict == null
        ? "%s %s; %s".formatted(user.value(), what, AudienceAnswer.failure(now))
        : "%s %s; would not qualify now".formatted(user.value(), what);
  }
}
