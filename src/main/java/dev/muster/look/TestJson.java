package dev.muster.look;

import dev.muster.report.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of tests, as JSON. */
public final class TestJson {
  private TestJson() {}

  /** The document, without an end of line behind it. */
  public static String of(TestSending.Tests tests) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("campaign", tests.run().campaign().value());
    tree.put("run", tests.run().toString());
    tree.put("users", tests.users().stream().map(TestJson::tree).toList());
    return JsonWriter.document(tree);
  }

  private static Map<String, @Nullable Object> tree(TestSending.Tested user) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("user_id", user.user().value());
    tree.put("outcome", user.outcome().name().toLowerCase(Locale.ROOT));
    tree.put("code", user.code());
    tree.put("reason", user.reason());
    tree.put("messages", user.messages());
    return tree;
  }
}
