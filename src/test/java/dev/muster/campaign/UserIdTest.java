package dev.muster.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UserIdTest {
  private record Line(UserId user, int position) {}

  @Test
  void isInNoTextThatSomethingAroundItWritesOut() {
    assertThat(new Line(new UserId("zoe@example.com"), 7).toString()).doesNotContain("zoe");
  }
}
