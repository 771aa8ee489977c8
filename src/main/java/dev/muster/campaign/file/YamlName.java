package dev.muster.campaign.file;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The name of a campaign's or a segment's file: its id, and {@code .yaml} or {@code .yml}, which
 * are alike. So one id may stand in two files, which is a fault wherever it is met: nobody knows
 * which of them is meant.
 */
public final class YamlName {
  private static final List<String> ENDINGS = List.of(".yaml", ".yml");

  /** A name that begins so is hidden, or a copy that an editor keeps of a file that is open. */
  private static final List<String> NOT_FOR_READERS = List.of(".", "#", "~");

  private YamlName() {}

  /**
   * Whether a file of that name in a folder is meant as a campaign's; one whose ending is in other
   * letters is, and is told so by its reader.
   */
  public static boolean isCampaigns(String name) {
    return isComplete(name.toLowerCase(Locale.ROOT))
        && NOT_FOR_READERS.stream().noneMatch(name::startsWith);
  }

  /** Whether it has one of the endings. */
  static boolean isComplete(String name) {
    return ENDINGS.stream().anyMatch(name::endsWith);
  }

  /** The file's name without its ending, which is the id if all is right. */
  public static String stem(Path file) {
    var name = String.valueOf(file.getFileName());
    return ENDINGS.stream()
        .filter(name::endsWith)
        .findFirst()
        .map(ending -> name.substring(0, name.length() - ending.length()))
        .orElse(name);
  }

  /** The paths that a file of the id may have, the usual one first. */
  public static Stream<String> paths(String id) {
    return ENDINGS.stream().map(ending -> id + ending);
  }

  /** What is wrong where several files have one id; they are named in one order from each. */
  static String severalOf(Collection<String> paths) {
    var named = paths.stream().sorted().toList();
    return "expected each id in one file, found it in %s and %s; leave one of them"
        .formatted(String.join(", ", named.subList(0, named.size() - 1)), named.getLast());
  }

  /**
   * That several files have one id, as a fault of one of them.
   *
   * @param paths all of them, as given
   */
  public static Fault severalOf(String path, Collection<String> paths) {
    return new Fault(
        path, Location.START.line(), Location.START.column(), "campaign", severalOf(paths));
  }
}
