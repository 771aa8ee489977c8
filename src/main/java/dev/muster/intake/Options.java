package dev.muster.intake;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * How a file is to be imported.
 *
 * @param text columns of profiles whose CSV cells stay text, whatever they look like
 * @param rejected where bad rows go, if not beside the file
 * @param progress is told how far it is
 */
public record Options(Set<String> text, Optional<Path> rejected, Progress progress) {
  public Options {
    text = Set.copyOf(text);
  }

  /** CSV cells typed by their text, bad rows beside the file, no progress. */
  public static Options defaults() {
    return new Options(Set.of(), Optional.empty(), (_, _) -> {});
  }
}
