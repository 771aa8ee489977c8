package dev.muster.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefinitionDigestTest {

  /** Worked out by {@code printf 'a.yaml\0who: x\0' | sha256sum}. */
  @Test
  void isTheSha256OfPathsAndTexts() {
    assertThat(DefinitionDigest.of(Map.of("a.yaml", "who: x")).hex())
        .isEqualTo("afefb80feec2bb0cc2c4ed50fa734244bbcd94e1e8ae09240a2023fbb1693590");
  }

  @Test
  void isTheSameWhateverTheOrder() {
    var other = new LinkedHashMap<String, String>();
    other.put("b.sql", "select 1");
    other.put("a.yaml", "é");
    var one = new LinkedHashMap<String, String>();
    one.put("a.yaml", "é");
    one.put("b.sql", "select 1");

    assertThat(DefinitionDigest.of(other)).isEqualTo(DefinitionDigest.of(one));
  }

  @Test
  void isAnotherWhateverDiffers() {
    var texts =
        List.of(
            Map.of("a", "b"),
            Map.of("a", "b "),
            Map.of("a", "B"),
            Map.of("ab", ""),
            Map.of("a", "", "b", ""),
            Map.of("a", "b", "c", ""),
            Map.of("c", "b"),
            Map.<String, String>of());

    assertThat(texts.stream().map(DefinitionDigest::of)).doesNotHaveDuplicates();
  }

  @Test
  void isNothingElseThanASha256() {
    assertThatThrownBy(() -> new DefinitionDigest("abc"))
        .hasMessage("expected a SHA-256 in hex, found abc");
  }
}
