package dev.muster.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.store.RunStatus;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * What somebody has seen of a run when they decide: its status, its executions and its counts. The
 * progress of a run that is worked on changes nothing of that.
 */
final class Seen {
  private static final int BYTES = 12;

  private Seen() {}

  /** It as a short word, another one when something of it has changed. */
  static String of(RunRow row) {
    var isWorkedOn = row.run().status() == RunStatus.RUNNING && row.goneSince() == null;
    return word(
        "%s %s %d %s %s"
            .formatted(
                row.id(),
                row.status(),
                row.run().executions(),
                row.run().qualified(),
                isWorkedOn ? "" : new TreeMap<>(row.users())));
  }

  /** Any text as such a word. */
  static String word(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
