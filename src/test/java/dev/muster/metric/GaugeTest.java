package dev.muster.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GaugeTest {
  @Test
  void aGaugeHasANameForEachWayInWhichItIsHandedOver() {
    var gauge = new Gauge("last_run.sent_bytes", Map.of("campaign", "winback"), 7);

    assertThat(gauge.dotted()).isEqualTo("muster.last_run.sent_bytes");
    assertThat(gauge.underscored()).isEqualTo("muster_last_run_sent_bytes");
  }
}
