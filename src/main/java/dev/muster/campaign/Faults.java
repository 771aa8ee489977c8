package dev.muster.campaign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with a campaign file and the files that it names, gathered while reading. */
final class Faults {
  private static final Comparator<Fault> BY_POSITION =
      Comparator.comparing(fault -> new Position(fault.line(), fault.column()));

  private final Map<String, List<Fault>> byPath = new LinkedHashMap<>();

  /** Nothing is wrong yet; what will be in this file comes first. */
  Faults(String first) {
    byPath.put(first, new ArrayList<>());
  }

  /** Notes a fault; one of a whole file has no key. */
  void add(String path, Position at, String key, String message) {
    var named = key.isEmpty() ? "yaml" : oneLine(key);
    byPath
        .computeIfAbsent(path, p -> new ArrayList<>())
        .add(new Fault(path, at.line(), at.column(), named, oneLine(message)));
  }

  /** All of them, file by file as they were met, each file's by position. */
  List<Fault> all() {
    return byPath.values().stream()
        .flatMap(faults -> faults.stream().sorted(BY_POSITION))
        .distinct()
        .toList();
  }

  /** Files are written by others: nothing in them may break the line or command a terminal. */
  private static String oneLine(String text) {
    var clean = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
            clean.append(c == '\n' ? "\\n" : "\\u%04X".formatted(c));
          } else {
            clean.appendCodePoint(c);
          }
        });
    return clean.toString();
  }
}
