package dev.muster.run;

import java.time.Duration;

/**
 * How a run works through its members.
 *
 * @param partitions how many threads deliver; a run keeps the number it began with
 * @param chunkSize how many users lie between two checkpoints of a partition, and so how many a
 *     crash may repeat
 * @param requestsInFlight how many requests are under way at once, over all partitions
 * @param requestsPerSecond how many requests may be sent at the configured pace
 * @param messagesPerSecond how many messages can be at most, in requests as full as may be
 * @param sourcePatience for how long a source that cannot be asked is asked again
 */
public record DeliverySettings(
    int partitions,
    int chunkSize,
    int requestsInFlight,
    long requestsPerSecond,
    long messagesPerSecond,
    Duration sourcePatience) {

  /** Where requests are as full as may be. */
  public DeliverySettings(
      int partitions, int chunkSize, int requestsInFlight, long messagesPerSecond) {
    this(
        partitions,
        chunkSize,
        requestsInFlight,
        messagesPerSecond,
        messagesPerSecond,
        Duration.ZERO);
  }

  public DeliverySettings {
    require("partitions", partitions);
    require("chunk-size", chunkSize);
    require("requests-in-flight", requestsInFlight);
  }

  /**
   * How many messages can be sent in a second, in requests as full as some were.
   *
   * @param messages how many there were in them
   * @param requests how many there were, more than 0
   */
  public long messagesPerSecond(long messages, long requests) {
    var byRequests = (double) requestsPerSecond * messages / requests;
    return Math.clamp(Math.round(byRequests), 1, messagesPerSecond);
  }

  private static void require(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "muster.delivery." + name + ": expected 1 or more, found " + value);
    }
  }
}
