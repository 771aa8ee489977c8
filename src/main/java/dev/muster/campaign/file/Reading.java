package dev.muster.campaign.file;

import dev.muster.campaign.Campaign;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/** What became of reading a campaign file. */
public sealed interface Reading {

  /**
   * The file is right.
   *
   * @param texts every YAML and SQL text that was read, by its path relative to the campaign file,
   *     the campaign file (by its own file name) first: what a run has to freeze
   * @param lists the CSV lists that conditions name, by path relative to the campaign file
   * @param warnings values that are perhaps not what was meant, by file and position
   */
  record Valid(
      Campaign campaign,
      SequencedMap<String, String> texts,
      Set<String> lists,
      List<Fault> warnings)
      implements Reading {
    public Valid {
      texts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(texts));
      lists = Collections.unmodifiableSet(new TreeSet<>(lists));
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * The file is wrong.
   *
   * @param faults all of them, by file and position; never empty
   */
  record Invalid(List<Fault> faults) implements Reading {
    public Invalid {
      faults = List.copyOf(faults);
      if (faults.isEmpty()) {
        throw new IllegalArgumentException("an invalid file has a fault");
      }
    }
  }
}
