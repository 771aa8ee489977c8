package dev.muster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Three of Segment's own JavaScript libraries, which judge messages in a process of Node.js.
 *
 * @param folder where what is asked and answered is kept
 */
record SegmentsOwnJudges(Path folder) {
  private static final NodeScript SCRIPT = new NodeScript("judge.mjs");
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Has all three judge each message.
   *
   * @param messages JSON objects, as a receiver sees them
   */
  List<Judgement> judge(List<String> messages) throws Exception {
    var judgements = SCRIPT.answers(folder, messages).stream().map(Judgement::of).toList();
    assertThat(judgements).hasSameSizeAs(messages);
    return judgements;
  }

  /**
   * What became of one message.
   *
   * @param verdicts by the judge's name: {@code accepts}, or why it does not
   * @param read the message as a destination reads it
   */
  record Judgement(Map<String, String> verdicts, JsonNode read) {
    private static Judgement of(String line) {
      var answer = JSON.readTree(line);
      var verdicts = new LinkedHashMap<String, String>();
      answer
          .get("verdicts")
          .properties()
          .forEach(verdict -> verdicts.put(verdict.getKey(), verdict.getValue().asString()));
      return new Judgement(verdicts, answer.get("read"));
    }
  }
}
