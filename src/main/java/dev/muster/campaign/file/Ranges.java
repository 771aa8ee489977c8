package dev.muster.campaign.file;

import java.util.List;

/** What is wrong with ranges, in one wording. */
final class Ranges {
  private Ranges() {}

  /** For a list that has not the two ends of a range; a value that is no list has its fault. */
  static void notTwo(Spot range, List<Spot> ends) {
    if (range.value() instanceof Yaml.Sequence) {
      range.fault("expected two ends, [from, to], found " + ends.size());
    }
  }

  /** For a range whose first end lies behind its second. */
  static void reversed(Spot range, Object first, Object second) {
    range.fault(
        "expected the lower end first, found a reversed range from " + first + " to " + second);
  }
}
