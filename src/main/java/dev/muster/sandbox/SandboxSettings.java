package dev.muster.sandbox;

import java.security.PublicKey;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a sandbox behaves.
 *
 * @param port where it listens, on the loopback interface only; 0 for any free port
 * @param keeps what it remembers
 * @param faults the script that it begins with, and goes back to when it is reset; it also says
 *     which keys and users are known, switched off and suppressed
 * @param publicKey the RSA key that assertions at {@code /token} must be signed for, or null: then
 *     any that is well formed will do
 * @param clock what {@code receivedAt}, the 24 hours and the lives of tokens are read from
 */
public record SandboxSettings(
    int port,
    Keeps keeps,
    Limits limits,
    FaultScript faults,
    @Nullable PublicKey publicKey,
    Clock clock) {

  /** What a sandbox remembers. */
  public enum Keeps {
    /** Every request and every stored message, as long as they fit into half of the memory. */
    EVERYTHING,
    /** Numbers, and some 40 bytes per message id: for millions of messages. */
    COUNTS
  }

  public SandboxSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, found: " + port);
    }
  }

  /** Any free port, strict limits, everything kept, no faults. */
  public static SandboxSettings defaults() {
    return new SandboxSettings(
        0, Keeps.EVERYTHING, Limits.STRICT, FaultScript.NONE, null, Clock.systemUTC());
  }

  /** The same at another port. */
  public SandboxSettings withPort(int port) {
    return new SandboxSettings(port, keeps, limits, faults, publicKey, clock);
  }

  /** The same with another memory. */
  public SandboxSettings withKeeps(Keeps keeps) {
    return new SandboxSettings(port, keeps, limits, faults, publicKey, clock);
  }

  /** The same with other limits. */
  public SandboxSettings withLimits(Limits limits) {
    return new SandboxSettings(port, keeps, limits, faults, publicKey, clock);
  }

  /** The same with another script, and its keys and users. */
  public SandboxSettings withFaults(FaultScript faults) {
    return new SandboxSettings(port, keeps, limits, faults, publicKey, clock);
  }

  /** The same with further suppressed users. */
  public SandboxSettings withSuppressedUsers(Set<String> suppressedUsers) {
    return withFaults(faults.suppressing(suppressedUsers));
  }

  /** The same with other keys, known and switched off. */
  public SandboxSettings withKeys(Set<String> knownKeys, Set<String> disabledKeys) {
    return withFaults(
        faults.with(new Workspace(knownKeys, disabledKeys, faults.workspace().suppressedUsers())));
  }

  /** The same, but for assertions at {@code /token}, which must be signed for this key. */
  public SandboxSettings withPublicKey(PublicKey publicKey) {
    return new SandboxSettings(port, keeps, limits, faults, publicKey, clock);
  }

  /** The same with another clock. */
  public SandboxSettings withClock(Clock clock) {
    return new SandboxSettings(port, keeps, limits, faults, publicKey, clock);
  }
}
