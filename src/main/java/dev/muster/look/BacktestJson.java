package dev.muster.look;

import dev.muster.report.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A backtest as JSON: days and instants as ISO 8601, counts as numbers. */
public final class BacktestJson {
  private BacktestJson() {}

  /** The document, without an end of line behind it. */
  public static String of(Backtest backtest) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("campaign", backtest.campaign().value());
    tree.put("from", backtest.from().toString());
    tree.put("until", backtest.until().toString());
    tree.put("ended_early", backtest.endedEarly());
    tree.put("runs", backtest.runs().stream().map(BacktestJson::tree).toList());
    var spread = backtest.spread().orElse(null);
    tree.put("least", spread == null ? null : spread.least());
    tree.put("median", spread == null ? null : spread.median());
    tree.put("most", spread == null ? null : spread.most());
    tree.put(
        "expect", spread == null ? null : List.of(spread.expectedLeast(), spread.expectedMost()));
    return JsonWriter.document(tree);
  }

  private static Map<String, Object> tree(Backtest.Count run) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("planned_at", run.plannedAt().toString());
    tree.put("qualified", run.qualified());
    tree.put("reachable", run.reachable());
    return tree;
  }
}
