package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CausesTest {

  @Test
  void areAllBehindAFaultTheFaultFirst() {
    var inner = new IOException("inner");
    var middle = new IllegalStateException("middle", inner);
    var outer = new IllegalArgumentException("outer", middle);

    assertThat(Causes.of(outer)).containsExactly(outer, middle, inner);
    assertThat(Causes.of(inner)).containsExactly(inner);
  }

  @Test
  void endThoughTheyStandInACircle() {
    var one = new IllegalStateException("one");
    var other = new IllegalStateException("other", one);
    one.initCause(other);

    assertThat(Causes.of(one)).startsWith(one, other, one).hasSize(100);
    assertThat(FullDisk.isMeant(one)).isFalse();
  }
}
