package dev.muster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.SegmentsOwnJudges.Judgement;
import dev.muster.message.Batch;
import dev.muster.message.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Is skipped where there is no Node.js, or the libraries are not installed. */
@Tag("node")
class SegmentsOwnJudgesIT {
  private static final Optional<String> ABSENCE = NodeScript.absence();
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @TempDir private Path folder;

  /** Maven's own words say only that tests were skipped. */
  @BeforeAll
  static void saysWhyItIsSkipped() {
    ABSENCE.ifPresent(why -> System.out.println("SegmentsOwnJudgesIT is skipped: " + why));
  }

  @BeforeEach
  void needsThem() {
    assumeTrue(ABSENCE.isEmpty(), () -> ABSENCE.orElse(""));
  }

  @ParameterizedTest
  @MethodSource("dev.muster.Samples#ofEveryKind")
  void acceptEveryKindOfMessage(Sample sample) throws Exception {
    assertThat(accepted(new WholeWay(folder).composed(sample)))
        .extracting(SegmentsOwnJudgesIT::callIn)
        .isEqualTo(sample.calls());
  }

  @ParameterizedTest
  @ValueSource(strings = {"track: Winback Offer", "identify: true"})
  void acceptTheLargestMessage(String call) throws Exception {
    var way = new WholeWay(folder);
    int room =
        Batch.MESSAGE_BYTES - way.composed(Sample.withTrait(call, "")).getFirst().json().length;
    var text = "é".repeat(room / 2) + "x".repeat(room % 2);
    var largest = way.composed(Sample.withTrait(call, text));

    assertThat(largest.getFirst().json()).hasSize(Batch.MESSAGE_BYTES);
    assertThat(accepted(largest)).hasSize(1);
  }

  /**
   * The judges can say no; and what one of them lets pass, another finds. A row has what is other
   * than in a right message (null: it is not there), and what {@code loosely-validate-event},
   * {@code analytics-core} and {@code facade} say of it.
   */
  @Test
  void refuseWhatIsWrong() throws Exception {
    var table =
        rows(
            """
            {}                                                     | accepts                                              | accepts                                                | accepts
            {"userId": null}                                       | You must pass either an "anonymousId" or a "userId". | .userId/anonymousId/previousId/groupId is nil          | finds no user
            {"userId": ""}                                         | You must pass either an "anonymousId" or a "userId". | accepts                                                | finds no user
            {"userId": 7}                                          | accepts                                              | .userId/anonymousId/previousId/groupId is not a string | finds no user
            {"userId": ["u-1"]}                                    | "userId" must be a string or number.                 | .userId/anonymousId/previousId/groupId is not a string | finds no user
            {"type": null}                                         | You must pass an event type.                         | .type is not a string                                  | knows no such type
            {"type": "tracked"}                                    | Invalid event type: "tracked"                        | accepts                                                | knows no such type
            {"messageId": null}                                    | accepts                                              | .messageId is not a string                             | finds no message id
            {"messageId": 7}                                       | accepts                                              | .messageId is not a string                             | finds no message id
            {"timestamp": "yesterday"}                             | accepts                                              | accepts                                                | finds no time
            {"timestamp": "2026-12-07T15:00+01:00"}                | accepts                                              | accepts                                                | does not read the time as sent
            {"event": null}                                        | You must pass an "event".                            | .event is not a string                                 | finds no event
            {"event": ""}                                          | You must pass an "event".                            | accepts                                                | finds no event
            {"event": 7}                                           | "event" must be a string.                            | .event is not a string                                 | finds no event
            {"properties": null}                                   | accepts                                              | .properties is not an object                           | does not read the properties as sent
            {"properties": "x"}                                    | accepts                                              | .properties is not an object                           | finds no properties
            {"properties": [1]}                                    | accepts                                              | .properties is not an object                           | finds no properties
            {"properties": {"a": 1e309}}                           | accepts                                              | accepts                                                | does not read the numbers as sent
            {"properties": {"__proto__": 1}}                       | accepts                                              | accepts                                                | does not read the properties as sent
            {"context": "x"}                                       | "context" must be an object.                         | accepts                                                | finds no context
            {"context": {"traits": "x"}}                           | accepts                                              | accepts                                                | finds no traits
            {"context": {"device": "x"}}                           | accepts                                              | accepts                                                | does not read the device as sent
            {"context": {"device": {"token": "t"}}}                | accepts                                              | accepts                                                | finds no known device
            {"context": {"device": {"type": "iOS", "token": "t"}}} | accepts                                              | accepts                                                | finds no known device
            {"context": {"device": {"type": "ios", "token": ""}}}  | accepts                                              | accepts                                                | finds no device token
            {"integrations": true}                                 | "integrations" must be an object.                    | accepts                                                | finds no integrations
            {"type": "identify", "traits": null}                   | accepts                                              | .traits is not an object                               | finds no traits
            {"type": "identify", "traits": "x"}                    | accepts                                              | .traits is not an object                               | finds no traits
            {"type": "identify", "traits": [1]}                    | accepts                                              | .traits is not an object                               | finds no traits
            """);
    var right = WholeWay.received(new WholeWay(folder).composed(Sample.withProperty("1")));

    var judgements =
        judged(table.stream().map(row -> changed(right.getFirst(), row.getFirst())).toList());
    for (int i = 0; i < table.size(); i++) {
      var row = table.get(i);
      assertThat(judgements.get(i).verdicts())
          .as(row.getFirst())
          .containsExactly(
              Map.entry("loosely-validate-event", row.get(1)),
              Map.entry("analytics-core", row.get(2)),
              Map.entry("facade", row.get(3)));
    }
  }

