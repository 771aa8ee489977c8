package dev.muster.campaign.file;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two campaigns' files: key by key, whatever their order, comments and quotes
 * are. Of lists, items that are in both are found again, wherever they stand.
 */
public final class Changes {
  /** Lists that are longer than their product allows are held together item by item. */
  private static final long MOST_PAIRS = 1_000_000;

  private final List<Change> changes = new ArrayList<>();

  private Changes() {}

  /** An item of a list that both have, by its places. */
  private record Kept(int before, int after) {}

  /** All changes, those of the campaign's own file first. */
  public static List<Change> between(Reading.Valid before, Reading.Valid after) {
    var changes = new Changes();
    var own = before.texts().firstEntry();
    var ownNow = after.texts().firstEntry();
    changes.compare("", tree(own.getValue()), tree(ownNow.getValue()));
    changes.compareOthers(others(before.texts()), others(after.texts()));
    return List.copyOf(changes.changes);
  }

  private static Map<String, String> others(SequencedMap<String, String> texts) {
    var others = new LinkedHashMap<>(texts);
    others.pollFirstEntry();
    return others;
  }

  private void compareOthers(Map<String, String> before, Map<String, String> after) {
    var paths = new LinkedHashSet<>(after.keySet());
    paths.addAll(before.keySet());
    for (var path : paths) {
      var was = before.get(path);
      var is = after.get(path);
      if (was == null || is == null) {
        changes.add(new Change(path, was == null ? null : "a file", is == null ? null : "a file"));
      } else if (YamlName.isComplete(path)) {
        compare(path + ": ", tree(was), tree(is));
      } else {
        compareLines(path, was.lines().toList(), is.lines().toList());
      }
    }
  }

  /** The first line that is another one. */
  private void compareLines(String path, List<String> before, List<String> after) {
    var line = 0;
    while (line < before.size()
        && line < after.size()
        && before.get(line).equals(after.get(line))) {
      line++;
    }
    if (line < before.size() || line < after.size()) {
      changes.add(
          new Change(
              "%s, from line %d on".formatted(path, line + 1),
              line < before.size() ? before.get(line).strip() : null,
              line < after.size() ? after.get(line).strip() : null));
    }
  }

  private void compare(String key, Object before, Object after) {
    if (before.equals(after)) {
      return;
    }
    if (before instanceof Map<?, ?> was && after instanceof Map<?, ?> is) {
      var names = new LinkedHashSet<Object>(is.keySet());
      names.addAll(was.keySet());
      names.forEach(name -> compareEither(inside(key, name), was.get(name), is.get(name)));
    } else if (before instanceof List<?> was && after instanceof List<?> is) {
      compareItems(key, was, is);
    } else {
      changes.add(new Change(key, text(before), text(after)));
    }
  }

  private static String inside(String key, Object name) {
    return key.isEmpty() || key.endsWith(": ") ? key + name : key + "." + name;
  }

  private void compareEither(String key, @Nullable Object before, @Nullable Object after) {
    if (before != null && after != null) {
      compare(key, before, after);
    } else {
      changes.add(
          new Change(
              key, before == null ? null : text(before), after == null ? null : text(after)));
    }
  }

  private void compareItems(String key, List<?> before, List<?> after) {
    var was = 0;
    var is = 0;
    var kept = new ArrayList<>(kept(before, after));
    kept.add(new Kept(before.size(), after.size()));
    for (var next : kept) {
      for (; was < next.before() && is < next.after(); was++, is++) {
        compare(key + "[" + is + "]", before.get(was), after.get(is));
      }
      for (; was < next.before(); was++) {
        compareEither(key + "[" + was + "]", before.get(was), null);
      }
      for (; is < next.after(); is++) {
        compareEither(key + "[" + is + "]", null, after.get(is));
      }
      was++;
      is++;
    }
  }

  /** The most items that both have in one order. */
  private static List<Kept> kept(List<?> before, List<?> after) {
    if ((long) before.size() * after.size() > MOST_PAIRS) {
      return List.of();
    }
    var longest = new int[before.size() + 1][after.size() + 1];
    for (var i = before.size() - 1; i >= 0; i--) {
      for (var j = after.size() - 1; j >= 0; j--) {
        longest[i][j] =
            before.get(i).equals(after.get(j))
                ? longest[i + 1][j + 1] + 1
                : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    var kept = new ArrayList<Kept>();
    for (int i = 0, j = 0; i < before.size() && j < after.size(); ) {
      if (before.get(i).equals(after.get(j))) {
        kept.add(new Kept(i++, j++));
      } else if (longest[i + 1][j] >= longest[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
    return kept;
  }

  /** A value that is equal to what means the same. */
  private static Object tree(String yaml) {
    try {
      return tree(YamlParser.parse(yaml));
    } catch (Unreadable e) {
      throw new IllegalArgumentException("a file that was read before", e);
    }
  }

  private static Object tree(Yaml value) {
    return switch (value) {
      case Yaml.Mapping mapping -> {
        var map = new LinkedHashMap<String, Object>();
        mapping.entries().forEach(entry -> map.put(entry.key(), tree(entry.value())));
        yield Collections.unmodifiableMap(map);
      }
      case Yaml.Sequence sequence -> sequence.items().stream().map(Changes::tree).toList();
      case Yaml.Text text -> text.value();
      case Yaml.Numeral numeral -> numeral.value().stripTrailingZeros();
      case Yaml.Bool bool -> bool.value();
      case Yaml.Nothing _ -> Nothing.NOTHING;
      case Yaml.Unusable _ -> throw new IllegalArgumentException("a file that was read before");
    };
  }

  /** A key without a value. */
  private enum Nothing {
    NOTHING
  }

  private static String text(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> entry.getKey() + ": " + text(entry.getValue()))
              .collect(Collectors.joining(", ", "{ ", " }"));
      case List<?> list ->
          list.stream().map(Changes::text).collect(Collectors.joining(", ", "[", "]"));
      case String text -> quoted(text);
      case BigDecimal number -> number.toPlainString();
      case Nothing _ -> "null";
      default -> String.valueOf(value);
    };
  }

  /** In double quotes, as YAML and JSON have them. */
  private static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t")
        + '"';
  }
}
