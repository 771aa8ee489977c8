package dev.muster.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.ControlGroup;
import dev.muster.campaign.Share;
import dev.muster.campaign.UserId;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlRuleTest {

  /** The buckets were computed with another implementation (Python's hashlib). */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "winback | u1 | 760",
        "winback | u2 | 775",
        "winback | Zoë 🎉 | 810",
        "winback | 4711 | 762",
        "winback | a,b\"c'd | 179",
        "system | u1 | 935",
      })
  void putsAUserInTheBucketThatTheContractSays(String salt, String userId, int bucket) {
    assertThat(new ControlRule(new ControlGroup(share("10"), salt)).bucket(new UserId(userId)))
        .isEqualTo(bucket);
  }

  @ParameterizedTest
  @CsvSource({
    "user-292, 99, true",
    "user-1586, 100, false",
    "user-734, 0, true",
    "user-530, 999, false",
  })
  void holdsBackTheBucketsBelowTheShare(String userId, int bucket, boolean heldBack) {
    var rule = new ControlRule(new ControlGroup(share("10"), "winback"));

    assertThat(rule.bucket(new UserId(userId))).isEqualTo(bucket);
    assertThat(rule.holdsBack(new UserId(userId))).isEqualTo(heldBack);
  }

  @Test
  void onlyAddsUsersWhenTheShareGrows() {
    var small = new ControlRule(new ControlGroup(share("7.5"), "winback"));
    var large = new ControlRule(new ControlGroup(share("7.6"), "winback"));

    for (var i = 0; i < 10_000; i++) {
      if (small.holdsBack(new UserId("user-" + i))) {
        assertThat(large.holdsBack(new UserId("user-" + i))).isTrue();
      }
    }
  }

  private static Share share(String percent) {
    return Share.ofPercent(new BigDecimal(percent));
  }
}
