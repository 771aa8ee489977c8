package dev.muster.report;

import dev.muster.gate.Guard;
import dev.muster.gate.GuardAnswer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What guards said, as part of a JSON document. */
public final class GuardJson {
  private GuardJson() {}

  /** An object each. */
  public static List<Map<String, @Nullable Object>> of(List<GuardAnswer> answers) {
    return answers.stream().map(GuardJson::tree).toList();
  }

  private static Map<String, @Nullable Object> tree(GuardAnswer answer) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("guard", answer.guard().key());
    // Without an approval nothing is allowed, which no two ends of a range say.
    tree.put("least", answer.lacksApproval() ? null : answer.allowed().least());
    tree.put("most", answer.lacksApproval() ? null : answer.allowed().most());
    if (answer.usual() != null) {
      tree.put("median", answer.usual().median());
      tree.put("runs", answer.usual().runs());
    }
    if (answer.guard() == Guard.APPROVAL) {
      tree.put("by", answer.approval() == null ? null : answer.approval().by());
    }
    tree.put("qualified", answer.qualified());
    tree.put("holds", answer.holds());
    return tree;
  }
}
