package dev.muster.store;

import dev.muster.campaign.RunId;
import dev.muster.gate.Gate;
import dev.muster.gate.Verdict;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether the users of a run add up, from the tables alone.
 *
 * @param qualified how many the audience's query found, or null while that is not known
 * @param members how many of the run's members have each verdict now
 * @param gates how many had each when the gates before delivery were closed; empty before that
 * @param reasons how many members the reasons for not being sent to, or being refused, are about
 * @param messages how many messages were accepted
 */
public record Sums(
    @Nullable Long qualified,
    Map<Verdict, Long> members,
    Map<Verdict, Long> gates,
    long reasons,
    long messages) {

  /** Once the gates are closed, nobody comes to these or leaves them. */
  private static final Set<Verdict> FINAL =
      where(verdict -> Gate.WINDOW.verdictsBefore().contains(verdict) && !verdict.isAskedAgain());

  /** Delivery may add to them, and never takes away. */
  private static final Set<Verdict> GROWING = where(Verdict::isAskedAgain);

  public Sums {
    members = Map.copyOf(members);
    gates = Map.copyOf(gates);
  }

  /** Counts all that there is of a run. */
  public static Sums of(Store store, RunId id) {
    var run = store.runs().get(id);
    return of(store, run, store.members().verdicts(run.key()));
  }

  /** The same of one whose users {@link RunResults#countUsers} has counted. */
  public static Sums ofCounted(Store store, RunId id) {
    var run = store.runs().get(id);
    return of(store, run, store.results().writtenUsers(run.key()));
  }

  private static Sums of(Store store, Run run, Map<Verdict, Long> members) {
    return new Sums(
        run.qualified(),
        members,
        store.gates().counted(run.key()),
        store.rejections().members(run.key()),
        store.deliveries().totals(run.key()).messages());
  }

  /** The first place where users are missing or too many, after any execution; or nothing. */
  public Optional<String> fault() {
    var all = members.values().stream().mapToLong(Long::longValue).sum();
    if (qualified != null && all != qualified) {
      return fault("qualify", "%,d users qualified, and %,d are members", qualified, all);
    }
    for (var gate : gates.isEmpty() ? Set.<Verdict>of() : FINAL) {
      var kept = gates.getOrDefault(gate, 0L);
      if (kept != count(gate)) {
        return fault(gate.key(), "the gate kept %,d users, and now it is %,d", kept, count(gate));
      }
    }
    for (var gate : GROWING) {
      var kept = gates.getOrDefault(gate, 0L);
      if (kept > count(gate)) {
        return fault(gate.key(), "the gate kept %,d users, and now it is %,d", kept, count(gate));
      }
    }
    var refused = Verdict.WITH_REASON.stream().mapToLong(this::count).sum();
    if (refused != reasons) {
      return fault("rejected, invalid", "%,d users, and reasons for %,d", refused, reasons);
    }
    return messages < count(Verdict.ACCEPTED)
        ? fault("accepted", "%,d users, and %,d messages", count(Verdict.ACCEPTED), messages)
        : Optional.empty();
  }

  /** As {@link #fault}, after an execution that has delivered to everyone. */
  public Optional<String> faultAtTheEnd() {
    return faultAfterDelivery()
        .or(() ->
            waiting() == 0
                ? Optional.empty()
                : fault("window", "%,d users wait, and %,d may", waiting(), 0));
  }

  /** How many users are due later. */
  public long waiting() {
    return count(Verdict.WAITING);
  }

  /** As {@link #fault}, after an execution that has delivered to everyone who was due. */
  public Optional<String> faultAfterDelivery() {
    if (qualified == null) {
      return Optional.of("qualify: nobody knows how many users qualified");
    }
    return fault()
        .or(() ->
            count(Verdict.PENDING) == 0
                ? Optional.empty()
                : fault(
                    "deliver", "%,d users are pending, and %,d may be", count(Verdict.PENDING), 0));
  }

  private static Set<Verdict> where(Predicate<Verdict> holds) {
    return Arrays.stream(Verdict.values())
        .filter(holds)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Verdict.class)));
  }

  private long count(Verdict verdict) {
    return members.getOrDefault(verdict, 0L);
  }

  private static Optional<String> fault(String gate, String what, long expected, long found) {
    return Optional.of(
        "the users do not add up at '%s': %s".formatted(gate, what.formatted(expected, found)));
  }
}
