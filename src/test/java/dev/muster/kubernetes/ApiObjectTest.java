package dev.muster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiObjectTest {
  private static final Path CRON_JOB = Manifests.FOLDER.resolve("base/nightly.yaml");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          concurrencyPolicy: Forbid     | concurencyPolicy: Forbid
          backoffLimit: 3               | backofLimit: 3
          onExitCodes:                  | onExitCode:
          type: DisruptionTarget        | condition: DisruptionTarget
          readOnlyRootFilesystem: true  | readonlyRootFilesystem: true
          fieldPath:                    | path:
          emptyDir: {}                  | emptydir: {}
          """)
  void refusesAMisspeltField(String right, String wrong) throws IOException {
    assertThatThrownBy(() -> ApiObject.readAll(changed(right, wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(wrong.substring(0, wrong.indexOf(':')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          backoffLimit: 3               | backoffLimit: "3"
          values: [2, 3, 4]             | values: ["2", "3", "4"]
          status: "True"                | status: true
          readOnlyRootFilesystem: true  | readOnlyRootFilesystem: "true"
          args: [                       | args: [1,
          drop: [ALL]                   | drop: ALL
          emptyDir: {}                  | emptyDir:
          """)
  void refusesAMistypedValue(String right, String wrong) throws IOException {
    assertRefused(changed(right, wrong));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          schedule:                     | suspend: true #
          kind: CronJob                 | kind: Secret
          apiVersion: batch/v1          | apiVersion: batch/v1beta1
          """)
  void refusesAnObjectThatLacksAFieldOrIsOfAnotherKind(String right, String wrong)
      throws IOException {
    assertRefused(changed(right, wrong));
  }

  private static void assertRefused(String yaml) {
    assertThatThrownBy(() -> ApiObject.readAll(yaml))
        .isInstanceOfAny(RuntimeException.class, AssertionError.class);
  }

  private static String changed(String right, String wrong) throws IOException {
    var yaml = Files.readString(CRON_JOB);
    assertThat(yaml).contains(right);
    return yaml.replace(right, wrong);
  }
}
