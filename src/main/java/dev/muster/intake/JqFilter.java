package dev.muster.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What jq is to be told, so that the rows of another system become rows that can be imported.
 *
 * @param filter in jq's language
 * @param reservation what is still to be done by hand then; empty for nothing
 */
record JqFilter(String filter, String reservation) {

  /**
   * For profiles: everything else stays, and what stands in the object that another system keeps
   * attributes in stands beside it then, before what is called the same there.
   */
  static JqFilter profiles(Sample sample, Map<String, List<KeyPath>> alike) {
    var filters = new ArrayList<String>();
    var renaming = renaming(alike).filter();
    if (!renaming.isEmpty()) {
      filters.add(renaming);
    }
    var objects = LookAlikes.attributes(sample.row());
    if (!objects.isEmpty()) {
      filters.add(
          objects.stream()
              .map(key -> " + (%s // {})".formatted(key.jq()))
              .collect(
                  Collectors.joining(
                      "",
                      objects.stream()
                          .map(KeyPath::jq)
                          .collect(Collectors.joining(", ", "del(", ")")),
                      " + {user_id}")));
    }
    return new JqFilter(String.join(" | ", filters), "");
  }

  /** Everything else stays. */
  static JqFilter renaming(Map<String, List<KeyPath>> alike) {
    var filters = new ArrayList<String>();
    alike.forEach((name, near) -> {
      filters.add(".%s = %s".formatted(name, near.getFirst().jq()));
      filters.add("del(%s)".formatted(near.getFirst().jq()));
    });
    return new JqFilter(String.join(" | ", filters), "");
  }

  /** What to do, for people to read. */
  String remedy() {
    return "rename them, as by jq -c '%s'%s".formatted(filter, reservation);
  }
}
