package dev.muster.store;

import dev.muster.campaign.RunId;
import dev.muster.campaign.RunKey;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A run as the database has it.
 *
 * @param key the row's key
 * @param asOf the instant before which events are seen
 * @param accountZone the account's time zone when the run was planned
 * @param purpose whether it is meant, or rehearses another moment
 * @param partitions into how many parts delivery is split, the same in every execution
 * @param overrideReason why an operator lets it pass its guards, or null
 * @param qualified how many users qualified, or null while that is not known
 * @param executions how many executions have worked on it
 * @param chunkSize how many users lay between two checkpoints of a partition in the latest
 *     execution, or null before the first
 * @param doubtSince since when some pending members may have been sent to, or null when none may
 * @param messagesPerSecond at what pace the latest execution could send, or null before the first
 * @param withoutZone how many of its users live in no zone that is known, or null where that does
 *     not matter
 * @param rowsWithoutId how many rows of profiles had no user id when the audience was found, or
 *     null before that
 * @param prunedAt since when its users are known no more, or null
 */
public record Run(
    RunKey key,
    RunId id,
    Instant asOf,
    ZoneId accountZone,
    Purpose purpose,
    int partitions,
    RunState state,
    @Nullable String overrideReason,
    @Nullable Long qualified,
    int executions,
    @Nullable Integer chunkSize,
    @Nullable Instant doubtSince,
    Instant startedAt,
    @Nullable Long messagesPerSecond,
    @Nullable Long withoutZone,
    @Nullable Long rowsWithoutId,
    @Nullable Instant prunedAt) {

  /** Whether it was planned to rehearse another moment. */
  public boolean isRehearsal() {
    return purpose == Purpose.REHEARSAL;
  }

  /** The name of its state. */
  public RunStatus status() {
    return state.status();
  }

  /** Why it was missed, refused, stopped, abandoned or failed last, or null. */
  public @Nullable String reason() {
    return state instanceof RunState.Ended ended ? ended.reason() : null;
  }

  /** When its latest execution ended, or null while there is none, or one works on it. */
  public @Nullable Instant endedAt() {
    return state instanceof RunState.Ended ended ? ended.at() : null;
  }

  /** When the next of its waiting users is due, or null when none waits. */
  public @Nullable Instant nextWindowAt() {
    return state instanceof RunState.Waiting waiting ? waiting.next() : null;
  }

  /** Whether nothing is to be done for it before a later window. */
  public boolean waits(Instant now) {
    return state instanceof RunState.Waiting waiting && waiting.next().isAfter(now);
  }
}
