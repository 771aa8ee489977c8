package dev.muster.run;

import static java.util.Objects.requireNonNull;

import dev.muster.gate.Verdict;
import dev.muster.store.Accounting;
import dev.muster.store.Run;
import dev.muster.store.Store;

/**
 * How fast a run gets on at the pace of its settings: what report and log reckon with.
 *
 * @param messagesPerSecond how many messages can be sent
 * @param messagesPerUser how many a user gets
 */
public record DeliveryPace(double messagesPerSecond, double messagesPerUser) {

  /** That of a run which has begun an execution, with as many messages a user as so far. */
  public static DeliveryPace of(Store store, Run run) {
    var users = Accounting.of(store, run).count(Verdict.ACCEPTED);
    var messages = store.results().delivery(run).messages();
    return new DeliveryPace(
        requireNonNull(run.messagesPerSecond()),
        users == 0 || messages == 0 ? 1 : (double) messages / users);
  }

  /** The pace in users, more than 0. */
  public double usersPerSecond() {
    return messagesPerSecond / messagesPerUser;
  }
}
