package dev.muster.store;

import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * Whether this process may do with a file of H2 what it takes to share it. H2 has no clear word
 * where it may not, or tries for long.
 *
 * @param readable whether what is at a path may be read
 * @param writable whether it may be written to
 */
record H2FileRights(Predicate<Path> readable, Predicate<Path> writable) {
  /** Those of this process. */
  static final H2FileRights OWN = new H2FileRights(Files::isReadable, Files::isWritable);

  /**
   * Asks for them where the file is there.
   *
   * @param path without H2's ending
   * @throws AccessDeniedException for the file, or for its folder, in which who opens the file
   *     first makes another that says so
   */
  void require(Path path) throws AccessDeniedException {
    var file = path.resolveSibling(path.getFileName() + H2FileHead.ENDING).toAbsolutePath();
    // In a folder that is not to be looked into it may be there.
    if (Files.notExists(file)) {
      return;
    }
    var folder = file.getParent();
    if (folder != null
        && !writable.test(folder)
        && !Files.exists(path.resolveSibling(path.getFileName() + ".lock.db"))) {
      throw new AccessDeniedException(folder.toString());
    }
    if (!readable.test(file) || !writable.test(file)) {
      throw new AccessDeniedException(file.toString());
    }
  }
}
