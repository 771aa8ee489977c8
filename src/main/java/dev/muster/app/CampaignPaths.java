package dev.muster.app;

import dev.muster.campaign.file.Fault;
import dev.muster.campaign.file.YamlName;
import dev.muster.launch.LaunchedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The campaign files that paths on a command line mean. */
public final class CampaignPaths {

  private CampaignPaths() {}

  /**
   * The files: those that are named, and those in the folders that are named, by name; each once,
   * however often it is meant. A file that is not there is for its reader to complain about.
   *
   * @throws Complaint when a folder has no campaign files, or cannot be read
   */
  public static List<LaunchedFile> files(List<Path> paths) {
    var files = new LinkedHashMap<Path, LaunchedFile>();
    for (var path : paths) {
      if (Files.isDirectory(path)) {
        try {
          inFolder(path)
              .forEach(file -> files.putIfAbsent(same(file), new LaunchedFile(file, false)));
        } catch (Complaint complaint) {
          throw Complaint.of(complaint.passing(), path + ": " + complaint.reason());
        }
      } else {
        files.put(same(path), new LaunchedFile(path, true));
      }
    }
    return List.copyOf(files.values());
  }

  /** However its folder is reached, a file of one name in it is one. */
  private static Path same(Path file) {
    var path = file.toAbsolutePath().normalize();
    try {
      return path.getParent() == null
          ? path
          : path.getParent().toRealPath().resolve(path.getFileName());
    } catch (IOException e) {
      return path;
    }
  }

  /**
   * A fault for each of those files that have their id in common with another: nobody knows which
   * of them is meant, and the runs of one would be taken for those of the other.
   */
  public static Map<Path, Fault> oneIdInSeveral(Collection<Path> files) {
    var byId = new LinkedHashMap<String, Map<Path, Path>>();
    files.stream()
        .filter(Files::exists)
        .forEach(file ->
            byId.computeIfAbsent(YamlName.stem(file), id -> new LinkedHashMap<>())
                .putIfAbsent(same(file), file));
    var faults = new LinkedHashMap<Path, Fault>();
    for (var file : files) {
      var ofTheId = byId.getOrDefault(YamlName.stem(file), Map.of());
      if (ofTheId.size() > 1 && Files.exists(file)) {
        var paths = new TreeSet<String>();
        ofTheId.values().forEach(path -> paths.add(path.toString()));
        faults.put(file, YamlName.severalOf(file.toString(), paths));
      }
    }
    return faults;
  }

  /**
   * The campaign files right in a folder, by name.
   *
   * @throws Complaint when there are none, or it cannot be read; it does not name the folder
   */
  public static List<Path> inFolder(Path folder) {
    try (var entries = Files.list(folder)) {
      var files =
          entries
              // A link to nowhere is a campaign that is missed, not one that is not there.
              .filter(file -> Files.isRegularFile(file) || !Files.exists(file))
              .filter(file -> YamlName.isCampaigns(String.valueOf(file.getFileName())))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw Complaint.needsRemedy(
            "expected campaign files (*.yaml, *.yml) in the folder, found none");
      }
      return files;
    } catch (IOException e) {
      throw Complaint.needsRemedy("expected a folder that can be read, found one that cannot");
    }
  }
}
