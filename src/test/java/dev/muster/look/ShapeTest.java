package dev.muster.look;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.message.Message;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a": "x"}                       | {"a": "y"}                     | true
          {"a": "x"}                       | {"a": ""}                      | false
          {"a": ""}                        | {"a": ""}                      | true
          {"a": 1}                         | {"a": 2.50}                    | true
          {"a": 1}                         | {"a": "1"}                     | false
          {"a": true}                      | {"a": false}                   | true
          {"a": null}                      | {"a": false}                   | false
          {"a": null}                      | {}                             | false
          {"a": 1, "b": 1}                 | {"a": 1}                       | false
          {"a": [1, 2, 3]}                 | {"a": [7]}                     | true
          {"a": [1, "x", 2]}               | {"a": [5, "y"]}                | true
          {"a": ["x", 1]}                  | {"a": [1, "x"]}                | false
          {"a": []}                        | {"a": [1]}                     | false
          {"type": "track"}                | {"type": "identify"}           | false
          {"d": {"type": "ios", "t": "1"}} | {"d": {"type": "ios", "t": "2"}} | true
          {"d": {"type": "ios"}}           | {"d": {"type": "android"}}     | false
          """)
  void isThatOfOthersWhoseValuesAreOfTheSameKind(String one, String other, boolean same) {
    assertThat(shape(one).equals(shape(other))).isEqualTo(same);
  }

  private static Shape shape(String json) {
    return Shape.of(List.of(new Message("id", json.getBytes(UTF_8))));
  }
}
