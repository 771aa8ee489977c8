package dev.muster.report;

import dev.muster.store.AuditRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The audit as JSON. */
public final class AuditJson {

  private AuditJson() {}

  /** The whole document. */
  public static String of(List<AuditRow> rows) {
    return JsonWriter.document(Map.of("audit", rows.stream().map(AuditJson::tree).toList()));
  }

  private static Map<String, Object> tree(AuditRow row) {
    var what = row.what();
    var tree = new LinkedHashMap<String, Object>();
    tree.put("at", row.at().toString());
    tree.put("who", what.who());
    tree.put("role", what.role().key());
    tree.put("via", what.via().key());
    tree.put("command", what.command());
    tree.put("campaign", text(what.campaign()));
    tree.put("run", text(what.run()));
    tree.put("reason", what.reason());
    tree.put("outcome", row.outcome());
    tree.put("exit_code", row.exitCode());
    return tree;
  }

  private static @Nullable String text(@Nullable Object id) {
    return id == null ? null : id.toString();
  }
}
