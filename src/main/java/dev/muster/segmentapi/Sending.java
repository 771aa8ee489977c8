package dev.muster.segmentapi;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch.
 *
 * @param fates one for each message, in the batch's order
 * @param traffic what it took
 * @param halt why the run must stop here, or null when no message is {@link Unsent}
 */
public record Sending(List<Fate> fates, Traffic traffic, @Nullable Halt halt) {
  public Sending {
    fates = List.copyOf(fates);
  }

  /** What became of one message. */
  public sealed interface Fate {}

  /** The Segment API answered 2xx for the request that carried the message; no more than that. */
  public record Accepted(Instant at) implements Fate {}

  /**
   * The Segment API refused the message when it was alone in a request.
   *
   * @param code a short name that rejections are counted by, such as {@code http_400}
   * @param reason one line for people, without the message's contents
   */
  public record Rejected(String code, String reason) implements Fate {}

  /** Nothing is known to have been accepted; the message is to be sent again, unchanged. */
  public record Unsent() implements Fate {}

  /** Nothing is known to have been accepted, and there was no leave to go on. */
  public record TooLate() implements Fate {}

  /**
   * What it took to send a batch.
   *
   * @param requests every attempt
   * @param retries the attempts after the first of the same body
   * @param unknown the attempts that may have been accepted although no answer says so: those whose
   *     body had begun to leave this machine, and that were not refused
   * @param bytes the accepted bodies before compression
   * @param bytesSent the bodies of all attempts, as sent
   * @param firstSentAt when the first attempt began, or null when there was none
   * @param lastAcceptedAt when the last acceptance came, or null when there was none
   * @param time how long it took
   */
  public record Traffic(
      int requests,
      int retries,
      int unknown,
      long bytes,
      long bytesSent,
      @Nullable Instant firstSentAt,
      @Nullable Instant lastAcceptedAt,
      Time time) {}

  /**
   * How long a batch was under way, and what it waited for meanwhile.
   *
   * @param took from the first look at it until its fate was known, all waits included
   * @param paced the part that it waited for its place in the pace of the settings
   * @param paused the part that it waited because the Segment API asked for a pause
   */
  public record Time(Duration took, Duration paced, Duration paused) {
    /** None at all. */
    public static final Time NONE = new Time(Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }
}
