package dev.muster.run;

import dev.muster.campaign.Cap;
import dev.muster.store.LiveTriggers.Trigger;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The places that a live campaign's cap has (live.md, "Gates"). It is not by lot here, but for who
 * comes first, and none is given back; who is held back takes none.
 */
final class Places {
  private final @Nullable Cap cap;
  private final ZoneId accountZone;
  private final HeldAgainst before;

  /** By the day whose places count, or by nothing where they are for all days. */
  private final Map<Optional<LocalDate>, Long> given = new HashMap<>();

  /**
   * Those that are left.
   *
   * @param cap null where there is no end of them
   * @param accountZone in which days begin
   * @param before knows how many are given
   */
  Places(@Nullable Cap cap, ZoneId accountZone, HeldAgainst before) {
    this.cap = cap;
    this.accountZone = accountZone;
    this.before = before;
  }

  /** Whether there is one for a trigger. */
  boolean hasOne(Trigger trigger) {
    return switch (cap) {
      case null -> true;
      case Cap.AbortAbove _ -> throw new IllegalStateException("no live campaign has it");
      case Cap.Only(var triggers) -> given(day(trigger)) < triggers;
      case Cap.OnlyPerDay(var triggers) -> given(day(trigger)) < triggers;
    };
  }

  /**
   * Takes one, if there is one.
   *
   * @return whether there was
   */
  boolean take(Trigger trigger) {
    if (!hasOne(trigger)) {
      return false;
    }
    if (cap != null) {
      given.merge(day(trigger), 1L, Long::sum);
    }
    return true;
  }

  private Optional<LocalDate> day(Trigger trigger) {
    return cap instanceof Cap.OnlyPerDay
        ? Optional.of(TriggerGates.day(trigger.instant(), accountZone))
        : Optional.empty();
  }

  private long given(Optional<LocalDate> day) {
    return given.computeIfAbsent(day, _ -> before.given(day.orElse(null)));
  }

  /** Writes down how many are given from now on. */
  void keep() {
    given.forEach((day, places) -> before.give(day.orElse(null), places));
  }
}
