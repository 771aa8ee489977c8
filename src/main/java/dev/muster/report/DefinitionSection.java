package dev.muster.report;

import dev.muster.store.Definitions.ListCount;
import java.util.List;
import java.util.Map;

/**
 * What the campaign said when the run was planned.
 *
 * @param files by path, as they were written; none of a missed run, and none that pruning took
 * @param lists by their numbers
 */
public record DefinitionSection(List<File> files, List<ListCount> lists) {
  public DefinitionSection {
    files = List.copyOf(files);
    lists = List.copyOf(lists);
  }

  /** One file. */
  public record File(String path, String text) {}

  /** Those texts and lists. */
  static DefinitionSection of(Map<String, String> texts, List<ListCount> lists) {
    return new DefinitionSection(
        texts.entrySet().stream().map(file -> new File(file.getKey(), file.getValue())).toList(),
        lists);
  }
}
