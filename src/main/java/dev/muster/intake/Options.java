package dev.muster.intake;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * How a file is to be imported.
 *
 * @param text columns of profiles whose CSV cells stay text, whatever they look like
 * @param replace whether a row of profiles is a whole profile, and clears what it does not speak of
 * @param rejected where bad rows go, if not beside the file
 * @param progress is told how far it is
 */
public record Options(
    Set<String> text, boolean replace, Optional<Path> rejected, ImportProgress progress) {
  public Options {
    text = Set.copyOf(text);
  }

  /**
   * CSV cells typed by their text, profiles changed by what rows say, bad rows beside the file, no
   * progress.
   */
  public static Options defaults() {
    return new Options(Set.of(), false, Optional.empty(), (_, _) -> {});
  }

  /** The same, but for how profiles are taken. */
  public Options with(Set<String> textColumns, boolean replacing) {
    return new Options(textColumns, replacing, rejected, progress);
  }
}
