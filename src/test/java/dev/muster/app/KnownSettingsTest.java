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
          muster.live.keep-runs              |
          muster.serve.users[0].name         |
          muster.serve.users[12].role        |
          muster.serve.users.3.password      |
          muster.serve.hosts                 |
          muster.serve.hosts[1]              |
          muster.serve.users[0].roel         | setting NAME: no such setting; did you mean muster.serve.users.0.role?
          muster.serve.users[0]              | setting muster.serve.users.0: expected settings below it, found a value; there are muster.serve.users.0.name, muster.serve.users.0.password, muster.serve.users.0.role
          muster.serve.session-timeout[0]    | setting muster.serve.session-timeout: expected one value, found a list or settings below it
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
    assertThat(KnownSettings.ofMuster().fault(name, name, false, setting -> setting).orElse(null))
        .isEqualTo(fault == null ? null : fault.replace("NAME", name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          spring.mail.host                                      |
          spring.mail.properties.mail.smtp.auth                 |
          spring.mail.properties[mail.smtp.starttls.required]   |
          spring.mail.properties.mail.smtps.ssl.trust           |
          spring.mail.properties.mail.smtp.of.another.provider  |
          spring.mail.properties.mail.debug                     |
          spring.mail.hots                                      | setting NAME: no such setting; did you mean spring.mail.host?
          spring.mail.user                                      | setting NAME: no such setting; did you mean spring.mail.username?
          spring.mail.passwort                                  | setting NAME: no such setting; did you mean spring.mail.password?
          spring.mail.protocol                                  | setting NAME: no such setting; there are spring.mail.host, spring.mail.port, spring.mail.username, spring.mail.password, spring.mail.properties
          spring.mail.host.name                                 | setting spring.mail.host: expected one value, found a list or settings below it
          spring.mail.properties                                | setting NAME: expected settings below it, found a value
          spring.mail.properties.mail.smtp.starttls.reqired     | setting NAME: no such setting; did you mean spring.mail.properties.mail.smtp.starttls.required?
          spring.mail.properties[mail.smtp.auht]                | setting NAME: no such setting; did you mean spring.mail.properties.mail.smtp.auth?
          spring.mail.properties.mail.smtps.ssl.enabled         | setting NAME: no such setting; did you mean spring.mail.properties.mail.smtps.ssl.enable?
          """)
  void thoseOfMailAreFiveAndPropertiesThatAreNotMistyped(String name, String fault) {
    assertThat(KnownSettings.ofMail().fault(name, name, false, setting -> setting).orElse(null))
        .isEqualTo(fault == null ? null : fault.replace("NAME", name));
  }

  @ParameterizedTest
  @CsvSource({"muster", "muster.database", "muster.account.frequency-cap"})
  void aSectionMayBeEmpty(String name) {
    assertThat(KnownSettings.ofMuster().fault(name, name, true, setting -> setting)).isEmpty();
  }
}
