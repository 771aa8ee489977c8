package dev.muster.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnforeseenTest {
  private static final Unforeseen FAULT =
      new Unforeseen(
          new IllegalStateException(
              "no number: ann@example.com", new NumberFormatException("ann@example.com")));

  @Test
  void saysWhatHappenedAndWhereInOneLine() {
    assertThat(FAULT.line())
        .startsWith("NumberFormatException at dev.muster.run.UnforeseenTest.")
        .doesNotContain("\n");
  }

  @Test
  void tellsAllCausesWithoutTheirMessages() {
    assertThat(FAULT.trace())
        .startsWith("java.lang.IllegalStateException\n\tat dev.muster.run.UnforeseenTest.")
        .contains("\ncaused by java.lang.NumberFormatException\n\tat ")
        .doesNotContain("ann");
  }

  @Test
  void saysWhatHappenedWhereNoPlaceIsKnown() {
    var placeless = new RuntimeException("ann");
    placeless.setStackTrace(new StackTraceElement[0]);

    assertThat(new Unforeseen(placeless).line()).isEqualTo("RuntimeException");
  }
}
