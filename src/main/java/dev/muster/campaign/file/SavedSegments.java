package dev.muster.campaign.file;

import dev.muster.campaign.Condition;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The saved segments beside a campaign file, each read once. */
final class SavedSegments {
  private static final String FOLDER = "segments";
  private static final Pattern ID = Pattern.compile("[\\w][\\w.-]{0,199}");

  private final NamedFiles files;
  private final ConditionGrammar conditions;
  private final Map<String, Condition> read = new LinkedHashMap<>();

  /** Those that are being read, each named by the one before. */
  private final LinkedHashSet<String> open = new LinkedHashSet<>();

  /** The segments of a campaign that names these files. */
  SavedSegments(NamedFiles files) {
    this.files = files;
    this.conditions = new ConditionGrammar(files.inFolder(FOLDER), this);
  }

  /** The condition of a saved segment; nothing, and a fault, when there is none. */
  Optional<Condition> named(Spot spot, String id) {
    if (!ID.matcher(id).matches()) {
      spot.expected(
          "the id of a saved segment", "; it is the name of its file, without folder and ending");
      return Optional.empty();
    }
    if (open.contains(id)) {
      spot.fault(
          "expected segments that end, found a circle: " + String.join(" -> ", open) + " -> " + id);
      return Optional.empty();
    }
    var known = read.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    open.addLast(id);
    var audience = read(spot, id);
    open.removeLast();
    audience.ifPresent(condition -> read.put(id, condition));
    return audience;
  }

  private Optional<Condition> read(Spot spot, String id) {
    var paths = YamlName.paths(FOLDER + "/" + id).toList();
    var there = paths.stream().filter(files::has).toList();
    if (there.size() > 1) {
      spot.fault(YamlName.severalOf(there.stream().map(files::shown).toList()));
      return Optional.empty();
    }
    var path = there.isEmpty() ? paths.getFirst() : there.getFirst();
    var shown = files.shown(path);
    try {
      var root = Spot.root(spot.faults(), shown, YamlParser.parse(files.text(path)));
      return Optional.of(SegmentGrammar.segment(root, id, conditions));
    } catch (IOException e) {
      spot.fault(NamedFiles.reason("a saved segment", e));
      return Optional.empty();
    } catch (Unreadable e) {
      spot.faults().add(shown, e.at(), "", e.reason());
      return Optional.of(new Condition.Everyone());
    }
  }
}
