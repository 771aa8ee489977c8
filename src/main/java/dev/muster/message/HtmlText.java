package dev.muster.message;

import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** HTML without its tags, its comments, and what stands in scripts and styles. */
final class HtmlText {
  private record Block(String begins, String ends) {}

  private static final List<Block> BLOCKS =
      List.of(
          new Block("<script", "</script>"),
          new Block("<style", "</style>"),
          new Block("<!--", "-->"));
  private static final List<Block> TAGS = List.of(new Block("<", ">"));

  private HtmlText() {}

  /** The text; in time that grows with its length only, whatever is left open in it. */
  static String of(String html) {
    return without(TAGS, without(BLOCKS, html));
  }

  private static String without(List<Block> blocks, String html) {
    var text = new StringBuilder();
    var open = new HashSet<Block>();
    int from = 0;
    for (int at = html.indexOf('<'); at >= 0; at = html.indexOf('<', Math.max(at + 1, from))) {
      var block = blockAt(blocks, html, at);
      if (block == null || open.contains(block)) {
        continue;
      }
      int end = html.indexOf(block.ends(), at + block.begins().length());
      if (end < 0) {
        open.add(block);
        continue;
      }
      text.append(html, from, at);
      from = end + block.ends().length();
    }
    return text.append(html, from, html.length()).toString();
  }

  private static @Nullable Block blockAt(List<Block> blocks, String html, int at) {
    for (var block : blocks) {
      if (html.startsWith(block.begins(), at)) {
        return block;
      }
    }
    return null;
  }
}
