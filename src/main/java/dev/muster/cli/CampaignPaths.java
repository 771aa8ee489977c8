package dev.muster.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
   * The files: those that are named, and those in the folders that are named, by name.
   *
   * @throws Complaint when there is nothing, or nothing that can be read, where a path leads
   */
  static List<File> files(List<Path> paths) {
    var files = new ArrayList<File>();
    for (var path : paths) {
      if (Files.isDirectory(path)) {
        inFolder(path).forEach(file -> files.add(new File(file, false)));
      } else if (Files.exists(path)) {
        files.add(new File(path, true));
      } else {
        throw new Complaint(
            ExitCode.WRONG, path + ": expected a campaign file or a folder of them, found nothing");
      }
    }
    return files;
  }

  private static List<Path> inFolder(Path folder) {
    try (var entries = Files.list(folder)) {
      var files =
          entries
              .filter(Files::isRegularFile)
              .filter(file -> file.toString().matches(".*\\.ya?ml"))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new Complaint(
            ExitCode.WRONG, folder + ": expected campaign files (*.yaml), found none");
      }
      return files;
    } catch (IOException e) {
      throw new Complaint(ExitCode.WRONG, folder + ": cannot be read: " + e.getMessage());
    }
  }
}
