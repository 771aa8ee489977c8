package dev.muster.check;

import dev.muster.campaign.file.NearMiss;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The names that exist and are most like one that does not; others are forgotten at once. */
final class Nearest {
  private static final int MOST = 3;
  private static final int SHORTEST_BEGINNING = 4;
  private static final Pattern SEPARATORS = Pattern.compile("[\\s_./:-]+");
  private static final Comparator<Name> BEST =
      Comparator.comparingInt(Name::distance)
          .thenComparing(Comparator.comparingLong(Name::rows).reversed())
          .thenComparing(Name::name);

  private final String wanted;
  private final List<Name> best = new ArrayList<>();

  /**
   * A name that exists.
   *
   * @param rows how many have it
   * @param distance from the wanted one, 0 when only letters' case and separators differ
   */
  record Name(String name, long rows, int distance) {}

  Nearest(String wanted) {
    this.wanted = written(wanted);
  }

  /** A name that exists, and how many rows have it. */
  void add(String name, long rows) {
    var distance = distance(written(name));
    if (distance < Integer.MAX_VALUE) {
      best.add(new Name(name, rows, distance));
      best.sort(BEST);
      if (best.size() > MOST) {
        best.removeLast();
      }
    }
  }

  /** The three most alike at most, the best first; none that is much less so than the best. */
  List<Name> best() {
    return best.stream().filter(name -> name.distance() <= best.getFirst().distance() + 1).toList();
  }

  private int distance(String name) {
    var limit = Math.max(1, Math.min(3, wanted.length() / 3));
    if (Math.abs(name.length() - wanted.length()) <= limit) {
      var distance = NearMiss.distance(wanted, name);
      if (distance <= limit) {
        return distance;
      }
    }
    var begins = name.startsWith(wanted) || wanted.startsWith(name);
    return begins && Math.min(name.length(), wanted.length()) >= SHORTEST_BEGINNING
        ? limit + 1
        : Integer.MAX_VALUE;
  }

  private static String written(String name) {
    return SEPARATORS.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
