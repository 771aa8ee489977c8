package dev.muster.campaign.file;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/** The files that a campaign and its segments name, each read once. */
final class NamedFiles {

  private final CampaignFiles files;

  /** The folder of the file that is being read, relative to the campaign file. */
  private final Path folder;

  private final Gathered gathered;

  /** What all files of one campaign have in common. */
  private record Gathered(
      SequencedMap<String, String> texts,
      Set<String> lists,
      Map<String, Optional<String>> brokenLists) {}

  /** A query: its path relative to the campaign file, and its text. */
  record Query(String path, String text) {}

  NamedFiles(CampaignFiles files) {
    this(
        files,
        Path.of(""),
        new Gathered(new LinkedHashMap<>(), new TreeSet<>(), new LinkedHashMap<>()));
  }

  private NamedFiles(CampaignFiles files, Path folder, Gathered gathered) {
    this.files = files;
    this.folder = folder;
    this.gathered = gathered;
  }

  /** The files that a file in another folder names. */
  NamedFiles inFolder(String folder) {
    return new NamedFiles(files, Path.of(folder), gathered);
  }

  /** A file's path as a user sees it, who gave the campaign's. */
  String shown(String path) {
    return Path.of(files.name()).resolveSibling(path).toString();
  }

  /** Every text that was read, by path relative to the campaign file. */
  SequencedMap<String, String> texts() {
    return gathered.texts();
  }

  /** Every list that was named, by path relative to the campaign file. */
  Set<String> lists() {
    return gathered.lists();
  }

  /** Whether there is a file; its path is relative to the campaign file. */
  boolean has(String path) {
    return files.has(path);
  }

  /** A text file; its path is relative to the campaign file. */
  String text(String path) throws IOException, Unreadable {
    var known = gathered.texts().get(path);
    if (known != null) {
      return known;
    }
    var text = FileText.decode(files.read(path));
    gathered.texts().put(path, text);
    return text;
  }

  /** The query that a condition names; nothing, and a fault, when it cannot be read. */
  Optional<Query> query(Spot spot, String written) {
    var path = path(spot, written);
    if (path.isEmpty()) {
      return Optional.empty();
    }
    try {
      var text = text(path.get());
      if (text.isBlank()) {
        spot.fault("expected a query, found an empty file: " + written);
        return Optional.empty();
      }
      return Optional.of(new Query(path.get(), text));
    } catch (IOException e) {
      spot.fault(reason(e));
    } catch (Unreadable e) {
      spot.fault("%s:%d:%d: %s".formatted(written, e.at().line(), e.at().column(), e.reason()));
    }
    return Optional.empty();
  }

  /** The list that a condition names, looked through once; nothing, and a fault, when broken. */
  Optional<String> list(Spot spot, String written) {
    var path = path(spot, written);
    if (path.isEmpty()) {
      return path;
    }
    gathered.lists().add(path.get());
    var broken = gathered.brokenLists().computeIfAbsent(path.get(), this::faultOfList);
    broken.ifPresent(spot::fault);
    return broken.isPresent() ? Optional.empty() : path;
  }

  private Optional<String> faultOfList(String path) {
    try (var csv = files.open(path)) {
      UserList.read(csv, id -> {});
      return Optional.empty();
    } catch (UserList.BrokenList e) {
      return Optional.of(path + ": " + e.getMessage());
    } catch (IOException e) {
      return Optional.of(reason(e));
    }
  }

  private Optional<String> path(Spot spot, String written) {
    try {
      var path = folder.resolve(written).normalize().toString().replace('\\', '/');
      return Optional.of(path);
    } catch (InvalidPathException e) {
      spot.expected("the path of a file");
      return Optional.empty();
    }
  }

  /** What to say of a file that cannot be read. */
  static String reason(IOException e) {
    var message = e.getMessage();
    return message == null ? "it cannot be read" : message;
  }

  /**
   * The same where something else is expected than the message says, if it says so.
   *
   * @param expected what was, such as {@code a saved segment}
   */
  static String reason(String expected, IOException e) {
    var reason = reason(e);
    return reason.startsWith("expected ")
        ? reason
        : "expected %s, but %s".formatted(expected, reason);
  }
}
