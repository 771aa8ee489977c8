package dev.muster.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x07, 0x0A, 0x1B, 0x7F, 0x9B, 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E,
        0x2066, 0x2069
      })
  void writesOutWhatCommandsATerminalOrTurnsText(int character) {
    assertThat(Printable.of("a" + Character.toString(character) + "b"))
        .isEqualTo("a\\u%04Xb".formatted(character));
  }

  @ParameterizedTest
  @ValueSource(ints = {' ', 'a', 0xE9, 0x05D0, 0x200B, 0x200D, 0x2065, 0x206A, 0x1F680})
  void leavesAllElse(int character) {
    assertThat(Printable.of("a" + Character.toString(character) + "b"))
        .isEqualTo("a" + Character.toString(character) + "b");
  }
}
