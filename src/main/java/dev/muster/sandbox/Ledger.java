package dev.muster.sandbox;

import dev.muster.sandbox.ReceivedBatch.ReceivedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the sandbox has seen and stored. */
final class Ledger {
  private final Kept kept;
  private final Map<Integer, Long> answers = new TreeMap<>();
  private final Map<String, Long> faults = new TreeMap<>();
  private final Map<DropCode, Long> dropped = new EnumMap<>(DropCode.class);
  private final Arrivals arrivals = new Arrivals();
  private MessageIds ids = new MessageIds();
  private int count;
  private long retries;
  private long gzipped;
  private long received;
  private long stored;
  private long bytes;
  private long bodyBytes;

  Ledger(Kept kept) {
    this.kept = kept;
  }

  /** Notes that a request has come; the number that it bears. */
  synchronized int arrived(long nanos, int events) {
    arrivals.add(nanos, events);
    return ++count;
  }

  /** Notes that a pause was asked for. */
  synchronized void pauseAsked(long nanos, Duration wait) {
    if (wait.isPositive()) {
      arrivals.pauseAsked(nanos, wait.toNanos());
    }
  }

  /**
   * Takes the batch's messages.
   *
   * @param all why all of them are dropped, or null
   * @param suppressed the users whose messages are dropped
   * @return how many were stored
   */
  synchronized int take(
      ReceivedBatch batch, Instant at, @Nullable DropCode all, Set<String> suppressed) {
    if (batch.events().isEmpty()) {
      dropped.merge(DropCode.EMPTY_BATCH, 1L, Long::sum);
    }
    var taken = 0;
    for (var event : batch.events()) {
      var drop = all != null ? all : drop(event, at, suppressed);
      if (drop != null) {
        dropped.merge(drop, 1L, Long::sum);
        continue;
      }
      taken++;
      if (kept.hasRoom()) {
        kept.add(
            new KeptEvent(
                event.messageId(),
                Arrays.copyOfRange(batch.body(), event.from(), event.to()),
                at,
                batch.sentAt(),
                batch.around()));
      }
    }
    stored += taken;
    return taken;
  }

  private @Nullable DropCode drop(ReceivedEvent event, Instant at, Set<String> suppressed) {
    if (event.drop() != null) {
      return event.drop();
    }
    if (suppressed.contains(Objects.requireNonNullElse(event.userId(), ""))) {
      return DropCode.SUPPRESSED;
    }
    // Only what is stored is remembered: a message that was dropped may come again, mended.
    return event.messageId() != null && !ids.add(event.messageId(), at.getEpochSecond())
        ? DropCode.DUPLICATE
        : null;
  }

  /** Notes how a request has ended. */
  synchronized void answered(SandboxRequest request, @Nullable String fault) {
    answers.merge(request.status(), 1L, Long::sum);
    if (fault != null) {
      faults.merge(fault, 1L, Long::sum);
    }
    retries += request.retryCount() == null ? 0 : 1;
    gzipped += "gzip".equals(request.encoding()) ? 1 : 0;
    received += request.events();
    bytes += request.bytes();
    bodyBytes += request.bodyBytes();
    kept.add(request);
  }

  synchronized boolean keepsEverything() {
    return kept.hasRoom();
  }

  synchronized List<SandboxRequest> requests() {
    return kept.requests();
  }

  synchronized List<KeptEvent> events() {
    return kept.events();
  }

  synchronized SandboxStats stats() {
    return new SandboxStats(
        count,
        retries,
        answers,
        faults,
        gzipped,
        received,
        stored,
        dropped,
        bytes,
        bodyBytes,
        arrivals.peakRequests(),
        arrivals.peakEvents(),
        arrivals.duringPause(),
        kept.hasRoom());
  }

  synchronized void clear() {
    kept.clear();
    answers.clear();
    faults.clear();
    dropped.clear();
    arrivals.clear();
    ids = new MessageIds();
    count = 0;
    retries = gzipped = received = stored = bytes = bodyBytes = 0;
  }
}
