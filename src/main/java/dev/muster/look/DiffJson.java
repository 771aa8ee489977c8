package dev.muster.look;

import dev.muster.audience.ShutOut;
import dev.muster.campaign.UserId;
import dev.muster.report.JsonReport;
import dev.muster.report.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** A difference as JSON: instants as ISO 8601 in UTC, counts as numbers. */
public final class DiffJson {
  private DiffJson() {}

  /** The document, without an end of line behind it. */
  public static String of(Diff diff) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("planned_at", diff.plannedAt().toString());
    tree.put("old", JsonReport.audience(diff.old()));
    tree.put("new", JsonReport.audience(diff.anew()));
    tree.put("stay", diff.stay());
    tree.put("enter", tree(diff.enter()));
    tree.put("leave", tree(diff.leave()));
    return JsonWriter.document(tree);
  }

  private static Map<String, Object> tree(Diff.Movement movement) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("users", movement.users());
    tree.put("audience", JsonReport.audience(movement.audience()));
    tree.put("because", movement.because().stream().map(DiffJson::tree).toList());
    tree.put("ids", movement.ids().stream().map(UserId::value).toList());
    return tree;
  }

  private static Map<String, Object> tree(ShutOut.Count count) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("condition", count.condition());
    tree.put("users", count.users());
    return tree;
  }
}
