package dev.muster.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {
  private static final Instant AT = Instant.parse("2026-12-01T09:00:00.123456789Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"b": 1, "a": [1, 2, {"d": null, "c": true}]} | {"a":[1e0,2e0,{"c":true,"d":null}],"b":1e0}
          {}                                       | {}
          []                                       | []
          [[], {}]                                 | [[],{}]
          "text"                                   | "text"
          null                                     | null
          {"a": 1, "a": 2}                         | {"a":2e0}
          1.50                                     | 15e-1
          15e-1                                    | 15e-1
          1500                                     | 15e2
          1.5E+3                                   | 15e2
          0                                        | 0e0
          -0.00                                    | 0e0
          0e5                                      | 0e0
          1e400                                    | 1e400
          12345678901234567890.1                   | 123456789012345678901e-1
          9007199254740993                         | 9007199254740993e0
          9007199254740992                         | 9007199254740992e0
          "1"                                      | "1"
          "ü \\/ \\u00fC \\n"                      | "\\u00FC / \\u00FC \\n"
          {"😀": 1, "｡": 2}                        | {"\\uD83D\\uDE00":1e0,"\\uFF61":2e0}
          """)
  void isOfPropertiesAsOneTextForEqualValues(String json, String canonical) {
    assertThat(CanonicalJson.of(json)).isEqualTo(canonical);
  }

  @Test
  void isOfWhatIsTooDeepToBeReadAsItIsWritten() {
    var deep = "[".repeat(10_000) + "]".repeat(10_000);

    assertThat(CanonicalJson.of(deep)).isEqualTo(deep);
  }

  @Test
  void isTheSha256OfUserNameMicrosecondAndProperties() throws Exception {
    var text = "[\"u \\\"1\\\"\",\"Added\",\"2026-12-01T09:00:00.123456Z\",{\"a\":1e0,\"b\":2e0}]";
    var expected =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));

    assertThat(Fingerprint.of(new UserId("u \"1\""), "Added", AT, "{\"b\": 2, \"a\": 1.0}"))
        .isEqualTo(HexFormat.of().formatHex(expected))
        .hasSize(64);
  }

  @Test
  void differsByEachOfThem() {
    assertThat(
            java.util.List.of(
                Fingerprint.of(new UserId("u"), "n", AT, "{}"),
                Fingerprint.of(new UserId("v"), "n", AT, "{}"),
                Fingerprint.of(new UserId("u"), "m", AT, "{}"),
                Fingerprint.of(new UserId("u"), "n", AT.plusNanos(1000), "{}"),
                Fingerprint.of(new UserId("u"), "n", AT, "[]"),
                Fingerprint.of(new UserId("u\",\"n"), "", AT, "{}")))
        .doesNotHaveDuplicates();
    assertThat(Fingerprint.of(new UserId("u"), "n", AT.plusNanos(100), "{}"))
        .isEqualTo(Fingerprint.of(new UserId("u"), "n", AT, "{}"));
  }
}
