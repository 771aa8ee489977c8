package dev.muster.audience;

import dev.muster.campaign.EventFilter;
import java.util.Locale;

/** How a step of a query is called after what it asks; a number behind it makes it the only one. */
final class StepName {
  /** PostgreSQL keeps 63 bytes of a name. */
  private static final int MOST = 40;

  private StepName() {}

  /** Such as {@code did_order_completed}. */
  static String ofEvents(String kind, EventFilter events) {
    return events.anyEvent() ? kind + "_anything" : of(kind, events.names().getFirst());
  }

  /** Such as {@code list_vip}. */
  static String ofFile(String kind, String path) {
    return of(kind, path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.[^.]*$", ""));
  }

  /**
   * Letters and digits alone, so that it needs no quotes; of what else there is, nothing is left.
   */
  private static String of(String kind, String what) {
    var words = what.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
    var name = words.isEmpty() ? kind : kind + "_" + words;
    return name.length() <= MOST ? name : name.substring(0, MOST);
  }
}
