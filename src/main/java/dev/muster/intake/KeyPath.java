package dev.muster.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where a value stands in a row: the names of the objects around it, and its own. */
record KeyPath(List<String> names) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** MongoDB's, in its Extended JSON. */
  private static final Set<String> TYPES =
      Set.of(
          "$oid", "$date", "$numberLong", "$numberInt", "$numberDouble", "$numberDecimal", "$uuid");

  KeyPath {
    names = List.copyOf(names);
  }

  static KeyPath of(String... names) {
    return new KeyPath(List.of(names));
  }

  /** What stands under a name within it. */
  KeyPath with(String name) {
    var longer = new ArrayList<>(names);
    longer.add(name);
    return new KeyPath(longer);
  }

  String name() {
    return names.getLast();
  }

  boolean isNested() {
    return names.size() > 1;
  }

  /** Without what tells but the type of a value, as in {@code {"at": {"$date": …}}}. */
  KeyPath untyped() {
    return names.size() > 1 && TYPES.contains(name())
        ? new KeyPath(names.subList(0, names.size() - 1)).untyped()
        : this;
  }

  /** As jq writes it. */
  String jq() {
    return names.stream()
        .map(name -> PLAIN.matcher(name).matches() ? "." + name : ".\"" + name + "\"")
        .collect(Collectors.joining());
  }

  /** As people write it. */
  @Override
  public String toString() {
    return String.join(".", names);
  }
}
