package dev.muster.source;

/**
 * Text that can be data at all: PostgreSQL holds neither U+0000 nor half a surrogate pair, and the
 * import refuses both, so that a value or a name with one of them is equal to nothing.
 */
public final class Storable {
  private Storable() {}

  public static boolean text(String text) {
    return text.codePoints()
        .noneMatch(codePoint ->
            codePoint == 0
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE));
  }
}
