package dev.muster.sandbox;

import java.util.HashSet;
import java.util.Set;

/**
 * What the receiver's side knows of keys and users. It shows no key in a text.
 *
 * @param knownKeys the write keys that have a source; with none, every key has one
 * @param disabledKeys write keys whose source is switched off; they are known, too
 * @param suppressedUsers users whose messages are dropped, by {@code userId} or, without one, by
 *     {@code anonymousId}
 */
public record Workspace(
    Set<String> knownKeys, Set<String> disabledKeys, Set<String> suppressedUsers) {
  /** Every key has a source, no source is switched off, no user suppressed. */
  public static final Workspace OPEN = new Workspace(Set.of(), Set.of(), Set.of());

  /** The fewest characters of a write key; fewer are none. */
  static final int KEY_CHARACTERS = 8;

  public Workspace {
    knownKeys = Set.copyOf(knownKeys);
    disabledKeys = Set.copyOf(disabledKeys);
    suppressedUsers = Set.copyOf(suppressedUsers);
  }

  boolean knows(String key) {
    return knownKeys.isEmpty() || knownKeys.contains(key) || disabledKeys.contains(key);
  }

  /** The same with further suppressed users. */
  Workspace suppressing(Set<String> users) {
    var all = new HashSet<String>(suppressedUsers);
    all.addAll(users);
    return new Workspace(knownKeys, disabledKeys, all);
  }

  @Override
  public String toString() {
    return "%d known keys, %d disabled keys, %d suppressed users"
        .formatted(knownKeys.size(), disabledKeys.size(), suppressedUsers.size());
  }
}
