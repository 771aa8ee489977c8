package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownSettingsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          muster.delivery.chunk-size         |
          muster.delivery.chunkSize          |
          muster.lock-wait                   |
          muster.account.frequency-cap.days  |
          muster.job.name                    |
          muster.delivery.partitons          | setting NAME: no such setting; did you mean muster.delivery.partitions?
          muster.delivery.chunk.size         | setting NAME: no such setting; did you mean muster.delivery.chunk-size?
          muster.partitions                  | setting NAME: no such setting; did you mean muster.delivery.partitions?
          muster.timezone                    | setting NAME: no such setting; did you mean muster.account.timezone?
          muster.segment.write-keys          | setting NAME: no such setting; did you mean muster.segment.write-key?
          muster.lockwait.max                | setting muster.lock-wait: expected one value, found a list or settings below it
          muster.segment.write-key[0]        | setting muster.segment.write-key: expected one value, found a list or settings below it
          muster.database                    | setting muster.database: expected settings below it, found a value; there are muster.database.url, muster.database.username, muster.database.password
          muster.database.host               | setting NAME: no such setting; there are muster.database.url, muster.database.username, muster.database.password
          muster.account.frequency-cap.hours | setting NAME: no such setting; there are muster.account.frequency-cap.messages, muster.account.frequency-cap.days
          """)
  void theNearestNameIsToldOfOneThatNobodyKnows(String name, String fault) {
    assertThat(new KnownSettings().fault(name, name, false, setting -> setting).orElse(null))
        .isEqualTo(fault == null ? null : fault.replace("NAME", name));
  }

  @ParameterizedTest
  @CsvSource({"muster", "muster.database", "muster.account.frequency-cap"})
  void aSectionMayBeEmpty(String name) {
    assertThat(new KnownSettings().fault(name, name, true, setting -> setting)).isEmpty();
  }
}
