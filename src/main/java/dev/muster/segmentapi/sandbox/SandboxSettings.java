package dev.muster.segmentapi.sandbox;

import java.time.Clock;
import java.util.Set;

/**
 * How a sandbox behaves.
 *
 * @param port where it listens, on the loopback interface only; 0 for any free port
 * @param keeps what it remembers
 * @param suppressedUsers users whose messages are dropped
 * @param knownKeys the write keys that have a source; none means that every key has one
 * @param disabledKeys write keys whose source is switched off
 * @param clock what {@code receivedAt} and the 24 hours are read from
 */
public record SandboxSettings(
    int port,
    Keeps keeps,
    Limits limits,
    FaultScript faults,
    Set<String> suppressedUsers,
    Set<String> knownKeys,
    Set<String> disabledKeys,
    Clock clock) {

  /** The port on which {@code muster sandbox} listens, and {@code --segment-api sandbox} looks. */
  public static final int PORT = 8377;

  /** What a sandbox remembers. */
  public enum Keeps {
    /** Every request and every stored message. */
    EVERYTHING,
    /** Numbers, and 20 bytes per message id: for millions of messages. */
    COUNTS
  }

  public SandboxSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, found: " + port);
    }
    suppressedUsers = Set.copyOf(suppressedUsers);
    knownKeys = Set.copyOf(knownKeys);
    disabledKeys = Set.copyOf(disabledKeys);
  }

  /** Any free port, strict limits, everything kept, no faults. */
  public static SandboxSettings defaults() {
    return new SandboxSettings(
        0,
        Keeps.EVERYTHING,
        Limits.STRICT,
        FaultScript.NONE,
        Set.of(),
        Set.of(),
        Set.of(),
        Clock.systemUTC());
  }

  /** The same at another port. */
  public SandboxSettings withPort(int port) {
    return new SandboxSettings(
        port, keeps, limits, faults, suppressedUsers, knownKeys, disabledKeys, clock);
  }

  /** The same with another memory. */
  public SandboxSettings withKeeps(Keeps keeps) {
    return new SandboxSettings(
        port, keeps, limits, faults, suppressedUsers, knownKeys, disabledKeys, clock);
  }

  /** The same with other limits. */
  public SandboxSettings withLimits(Limits limits) {
    return new SandboxSettings(
        port, keeps, limits, faults, suppressedUsers, knownKeys, disabledKeys, clock);
  }

  /** The same with other faults. */
  public SandboxSettings withFaults(FaultScript faults) {
    return new SandboxSettings(
        port, keeps, limits, faults, suppressedUsers, knownKeys, disabledKeys, clock);
  }

  /** The same with other suppressed users. */
  public SandboxSettings withSuppressedUsers(Set<String> suppressedUsers) {
    return new SandboxSettings(
        port, keeps, limits, faults, suppressedUsers, knownKeys, disabledKeys, clock);
  }

  /** The same with other keys, known and switched off. */
  public SandboxSettings withKeys(Set<String> knownKeys, Set<String> disabledKeys) {
    return new SandboxSettings(
        port, keeps, limits, faults, suppressedUsers, knownKeys, disabledKeys, clock);
  }

  /** The same with another clock. */
  public SandboxSettings withClock(Clock clock) {
    return new SandboxSettings(
        port, keeps, limits, faults, suppressedUsers, knownKeys, disabledKeys, clock);
  }
}
