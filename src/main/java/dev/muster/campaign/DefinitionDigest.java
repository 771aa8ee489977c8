package dev.muster.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What stands for all texts of a campaign's definition: another character in one of them, and it is
 * another.
 *
 * @param hex the SHA-256 in 64 small hexadecimal digits
 */
public record DefinitionDigest(String hex) {
  public DefinitionDigest {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("expected a SHA-256 in hex, found " + hex);
    }
  }

  /**
   * Of the texts that a run freezes, by their paths. In ascending order of the paths each is read
   * as the path, a byte 0, the text, a byte 0, in UTF-8; neither can hold a 0.
   */
  public static DefinitionDigest of(Map<String, String> texts) {
    var sha256 = sha256();
    new TreeMap<>(texts)
        .forEach((path, text) -> {
          sha256.update((path + "\0" + text + "\0").getBytes(UTF_8));
        });
    return new DefinitionDigest(HexFormat.of().formatHex(sha256.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
