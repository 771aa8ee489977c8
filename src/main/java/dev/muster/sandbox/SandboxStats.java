package dev.muster.sandbox;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sandbox in numbers.
 *
 * @param requests every request to {@code /v1/batch}
 * @param retries those with {@code X-Retry-Count}
 * @param answers how many were answered with each status, 0 standing for a closed connection
 * @param faults how many met each kind of scripted fault
 * @param gzipped how many bodies were compressed
 * @param received the messages in all requests
 * @param stored the messages that were accepted and not dropped
 * @param dropped the messages that were accepted and dropped, by code
 * @param bytes the bodies as sent
 * @param bodyBytes the bodies after decompression
 * @param peakRequestsPerSecond the most requests within any second
 * @param peakEventsPerSecond the most messages within any second
 * @param requestsDuringPause requests that came although an earlier answer's {@code Retry-After}
 *     had not passed; those already under way when it was sent are not counted
 * @param everythingKept whether all requests and messages are remembered, and not only counted;
 *     false from when they would have filled half of the program's memory
 */
public record SandboxStats(
    long requests,
    long retries,
    Map<Integer, Long> answers,
    Map<String, Long> faults,
    long gzipped,
    long received,
    long stored,
    Map<DropCode, Long> dropped,
    long bytes,
    long bodyBytes,
    int peakRequestsPerSecond,
    int peakEventsPerSecond,
    long requestsDuringPause,
    boolean everythingKept) {
  public SandboxStats {
    answers = Collections.unmodifiableMap(new TreeMap<>(answers));
    faults = Collections.unmodifiableMap(new TreeMap<>(faults));
    dropped = Collections.unmodifiableMap(new TreeMap<>(dropped));
  }
}
