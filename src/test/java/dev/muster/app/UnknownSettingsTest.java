package dev.muster.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

class UnknownSettingsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          MUSTER_DELIVERY_PARTITIONS         | 2
          MUSTER_DELIVERY_CHUNKSIZE          | 2
          MUSTER_DELIVERY_CHUNK_SIZE         | 2
          muster_delivery_chunksize          | 2
          MUSTER_JAVA_HOME                   | /usr/lib/jvm/x
          MUSTER_JAVA_OPTIONS                | -Xmx1g
          MUSTER_JOB_NAME                    | daily-29412345
          MUSTER_SERVICE_HOST                | 10.0.0.7
          MUSTER_SERVICE_PORT                | 80
          MUSTER_SERVICE_PORT_HTTP           | 80
          MUSTER_WEB_SERVICE_HOST            | fd00::7
          MUSTER_WEB_SERVICE_PORT_METRICS    | 9090
          MUSTER_PORT                        | tcp://10.0.0.7:80
          MUSTER_DATABASE_PORT               | tcp://10.0.0.7:5432
          MUSTER_PORT_80_TCP                 | tcp://10.0.0.7:80
          MUSTER_PORT_80_TCP_PROTO           | tcp
          MUSTER_WEB_PORT_53_UDP_PORT        | 53
          MUSTER_PORT_80_TCP_ADDR            | 10.0.0.7
          MUSTERED                           | x
          SPRING_MAIL_HOST                   | smtp.example.com
          SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_REQUIRED | true
          SPRING_MAIL_PROPERTIES             | ''
          SPRING_MAIL_SERVICE_HOST           | 10.0.0.7
          SPRING_MAILBOX                     | x
          SPRING_DATASOURCE_URL              | x
          """)
  void passesOverWhatIsKnownAndWhatKubernetesSets(String name, String value) {
    assertThatCode(() -> refuse(name, value)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          MUSTER_DELIVERY_PARTITONS    | did you mean MUSTER_DELIVERY_PARTITIONS?
          MUSTER_DELIVERYPARTITIONS    | did you mean MUSTER_DELIVERY_PARTITIONS?
          MUSTER_LOCK_WAIT_            | did you mean MUSTER_LOCKWAIT?
          MUSTER_DATABASE_USER         | did you mean MUSTER_DATABASE_USERNAME?
          MUSTER_DATABASE_PORT         | there are MUSTER_DATABASE_URL, MUSTER_DATABASE_USERNAME
          MUSTER_PORT                  | there are MUSTER_DATABASE_URL
          MUSTER_SOURCE_USER           | did you mean MUSTER_SOURCE_USERNAME?
          MUSTER_SEGMENT_WRITE_KEYS    | did you mean MUSTER_SEGMENT_WRITEKEY?
          MUSTER_ACCOUNT               | expected settings below it
          SPRING_MAIL_HOTS             | did you mean SPRING_MAIL_HOST?
          SPRING_MAIL_PASS             | did you mean SPRING_MAIL_PASSWORD?
          SPRING_MAIL_PROTOCOL         | there are SPRING_MAIL_HOST, SPRING_MAIL_PORT
          spring_mail_hots             | did you mean SPRING_MAIL_HOST?
          SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_REQUIERD | did you mean SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_REQUIRED?
          """)
  void refusesOthersWithoutTellingTheValue(String name, String said) {
    assertThatThrownBy(() -> refuse(name, "s3cret"))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("setting " + name)
        .hasMessageContaining(said)
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          muster: { delivery: { partitons: 2 } } | did you mean muster.delivery.partitions?
          muster: s3cret                         | setting muster: expected settings below it, found a value
          MUSTER_DELIVERY_PARTITIONS: s3cret     | setting MUSTER_DELIVERY_PARTITIONS: expected a name as files have it
          muster_lockwait: s3cret                | setting muster_lockwait: expected a name as files have it
          '- muster: { delivery: s3cret }'       | expected settings such as muster.lock-wait, found a list or a value
          mustr: { delivery: s3cret }            | setting mustr: no such setting; did you mean muster?
          msuter: { delivery: s3cret }           | setting msuter: no such setting; did you mean muster?
          spring: { mail: { hots: s3cret } }     | setting spring.mail.hots: no such setting; did you mean spring.mail.host?
          spring.mail: s3cret                    | setting spring.mail: expected settings below it, found a value
          SPRING_MAIL_HOST: s3cret               | setting SPRING_MAIL_HOST: expected a name as files have it
          s3cret                                 | expected settings such as muster.lock-wait, found a list or a value
          Muster: { lockwaits: s3cret }          | setting Muster.lockwaits: no such setting; did you mean muster.lock-wait?
          """)
  void refusesThemInFilesWithTheirLine(String yaml, String said) {
    assertThatThrownBy(() -> UnknownSettings.refuse(file(yaml)))
        .isInstanceOf(Complaint.class)
        .hasMessageStartingWith("application.yaml, line 2: ")
        .hasMessageContaining(said)
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "muster: { lock-wait: 1s }",
        "muster: {}",
        "muster:",
        "spring: { main: { banner-mode: off } }",
        "spring: { mail: { host: h, properties: { mail.smtp.auth: true } } }",
        "spring: { mailbox: x }",
        "logging.level.root: info",
        "master: { x: 1 }",
        "cluster: { x: 1 }"
      })
  void passesOverOtherPrograms(String yaml) {
    assertThatCode(() -> UnknownSettings.refuse(file(yaml))).doesNotThrowAnyException();
  }

  private static MutablePropertySources file(String yaml) {
    var sources = new MutablePropertySources();
    try {
      var resource = new ByteArrayResource(("# of this test\n" + yaml).getBytes(UTF_8));
      new YamlPropertySourceLoader().load("application.yaml", resource).forEach(sources::addLast);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sources;
  }

  private static void refuse(String name, String value) {
    var sources = new MutablePropertySources();
    sources.addFirst(new SystemEnvironmentPropertySource("systemEnvironment", Map.of(name, value)));
    UnknownSettings.refuse(sources);
  }
}
