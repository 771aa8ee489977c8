package dev.muster.campaign.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with a campaign file and the files that it names, gathered while reading. */
final class FoundFaults {
  private static final Comparator<Fault> BY_POSITION =
      Comparator.comparing(fault -> new Location(fault.line(), fault.column()));

  private final Map<String, List<Fault>> byPath = new LinkedHashMap<>();
  private final Map<String, List<Fault>> warnings = new LinkedHashMap<>();

  /** Nothing is wrong yet; what will be in this file comes first. */
  FoundFaults(String first) {
    byPath.put(first, new ArrayList<>());
    warnings.put(first, new ArrayList<>());
  }

  /** Notes a fault; one of a whole file has no key. */
  void add(String path, Location at, String key, String message) {
    add(byPath, path, at, key, message);
  }

  /** Notes what may be right, but is perhaps not what was meant. */
  void warn(String path, Location at, String key, String message) {
    add(warnings, path, at, key, message);
  }

  private static void add(
      Map<String, List<Fault>> to, String path, Location at, String key, String message) {
    var named = key.isEmpty() ? "yaml" : oneLine(key);
    to.computeIfAbsent(path, p -> new ArrayList<>())
        .add(new Fault(path, at.line(), at.column(), named, oneLine(message)));
  }

  /** All faults, file by file as they were met, each file's by position. */
  List<Fault> all() {
    return inOrder(byPath);
  }

  /** All warnings, likewise. */
  List<Fault> warnings() {
    return inOrder(warnings);
  }

  private static List<Fault> inOrder(Map<String, List<Fault>> noted) {
    return noted.values().stream()
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
