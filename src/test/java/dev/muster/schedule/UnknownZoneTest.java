package dev.muster.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownZoneTest {

  @ParameterizedTest
  @ValueSource(strings = {"CEST", "W. Europe Standard Time", "a", "other", "\u001b[31m"})
  void isShownAsItIsSpelled(String spelling) {
    assertThat(UnknownZone.shown(spelling)).isEqualTo(spelling);
  }

  @Test
  void isNotShownWhereItIsLong() {
    assertThat(UnknownZone.shown("x".repeat(64))).hasSize(64);
    assertThat(UnknownZone.shown("x".repeat(65))).isEqualTo("other");
    // So many characters, however the machine writes them.
    assertThat(UnknownZone.shown("\uD83D\uDE00".repeat(64))).hasSize(128);
    assertThat(UnknownZone.shown("\uD83D\uDE00".repeat(65))).isEqualTo("other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"someone@example.com", "@", "Europe@Berlin"})
  void isNotShownWhereItMayBeAnAddress(String spelling) {
    assertThat(UnknownZone.shown(spelling)).isEqualTo("other");
  }
}
