package dev.muster.sandbox;

import java.util.List;
import java.util.Set;

/**
 * What the sandbox does beside its duty. Of several faults that apply to a request the first
 * counts.
 *
 * @param seed of the faults that happen with a probability
 */
public record FaultScript(long seed, RateLimit rate, List<Fault> faults, Workspace workspace) {
  /** No faults, the documented rate, and every key and user welcome. */
  public static final FaultScript NONE = new FaultScript(0, RateLimit.DOCUMENTED, List.of());

  public FaultScript {
    faults = List.copyOf(faults);
  }

  /** One under which every key and user is welcome. */
  public FaultScript(long seed, RateLimit rate, List<Fault> faults) {
    this(seed, rate, faults, Workspace.OPEN);
  }

  /** These faults, in the order in which they are tried, and no limit to the rate. */
  public static FaultScript of(Fault... faults) {
    return new FaultScript(0, RateLimit.NONE, List.of(faults));
  }

  /** The same with other keys and users. */
  public FaultScript with(Workspace workspace) {
    return new FaultScript(seed, rate, faults, workspace);
  }

  /** The same with further users whose messages are dropped. */
  public FaultScript suppressing(Set<String> users) {
    return with(workspace.suppressing(users));
  }

  /**
   * Reads a script.
   *
   * <pre>{@code
   * {"seed": 7,
   *  "rate": {"requests_per_second": 100, "events_per_second": 0, "retry_after": "seconds"},
   *  "known_keys": ["a-key-with-a-source"],
   *  "disabled_keys": ["a-key-whose-source-is-off"],
   *  "suppressed_users": ["u-17"],
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
   * negative}, {@code rubbish} or {@code huge}. A script says everything: without {@code rate} the
   * documented one holds, without {@code known_keys} every key has a source, without the other two
   * no source is switched off and no user suppressed.
   *
   * @throws IllegalArgumentException when it is none; the message says in one line where, what was
   *     expected and what was found, and repeats no key
   */
  public static FaultScript read(String json) {
    return read(json, "fault script");
  }

  /**
   * Reads a script.
   *
   * @param name begins the message of the fault, such as the file's
   * @throws IllegalArgumentException as above
   */
  public static FaultScript read(String json, String name) {
    return FaultScriptReader.read(json, name);
  }
}
