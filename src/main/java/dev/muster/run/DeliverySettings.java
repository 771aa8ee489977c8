package dev.muster.run;

/**
 * How a run works through its members.
 *
 * @param partitions how many threads deliver; a run keeps the number it began with
 * @param chunkSize how many users lie between two checkpoints of a partition, and so how many a
 *     crash may repeat
 * @param requestsInFlight how many requests are under way at once, over all partitions
 * @param messagesPerSecond how many messages can be sent at the configured pace
 */
public record DeliverySettings(
    int partitions, int chunkSize, int requestsInFlight, long messagesPerSecond) {
  public DeliverySettings {
    require("partitions", partitions);
    require("chunk-size", chunkSize);
    require("requests-in-flight", requestsInFlight);
  }

  private static void require(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "muster.delivery." + name + ": expected 1 or more, found " + value);
    }
  }
}
