package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfirmationTest {

  @ParameterizedTest
  @CsvSource({
    "y, true",
    "yes, true",
    "' Y ', true",
    "YES, true",
    "n, false",
    "no, false",
    "yess, false",
    "'', false",
    ", false",
  })
  void isGivenByAPersonWhoSaysYesAndByNoOtherAnswer(String answer, boolean given) {
    var out = new StringWriter();
    var asked = new Confirmation.Asked(new PrintWriter(out), () -> answer);

    assertThat(asked.given("all was sent 3 min ago", "Again?")).isEqualTo(given);
    assertThat(out).hasToString("all was sent 3 min ago. Again? [y/N] ");
  }

  @Test
  void isNotAskedForWhereItWasGivenBeforehandOrNobodyCanAnswer() {
    var out = new StringWriter();

    assertThat(Confirmation.here(true, new PrintWriter(out)).given("found", "Again?")).isTrue();
    assertThat(new Confirmation.Warned().given("found", "Again?")).isTrue();
    assertThat(out.toString()).isEmpty();
  }
}
