package dev.muster.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;

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
    var read = new StringBuilder();
    new TreeMap<>(texts)
        .forEach((path, text) -> read.append(path).append('\0').append(text).append('\0'));
    return new DefinitionDigest(
        HexFormat.of().formatHex(Sha256.of(read.toString().getBytes(UTF_8))));
  }
}
