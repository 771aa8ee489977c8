package dev.muster.source.h2;

import dev.muster.source.QueryPlan;
import dev.muster.source.QueryPlan.Read;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** A plan as H2 writes it: the query, with comments in it. */
final class H2Plan {
  /** A comment of H2's: {@code PUBLIC.EVENTS.tableScan}, or an index and how it is used. */
  private static final Pattern H2_READ = Pattern.compile("/\\* \\w+\\.(\\w+)(\\.tableScan)?[\\s:]");

  private H2Plan() {}

  static QueryPlan read(String text, Map<String, String> tablesByIndex) {
    Set<Read> reads = new LinkedHashSet<>();
    var matcher = H2_READ.matcher(text);
    while (matcher.find()) {
      var name = matcher.group(1).toLowerCase(Locale.ROOT);
      if (matcher.group(2) != null) {
        reads.add(new Read(name, null, 0));
      } else if (tablesByIndex.containsKey(name)) {
        reads.add(new Read(tablesByIndex.get(name), name, 0));
      }
    }
    return new QueryPlan(OptionalLong.empty(), List.copyOf(reads));
  }
}
