package dev.muster.look;

import dev.muster.campaign.RunId;
import dev.muster.report.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A preview as JSON; messages stand in it byte for byte as they would be sent. */
public final class PreviewJson {
  private PreviewJson() {}

  /** The document, without an end of line behind it. */
  public static String of(RunId run, List<Preview.Shown> users) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("campaign", run.campaign().value());
    tree.put("run", run.toString());
    tree.put("planned_at", run.plannedAt().toString());
    tree.put("users", users.stream().map(PreviewJson::tree).toList());
    return JsonWriter.document(tree);
  }

  private static Map<String, @Nullable Object> tree(Preview.Shown user) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("user_id", user.user().value());
    tree.put("verdict", user.verdict());
    tree.put("reason", user.reason());
    tree.put("due_at", user.dueAt() == null ? null : user.dueAt().toString());
    tree.put(
        "messages",
        user.messages().stream().map(message -> JsonWriter.asItStands(message.json())).toList());
    return tree;
  }
}
