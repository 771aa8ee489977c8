package dev.muster.launch;

import java.nio.file.Path;

/**
 * A campaign's file that is launched.
 *
 * @param named whether it was named itself, and not just its folder
 */
public record LaunchedFile(Path path, boolean named) {

  @Override
  public String toString() {
    return path.toString();
  }
}
