package dev.muster.campaign.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The words of the grammar by what other tools of the trade call the same. */
final class Synonyms {
  private static final Map<String, List<String>> MEANT = read();

  private Synonyms() {}

  /** The word that has this one's meaning, or is the same but for how it is put together. */
  static Optional<String> of(String written, Collection<String> words) {
    var letters = letters(written);
    var same = words.stream().filter(word -> letters(word).equals(letters)).findFirst();
    return same.isPresent()
        ? same
        : MEANT.getOrDefault(letters, List.of()).stream().filter(words::contains).findFirst();
  }

  /** The word without letters' case, hyphens, spaces, low lines and apostrophes. */
  private static String letters(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[\\s_'’-]", "");
  }

  private static Map<String, List<String>> read() {
    var meant = new LinkedHashMap<String, List<String>>();
    text()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(": ", 2))
        .forEach(line -> {
          for (var synonym : line[1].split(", ", -1)) {
            meant.computeIfAbsent(letters(synonym), s -> new ArrayList<>()).add(line[0]);
          }
        });
    return meant;
  }

  private static String text() {
    try (var file = Synonyms.class.getResourceAsStream("synonyms.txt")) {
      if (file == null) {
        throw new IllegalStateException("the program lacks its synonyms.txt");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
