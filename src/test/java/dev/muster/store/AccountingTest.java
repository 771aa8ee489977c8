package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.gate.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountingTest {

  /** Another launch has its lock already, and has not written it down yet. */
  @Test
  void countsNobodyOfARunThatIsNotWrittenDown() {
    assertThat(new Accounting(null, Map.of()).count(Verdict.ACCEPTED)).isZero();
  }
}
