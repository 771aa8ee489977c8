package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.run.StopSignal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
    var asked = new Confirmation.Asked(new PrintWriter(out), () -> answer, new StopSignal());

    assertThat(asked.given("all was sent 3 min ago", "Again?")).isEqualTo(given);
    assertThat(out).hasToString("all was sent 3 min ago. Again? [y/N] ");
  }

  @Test
  void isNotGivenWhereTheProgramIsAskedToStopWhileNobodyHasAnswered() {
    var out = new StringWriter();
    var stop = new StopSignal();
    Supplier<@Nullable String> nobody =
        () -> {
          stop.give();
          new Semaphore(0).acquireUninterruptibly();
          return "yes";
        };

    var asked = new Confirmation.Asked(new PrintWriter(out), nobody, stop);

    assertThat(asked.given("all was sent 3 min ago", "Again?")).isFalse();
    assertThat(out.toString()).isEqualToIgnoringNewLines("all was sent 3 min ago. Again? [y/N] ");
    assertThat(asked.given("all was sent 3 min ago", "Again?")).isFalse();
  }

  @Test
  void isNotAskedForWhereItWasGivenBeforehandOrNobodyCanAnswer() {
    var out = new StringWriter();

    assertThat(
            Confirmation.here(true, new PrintWriter(out), new StopSignal())
                .given("found", "Again?"))
        .isTrue();
    assertThat(new Confirmation.Warned().given("found", "Again?")).isTrue();
    assertThat(out.toString()).isEmpty();
  }
}
