package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

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
          MUSTER_SOURCE_URL            | did you mean MUSTER_DATABASE_URL?
          MUSTER_SEGMENT_WRITE_KEYS    | did you mean MUSTER_SEGMENT_WRITEKEY?
          MUSTER_ACCOUNT               | expected settings below it
          """)
  void refusesOthersWithoutTellingTheValue(String name, String said) {
    assertThatThrownBy(() -> refuse(name, "s3cret"))
        .isInstanceOf(Complaint.class)
        .hasMessageContaining("setting " + name)
        .hasMessageContaining(said)
        .hasMessageNotContaining("s3cret");
  }

  private static void refuse(String name, String value) {
    var sources = new MutablePropertySources();
    sources.addFirst(new SystemEnvironmentPropertySource("systemEnvironment", Map.of(name, value)));
    UnknownSettings.refuse(sources);
  }
}
