package dev.muster.segmentapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class WriteKeyTest {

  @Test
  void hidesItself() {
    var key = WriteKey.of("abcdefghSECRET");
    assertThat(key.toString()).doesNotContain("SECRET");
    assertThat(key.fingerprint().toString()).doesNotContain("SECRET").hasSize(16);
    assertThat(key.fingerprint())
        .isEqualTo(WriteKey.of("abcdefghSECRET").fingerprint())
        .isNotEqualTo(WriteKey.of("abcdefghSECRE1").fingerprint());
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  ", "SECRET KEY", "SECRET\n", "SECRET:", "SECRETé"})
  void refusesWhatIsNoKeyWithoutRepeatingIt(String value) {
    assertThatThrownBy(() -> WriteKey.of(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SEGMENT_WRITE_KEY")
        .hasMessageNotContaining("SECRET");
  }
}
