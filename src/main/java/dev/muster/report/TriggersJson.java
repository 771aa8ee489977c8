package dev.muster.report;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of a user's triggers, as JSON with the spelling of {@link UserJson}. */
public final class TriggersJson {
  private TriggersJson() {}

  /** The whole report. */
  public static String of(TriggersReport report) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    if (report.run() != null) {
      tree.put("run", report.run().id().toString());
    }
    tree.put("campaign", report.campaign().value());
    tree.put("user", report.user().value());
    tree.put("triggers", report.triggers().stream().map(TriggersJson::trigger).toList());
    return JsonWriter.document(tree);
  }

  private static Map<String, @Nullable Object> trigger(TriggerAnswer answer) {
    var event = new LinkedHashMap<String, @Nullable Object>();
    event.put("name", answer.event().name());
    event.put("id", answer.event().id());
    event.put("occurred_at", answer.event().occurredAt().toString());
    event.put(
        "properties",
        JsonWriter.asItStands(answer.event().properties().getBytes(StandardCharsets.UTF_8)));
    var fate = answer.fate();
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("event", event);
    tree.put("instant", answer.instant().toString());
    tree.put("run", fate == null ? null : fate.run().toString());
    tree.put("end", answer.end());
    tree.put("said", answer.said());
    tree.put("due_at", fate == null ? null : fate.dueAt().toString());
    tree.put("decided_at", fate == null ? null : Inputs.text(fate.decidedAt()));
    return tree;
  }
}
