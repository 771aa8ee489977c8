package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of settings: what is wrong with them is told, what stands in them is not. */
class SettingsIT {
  private static final String PLACE = "spring.config.additional-location";
  private static final String SECRET = "pa55word-that-nobody-may-see";

  /** To take another database or receiver for one that is missing is worse than to refuse it. */
  private static final Pattern OF_OTHERS =
      Pattern.compile("muster\\.(database|source|segment)\\..*");

  @TempDir private Path folder;

  @AfterEach
  void useNoFile() {
    System.clearProperty(PLACE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          password: @SECRET                 | application.yaml, line 4, column 15: cannot be read as YAML (while scanning for the next token)
          password: *SECRET                 | application.yaml, line 4, column 15: cannot be read as YAML; a value
          password: !SECRET x               | application.yaml, line 4, column 15: cannot be read as YAML; a value
          password: "SECRET                 | application.yaml, line 7, column 1: cannot be read as YAML (while scanning a quoted scalar)
          password: "\\qSECRET"             | application.yaml, line 4, column 17: cannot be read as YAML (while scanning a double-quoted scalar)
          password: [SECRET                 | application.yaml, line 6, column 12: cannot be read as YAML (while parsing a flow sequence)
          password: SECRET: x               | application.yaml, line 4, column 43: cannot be read as YAML
          password: a\\n    password: SECRET | application.yaml, line 5, column 5: cannot be read as YAML (while constructing a mapping)
          SECRET: a\\n    SECRET: b          | application.yaml, line 5, column 5: cannot be read as YAML (while constructing a mapping)
          """)
  void aFileThatIsNoYamlIsToldByThePlace(String line, String message) throws Exception {
    file(
        """
        muster:
          segment: { api: eu }
          database:
            LINE

          lock-wait: 5s
        """
            .replace("LINE", line.replace("SECRET", SECRET).replace("\\n", "\n")));

    assertThat(fault()).contains(message).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          database: SECRET                | application.yaml, line 2: setting muster.database: expected settings below it, found a value
          lock-wait: soon                 | setting muster.lock-wait: expected a duration such as 500ms, 10s or 15m, found 'soon'
          segment: SECRET                 | application.yaml, line 2: setting muster.segment: expected settings below it, found a value
          database: { password: { a: SECRET } } | setting muster.database.password: expected one value, found a list or settings below it
          database: { password: { SECRET: a } } | setting muster.database.password: expected one value, found a list or settings below it
          segment: { write-key: [ SECRET, b ] } | setting muster.segment.write-key: expected one value, found a list or settings below it
          delivery: { partitons: SECRET } | application.yaml, line 2: setting muster.delivery.partitons: no such setting; did you mean muster.delivery.partitions?
          delivery:                       |
          database: { password: 'x${y}SECRET' } |
          """)
  void aValueIsRepeatedOnlyWhereNoSecretBelongs(String line, String message) throws Exception {
    file("muster:\n  " + line.replace("SECRET", SECRET) + "\n");

    if (message != null) {
      assertThat(fault()).contains(message).doesNotContain(SECRET);
    } else {
      assertThat(
              SettingsReader.read(Surroundings.of(System.getenv(), Path.of("")), Map.of())
                  .toString())
          .doesNotContain(SECRET);
    }
  }

  @Test
  void aFileThatCannotBeUsedForAnotherReasonIsNotQuoted() throws Exception {
    file("spring.config.import: " + SECRET + ".yaml");
    assertThat(fault()).startsWith("application.yaml: cannot be used (").doesNotContain(SECRET);
    Files.write(
        folder.resolve("application.yaml"),
        ("muster.database.password: " + SECRET + "\u00e9").getBytes(StandardCharsets.ISO_8859_1));
    assertThat(fault()).startsWith("application.yaml").doesNotContain(SECRET);
  }

  /**
   * Whether something can be made of nothing, as of a text, or cannot, as of a number or a zone.
   */
  @Test
  void anEmptySettingIsNotSet() {
    var nothing = read(Map.of());

    for (var name : KnownSettings.ofMuster().names()) {
      if (!name.contains(".0.") && !OF_OTHERS.matcher(name).matches()) {
        var variable = name.toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_');
        assertThat(read(Map.of(variable, "")))
            .as(variable)
            .usingRecursiveComparison()
            .isEqualTo(nothing);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -1 | 7   | messages: expected 1 or more, found -1
          1  | 0   | days: expected 1 to 365, found 0
          1  | 366 | days: expected 1 to 365, found 366
          0  | 0   | days: expected 1 to 365, found 0
          0  | 366 | days: expected 1 to 365, found 366
          """)
  void aFrequencyCapIsHeldToItsRuleAlsoWhereItIsNoLimit(
      String messages, String days, String fault) {
    var settings =
        read(
            Map.of(
                "MUSTER_ACCOUNT_FREQUENCYCAP_MESSAGES", messages,
                "MUSTER_ACCOUNT_FREQUENCYCAP_DAYS", days));

    assertThatThrownBy(() -> RunSettings.account(settings, folder))
        .hasMessage(
            "setting muster.account.frequency-cap.%s; no messages (0) are no limit"
                .formatted(fault));
  }

  private static Settings read(Map<String, String> variables) {
    return SettingsReader.read(Surroundings.of(variables, Path.of("")), Map.of());
  }

  private void file(String text) throws Exception {
    Files.writeString(folder.resolve("application.yaml"), text);
    System.setProperty(PLACE, "file:" + folder + "/");
  }

  private static String fault() {
    return catchThrowableOfType(
            Complaint.class,
            () -> SettingsReader.read(Surroundings.of(System.getenv(), Path.of("")), Map.of()))
        .reason();
  }
}
