package dev.muster.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseFoldingTest {

  @Test
  void foldsAFoldedTextToItself() {
    IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
        .filter(codePoint -> Character.getType(codePoint) != Character.SURROGATE)
        .mapToObj(Character::toString)
        .forEach(text -> {
          var folded = CaseFolding.fold(text);
          assertThat(CaseFolding.fold(folded)).isEqualTo(folded);
          assertThat(folded).isEqualToIgnoringCase(text);
          assertThat(folded.equalsIgnoreCase(text)).isTrue();
        });
  }

  @ParameterizedTest
  @CsvSource({"k, Kk\u212A", "s, Ssſ", "i, Iiİı", "σ, Σσς", "ß, ẞß", "1, 1"})
  void findsAllThatFoldToALetter(String folded, String variants) {
    variants
        .codePoints()
        .mapToObj(Character::toString)
        .forEach(variant -> assertThat(CaseFolding.fold(variant)).isEqualTo(folded));
    assertThat(CaseFolding.onto(folded).from() + folded)
        .hasSameSizeAs(variants)
        .matches(from -> variants.codePoints().allMatch(c -> from.indexOf(c) >= 0));
    assertThat(CaseFolding.onto(folded).to()).isEqualTo(folded.repeat(variants.length() - 1));
  }
}
