package dev.muster.campaign.file;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Makes a tree of one YAML document. It is built from the parser's events, without recursion, so
 * that neither deep nesting nor aliases of aliases can exhaust the program.
 */
final class YamlParser {
  private static final int MOST_LEVELS = 100;
  private static final int MOST_VALUES = 100_000;
  private static final int LONGEST_KEY = 1000;

  private static final Pattern COMPARISON = Pattern.compile("[\\s{,:](>)(=|\\s*[0-9]|\\s*:)");

  private final Map<String, Part> anchors = new HashMap<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable Yaml root;
  private int documents;

  private YamlParser() {}

  /**
   * The text's only document.
   *
   * @throws Unreadable when the text is no YAML, none or more than one document, or too much
   */
  static Yaml parse(String text) throws Unreadable {
    FileText.refuseUnprintable(text);
    var parser = new YamlParser();
    var settings = LoadSettings.builder().setCodePointLimit(FileText.MOST_BYTES + 1).build();
    try {
      for (var event : new Parse(settings).parseString(text)) {
        parser.take(event);
      }
    } catch (MarkedYamlEngineException e) {
      var mark = e.getProblemMark().or(e::getContextMark);
      var at = mark.map(m -> new Location(m.getLine() + 1, m.getColumn() + 1));
      throw new Unreadable(
          at.orElse(Location.START),
          "expected YAML, found: " + problem(e) + remedy(text, at.orElse(Location.START)));
    } catch (YamlEngineException | IndexOutOfBoundsException e) {
      throw new Unreadable(Location.START, "expected YAML, found: " + e.getMessage());
    }
    if (parser.root == null) {
      throw new Unreadable(Location.START, "expected a map of keys, found an empty file");
    }
    return parser.root;
  }

  private static String problem(MarkedYamlEngineException e) {
    var context = e.getContext();
    return context == null ? e.getProblem() : e.getProblem() + " (" + context + ")";
  }

  /** YAML takes {@code >} for the beginning of a text. */
  private static String remedy(String text, Location at) {
    var line = text.lines().skip(at.line() - 1L).findFirst().orElse("");
    var comparison = COMPARISON.matcher(line);
    return comparison.find() && Math.abs(comparison.start(1) - (at.column() - 1)) <= 1
        ? "; operators are words: at_least for >=, above for >"
        : "";
  }

  private void take(Event event) throws Unreadable {
    var at =
        event
            .getStartMark()
            .map(mark -> new Location(mark.getLine() + 1, mark.getColumn() + 1))
            .orElse(Location.START);
    switch (event) {
      case DocumentStartEvent start -> {
        documents++;
        if (documents > 1) {
          throw new Unreadable(at, "expected one document, found another; split the file");
        }
      }
      case CollectionStartEvent start -> {
        open.push(new Open(start, at));
        if (open.size() > MOST_LEVELS) {
          throw tooDeep(at);
        }
      }
      case CollectionEndEvent end -> add(open.pop().close());
      case ScalarEvent scalar -> {
        var value = value(scalar, at);
        var part = new Part(value, scalar.getValue(), at, 1, 0);
        scalar.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), part));
        add(part);
      }
      case AliasEvent alias -> add(aliased(alias.getAlias(), at));
      default -> {}
    }
  }

  private static Yaml value(ScalarEvent scalar, Location at) {
    var tag = scalar.getTag();
    if (tag.isPresent()) {
      return YamlScalar.tagged(at, tag.get(), scalar.getValue());
    }
    return scalar.isPlain()
        ? YamlScalar.plain(at, scalar.getValue())
        : YamlScalar.text(at, scalar.getValue());
  }

  private Part aliased(Anchor alias, Location at) throws Unreadable {
    var part = anchors.get(alias.getValue());
    if (part == null) {
      throw new Unreadable(
          at, "expected an anchor that ends before, found none for *" + alias.getValue());
    }
    return new Part(part.value, part.scalar, at, part.values, part.levels);
  }

  private void add(Part part) throws Unreadable {
    var parent = open.peek();
    if (parent == null) {
      root = part.value;
      return;
    }
    parent.parts.add(part);
    parent.values += part.values;
    parent.levels = Math.max(parent.levels, part.levels + 1);
    if (parent.values > MOST_VALUES) {
      throw new Unreadable(
          part.at,
          "expected at most "
              + MOST_VALUES
              + " values, aliases counted as often as they stand, found more");
    }
    if (open.size() + parent.levels > MOST_LEVELS + 1) {
      throw tooDeep(part.at);
    }
  }

  private static Unreadable tooDeep(Location at) {
    return new Unreadable(
        at, "expected at most " + MOST_LEVELS + " levels of maps and lists, found more");
  }

  /**
   * A finished value.
   *
   * @param scalar its text as it would be read as a key, or null for a map or list
   * @param values how many values it is made of, itself included
   * @param levels how many levels of maps and lists lie in it, itself not included
   */
  private record Part(Yaml value, @Nullable String scalar, Location at, int values, int levels) {}

  /** A map or list that has begun. */
  private final class Open {
    private final CollectionStartEvent start;
    private final Location at;
    private final List<Part> parts = new ArrayList<>();
    private int values = 1;
    private int levels;

    Open(CollectionStartEvent start, Location at) {
      this.start = start;
      this.at = at;
    }

    Part close() throws Unreadable {
      var isMap = start instanceof MappingStartEvent;
      var tag = start.getTag();
      Yaml value;
      if (unfit(tag, isMap ? "map" : "seq")) {
        value = new Yaml.Unusable(at, YamlScalar.unknownTag(tag.orElseThrow()));
      } else if (isMap) {
        value = new Yaml.Mapping(at, entries());
      } else {
        value = new Yaml.Sequence(at, parts.stream().map(Part::value).toList());
      }
      var part = new Part(value, null, at, values, levels);
      start.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), part));
      return part;
    }

    private static boolean unfit(Optional<String> tag, String kind) {
      return tag.isPresent()
          && !tag.get().equals("!")
          && !tag.get().equals("tag:yaml.org,2002:" + kind);
    }

    private List<Yaml.Entry> entries() throws Unreadable {
      var entries = new ArrayList<Yaml.Entry>();
      for (var i = 0; i + 1 < parts.size(); i += 2) {
        var key = parts.get(i);
        var name = key.scalar;
        if (name == null || key.value instanceof Yaml.Unusable) {
          throw new Unreadable(
              key.at, "expected text as a key, found something else; a template stands in quotes");
        }
        if (name.length() > LONGEST_KEY) {
          throw new Unreadable(
              key.at, "expected a key of at most " + LONGEST_KEY + " characters, found more");
        }
        entries.add(new Yaml.Entry(name, key.at, parts.get(i + 1).value));
      }
      return entries;
    }
  }
}
