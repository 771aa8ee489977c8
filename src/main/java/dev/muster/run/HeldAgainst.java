package dev.muster.run;

import dev.muster.campaign.UserId;
import dev.muster.store.LiveTriggers;
import dev.muster.store.Run;
import dev.muster.store.Store;
import dev.muster.store.UserTriggers.Earlier;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What triggers of a live campaign are held against at its gates: whom earlier ones have reached,
 * or have a place for, and how many places of its cap are given.
 *
 * @param of whose triggers they are
 * @param accountZone in which the days of a cap lie
 * @param leftOut the campaign's own runs planned from then on are left out of account, as if they
 *     had never been; {@link Instant#MAX} for none
 */
record HeldAgainst(Store store, LiveTriggers.Of of, ZoneId accountZone, Instant leftOut) {

  /** All that there is. */
  static HeldAgainst everything(Store store, LiveTriggers.Of of, ZoneId accountZone) {
    return new HeldAgainst(store, of, accountZone, Instant.MAX);
  }

  List<Earlier> earlier(Run run, List<UserId> users, Instant since) {
    return store.live().ofUsers().earlier(of, run.key(), users, since, leftOut);
  }

  List<Earlier> contacts(Run run, List<UserId> users, Instant since) {
    return store.live().ofUsers().contacts(run, users, since, leftOut);
  }

  /**
   * How many places of the cap are given.
   *
   * @param day of the account's zone, or null for a cap over all days
   */
  long given(@Nullable LocalDate day) {
    var given = store.live().counts().given(of, day);
    if (leftOut.equals(Instant.MAX)) {
      return given;
    }
    var from = day == null ? Instant.MIN : day.atStartOfDay(accountZone).toInstant();
    var to = day == null ? Instant.MAX : day.plusDays(1).atStartOfDay(accountZone).toInstant();
    return Math.max(0, given - store.live().ofUsers().placesTaken(of, leftOut, from, to));
  }

  /** Writes down how many are given from now on; parameters as there. */
  void give(@Nullable LocalDate day, long places) {
    store.live().counts().give(of, day, places);
  }
}
