package dev.muster.gate;

import static dev.muster.gate.Verdict.ABORTED;
import static dev.muster.gate.Verdict.ACCEPTED;
import static dev.muster.gate.Verdict.CAPPED;
import static dev.muster.gate.Verdict.COLLAPSED;
import static dev.muster.gate.Verdict.DISCARDED;
import static dev.muster.gate.Verdict.EXPIRED;
import static dev.muster.gate.Verdict.INVALID;
import static dev.muster.gate.Verdict.LAPSED;
import static dev.muster.gate.Verdict.PENDING;
import static dev.muster.gate.Verdict.REFUSED;
import static dev.muster.gate.Verdict.REJECTED;
import static dev.muster.gate.Verdict.REPEATED;
import static dev.muster.gate.Verdict.UNREACHABLE;
import static dev.muster.gate.Verdict.WAITING;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The gates, in the one order in which a user meets them (campaign-file.md of the contract). Sums,
 * explanations, reports and the conditions of SQL are derived from it: a new gate is a constant
 * here with its verdict, and its rule where {@link #looksAt} sends it.
 */
public enum Gate {
  /** Whether the user qualifies; who does not is no member of the run. */
  AUDIENCE(LooksAt.DATA),
  /** The {@link Guard}s. */
  GUARDS(LooksAt.NUMBER, REFUSED),
  SUPPRESSED(LooksAt.USER, Verdict.SUPPRESSED),
  SYSTEM_CONTROL(LooksAt.USER, Verdict.SYSTEM_CONTROL),
  CONTROL_GROUP(LooksAt.USER, Verdict.CONTROL),
  /** Also asked of all members together: of several with one id, the first is let through. */
  REACHABLE(LooksAt.USER, UNREACHABLE),
  AGAIN(LooksAt.MEMBERS, REPEATED),
  /** That of the account, over all its campaigns. */
  FREQUENCY_CAP(LooksAt.MEMBERS, Verdict.FREQUENCY_CAPPED),
  CAP(LooksAt.MEMBERS, CAPPED),
  WINDOW(LooksAt.CLOCK, DISCARDED, EXPIRED, COLLAPSED, WAITING),
  /** Also keeps those as {@link Verdict#SUPPRESSED} who have opted out by then. */
  DELIVERY(LooksAt.MESSAGE, PENDING, LAPSED, ABORTED, INVALID, REJECTED, ACCEPTED);

  /** What a gate looks at, and with it when it can be asked. */
  public enum LooksAt {
    /** Profiles and events, by the audience's query. */
    DATA,
    /** How many users qualify. */
    NUMBER,
    /** One user alone, as soon as the query has found it. */
    USER,
    /** All members of the run, or those of earlier runs, when the audience is complete. */
    MEMBERS,
    /** When the user is due, when the audience is complete, and again when its turn comes. */
    CLOCK,
    /** What is sent to the user, when its turn comes. */
    MESSAGE
  }

  private final LooksAt looksAt;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Verdict> verdicts;

  Gate(LooksAt looksAt, Verdict... verdicts) {
    this.looksAt = looksAt;
    this.verdicts = List.of(verdicts);
  }

  /** What it looks at. */
  public LooksAt looksAt() {
    return looksAt;
  }

  /** Where users end at this gate, or stand in front of what comes next. */
  public List<Verdict> verdicts() {
    return verdicts;
  }

  /** Its name in reports. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The verdicts of all gates before this one: who has one of them never came here. */
  public Set<Verdict> verdictsBefore() {
    return Arrays.stream(values())
        .takeWhile(gate -> gate != this)
        .flatMap(gate -> gate.verdicts.stream())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Verdict.class)));
  }

  /** The gates that look at that, in order. */
  public static List<Gate> thatLookAt(LooksAt what) {
    var gates = new ArrayList<Gate>();
    for (var gate : values()) {
      if (gate.looksAt == what) {
        gates.add(gate);
      }
    }
    return List.copyOf(gates);
  }
}
