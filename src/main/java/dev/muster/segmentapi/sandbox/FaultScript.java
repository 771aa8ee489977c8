package dev.muster.segmentapi.sandbox;

import java.util.List;

/**
 * What the sandbox does beside its duty. Of several faults that apply to a request the first
 * counts.
 *
 * @param seed of the faults that happen with a probability
 */
public record FaultScript(long seed, RateLimit rate, List<Fault> faults) {
  /** No faults, and the documented rate. */
  public static final FaultScript NONE = new FaultScript(0, RateLimit.DOCUMENTED, List.of());

  public FaultScript {
    faults = List.copyOf(faults);
  }

  /** These faults, in the order in which they are tried, and no limit to the rate. */
  public static FaultScript of(Fault... faults) {
    return new FaultScript(0, RateLimit.NONE, List.of(faults));
  }

  /**
   * Reads a script.
   *
   * <pre>{@code
   * {"seed": 7,
   *  "rate": {"requests_per_second": 100, "events_per_second": 0, "retry_after": "seconds"},
   *  "faults": [
   *    {"request": [1, 3], "status": 503, "headers": {"Retry-After": "2"}, "body": "busy"},
   *    {"containing": "poison", "status": 400},
   *    {"encoding": "gzip", "status": 415},
   *    {"probability": 0.05, "do": "accept-then-close"},
   *    {"probability": 0.05, "do": "close-before-accept"},
   *    {"probability": 0.05, "do": "slow", "delay": "2s", "times": 3},
   *    {"probability": 0.05, "do": "truncated"},
   *    {"probability": 0.05, "do": "html", "status": 502},
   *    {"request": 9, "do": "endless", "status": 500}]}
   * }</pre>
   *
   * {@code retry_after} is {@code seconds}, {@code none}, {@code date}, {@code zero}, {@code
   * negative}, {@code rubbish} or {@code huge}; without {@code rate} the documented one holds.
   *
   * @throws IllegalArgumentException when it is none; the message says where and what was expected
   */
  public static FaultScript read(String json) {
    return new FaultScriptReader(json).read();
  }
}
