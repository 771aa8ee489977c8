package dev.muster.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;

/** The campaign files that paths on a command line mean. */
final class CampaignPaths {

  private CampaignPaths() {}

  /**
   * A campaign file.
   *
   * @param named whether it was named itself, and not just its folder
   */
  record File(Path path, boolean named) {}

  /**
   * The files: those that are named, and those in the folders that are named, by name; each once,
   * however often it is meant. A file that is not there is for its reader to complain about.
   *
   * @throws Complaint when a folder has no campaign files, or cannot be read
   */
  static List<File> files(List<Path> paths) {
    var files = new LinkedHashMap<Path, File>();
    for (var path : paths) {
      if (Files.isDirectory(path)) {
        try {
          inFolder(path).forEach(file -> files.putIfAbsent(same(file), new File(file, false)));
        } catch (Complaint complaint) {
          throw new Complaint(complaint.exitCode(), path + ": " + complaint.reason());
        }
      } else {
        files.put(same(path), new File(path, true));
      }
    }
    return List.copyOf(files.values());
  }

  private static Path same(Path file) {
    return file.toAbsolutePath().normalize();
  }

  /**
   * The campaign files right in a folder, by name.
   *
   * @throws Complaint when there are none, or it cannot be read; it does not name the folder
   */
  static List<Path> inFolder(Path folder) {
    try (var entries = Files.list(folder)) {
      var files =
          entries
              .filter(Files::isRegularFile)
              .filter(file -> file.toString().matches(".*\\.ya?ml"))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new Complaint(
            ExitCode.WRONG, "expected campaign files (*.yaml) in the folder, found none");
      }
      return files;
    } catch (IOException e) {
      throw new Complaint(
          ExitCode.WRONG, "expected a folder that can be read, found one that cannot");
    }
  }
}
