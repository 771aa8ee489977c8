package dev.muster.check;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a check came to, in one line.
 *
 * @param subject what was looked at, such as {@code write key}
 * @param found what was seen, without secrets
 * @param remedy what to do about it, or null when nothing need be done, or {@code found} says it
 */
public record Finding(String subject, State state, String found, @Nullable String remedy) {

  /** How grave it is. */
  public enum State {
    /** As it should be. */
    OK,
    /** A run can do with it, or it could not be known. */
    WARNING,
    /** A run would not do. */
    FAILED;

    /** As it stands in JSON. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A fault whose line says itself what to do about it. */
  public static Finding failed(String subject, String found) {
    return new Finding(subject, State.FAILED, found, null);
  }

  /** As it should be. */
  public static Finding ok(String subject, String found) {
    return new Finding(subject, State.OK, found, null);
  }

  /** Something that a run can do with. */
  public static Finding warning(String subject, String found, @Nullable String remedy) {
    return new Finding(subject, State.WARNING, found, remedy);
  }

  static Finding failed(String subject, String found, String remedy) {
    return new Finding(subject, State.FAILED, found, remedy);
  }

  /** The same of another subject. */
  Finding of(String other) {
    return new Finding(other, state, found, remedy);
  }

  /** Subject, what was seen and the remedy, in one line. */
  public String line() {
    return subject + ": " + found + (remedy == null ? "" : "; " + remedy);
  }

  /** Whether one of them says that a run would not do. */
  public static boolean anyFailed(List<Finding> findings) {
    return findings.stream().anyMatch(finding -> finding.state() == State.FAILED);
  }
}
