package dev.muster.campaign;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The files that a campaign names: saved segments, queries and lists, each read once. */
final class NamedFiles {
  private static final String SEGMENTS = "segments";
  private static final Pattern SEGMENT_ID = Pattern.compile("[\\w][\\w.-]{0,199}");

  private final CampaignFiles files;
  private final Faults faults;

  /** The folder of the file that is being read, relative to the campaign file. */
  private final Path folder;

  private final Gathered gathered;

  /** What all files of one campaign have in common. */
  private record Gathered(
      SequencedMap<String, String> texts,
      Set<String> lists,
      Map<String, Optional<String>> brokenLists,
      Map<String, Condition> segments,
      LinkedHashSet<String> open) {}

  /** A query: its path relative to the campaign file, and its text. */
  record Query(String path, String text) {}

  NamedFiles(CampaignFiles files, Faults faults) {
    this(
        files,
        faults,
        Path.of(""),
        new Gathered(
            new LinkedHashMap<>(),
            new TreeSet<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashSet<>()));
  }

  private NamedFiles(CampaignFiles files, Faults faults, Path folder, Gathered gathered) {
    this.files = files;
    this.faults = faults;
    this.folder = folder;
    this.gathered = gathered;
  }

  /** Every text that was read, by path relative to the campaign file. */
  SequencedMap<String, String> texts() {
    return gathered.texts();
  }

  /** Every list that was named, by path relative to the campaign file. */
  Set<String> lists() {
    return gathered.lists();
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

  /** The condition of a saved segment; nothing, and a fault, when there is none. */
  Optional<Condition> segment(Spot spot, String id) {
    if (!SEGMENT_ID.matcher(id).matches()) {
      spot.expected("the id of a saved segment", ", which is no file name without a folder");
      return Optional.empty();
    }
    if (gathered.open().contains(id)) {
      var chain = String.join(" -> ", gathered.open()) + " -> " + id;
      spot.fault("expected segments that end, found a circle: " + chain);
      return Optional.empty();
    }
    var known = gathered.segments().get(id);
    if (known != null) {
      return Optional.of(known);
    }
    gathered.open().addLast(id);
    var audience = readSegment(spot, id);
    gathered.open().removeLast();
    audience.ifPresent(condition -> gathered.segments().put(id, condition));
    return audience;
  }

  private Optional<Condition> readSegment(Spot spot, String id) {
    var path = SEGMENTS + "/" + id + ".yaml";
    var shown = shown(path);
    try {
      var tree = YamlParser.parse(text(path));
      var root = Spot.root(faults, shown, tree);
      var inside = new NamedFiles(files, faults, Path.of(SEGMENTS), gathered);
      return Optional.of(SegmentGrammar.segment(root, id, new ConditionGrammar(inside)));
    } catch (IOException e) {
      spot.fault("expected a saved segment, but " + reason(e));
      return Optional.empty();
    } catch (Unreadable e) {
      faults.add(shown, e.at(), "", e.reason());
      return Optional.of(new Condition.Everyone());
    }
  }

  /** A file's path as a user sees it, who gave the campaign's. */
  private String shown(String path) {
    return Path.of(files.name()).resolveSibling(path).toString();
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

  private static String reason(IOException e) {
    var message = e.getMessage();
    return message == null ? "it cannot be read" : message;
  }
}
