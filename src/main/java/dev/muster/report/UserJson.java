package dev.muster.report;

import dev.muster.audience.Explained;
import dev.muster.audience.Explanation;
import dev.muster.gate.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run did with one user, as JSON: instants as ISO 8601 in UTC, null for "not known". */
public final class UserJson {
  private UserJson() {}

  /** The whole report. */
  public static String of(UserReport report) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("run", report.run().id().toString());
    tree.put("user", report.user().value());
    tree.put("summary", report.summary());
    tree.put("as_of", report.run().asOf().toString());
    tree.put("qualified", report.qualified());
    tree.put("qualifies_now", AudienceAnswer.qualifies(report.now()));
    tree.put("verdict", key(report.verdict()));
    tree.put(
        "conditions",
        switch (report.now()) {
          case Explained.NoProfile _ -> null;
          case Explained.WithProfile profile -> condition(profile.conditions());
        });
    tree.put("gates", report.gates().stream().map(UserJson::gate).toList());
    return JsonWriter.document(tree);
  }

  private static @Nullable String key(@Nullable Verdict verdict) {
    return verdict == null ? null : verdict.key();
  }

  private static Map<String, @Nullable Object> condition(Explanation condition) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("text", condition.text());
    tree.put("met", condition.met());
    tree.put("measured", condition.finding().value());
    tree.put("said", condition.finding().said());
    tree.put("parts", condition.parts().stream().map(UserJson::condition).toList());
    return tree;
  }

  private static Map<String, @Nullable Object> gate(GateAnswer answer) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("gate", answer.gate().key());
    tree.put("answer", answer.outcome().key());
    tree.put("said", answer.said());
    tree.put("inputs", answer.inputs());
    return tree;
  }
}