  @Test
  void refuseWhatIsTooLarge() throws Exception {
    var right = WholeWay.received(new WholeWay(folder).composed(Sample.withProperty("1")));
    var large = changed(right.getFirst(), "{\"event\": \"" + "x".repeat(32_768) + "\"}");

    assertThat(judged(List.of(large)).getFirst().verdicts())
        .containsEntry("loosely-validate-event", "Your message must be < 32kb.");
  }

  /**
   * What is sent right (left), and read otherwise by destinations (right): they know floating-point
   * numbers only, and take for a date what looks like one.
   */
  @Test
  void readSomeValuesOtherwiseThanTheyAreSent() throws Exception {
    var table =
        rows(
            """
            500.10                | 500.1
            9007199254740992      | 9007199254740992
            9007199254740993      | 9007199254740992
            12345678901234567.89  | 12345678901234568
            0.1234567890123456789 | 0.12345678901234568
            "9007199254740993"    | "9007199254740993"
            "2026-12-07"          | "2026-12-07T00:00:00.000Z"
            "2026-12-07T09:00"    | "2026-12-07T09:00:00.000Z"
            "2026-02-31"          | "2026-03-03T00:00:00.000Z"
            "20261207"            | "20261207"
            "7 December 2026"     | "7 December 2026"
            """);
    var values = table.stream().map(List::getFirst).collect(Collectors.joining(",", "[", "]"));

    var received = WholeWay.received(new WholeWay(folder).composed(Sample.withProperty(values)));
    assertThat(received.getFirst()).contains("\"a\":" + values);
    var read = judged(received).getFirst().read().path("properties").path("a");
    for (int i = 0; i < table.size(); i++) {
      assertThat(read.path(i)).as(table.get(i).getFirst()).hasToString(table.get(i).getLast());
    }
  }

  private List<String> accepted(List<Message> messages) throws Exception {
    var received = WholeWay.received(messages);
    assertThat(received).hasSameSizeAs(messages);
    assertThat(judged(received))
        .extracting(Judgement::verdicts)
        .containsOnly(
            Map.of(
                "loosely-validate-event", "accepts",
                "analytics-core", "accepts",
                "facade", "accepts"));
    return received;
  }

  private List<Judgement> judged(List<String> messages) throws Exception {
    return new SegmentsOwnJudges(folder).judge(messages);
  }

  /** The message with other fields; those that are null here are gone. */
  private static String changed(String message, String change) {
    var changed = (ObjectNode) JSON.readTree(message);
    JSON.readTree(change)
        .properties()
        .forEach(field -> {
          if (field.getValue().isNull()) {
            changed.remove(field.getKey());
          } else {
            changed.set(field.getKey(), field.getValue());
          }
        });
    return changed.toString();
  }

  private static List<List<String>> rows(String table) {
    return table.lines().map(row -> List.of(row.split(" +[|] "))).toList();
  }

  private static String callIn(String received) {
    var message = JSON.readTree(received);
    var device = message.path("context").path("device");
    return message.path("type").asString()
        + (device.isMissingNode()
            ? ""
            : " " + device.path("type").asString() + " " + device.path("token").asString());
  }
}
