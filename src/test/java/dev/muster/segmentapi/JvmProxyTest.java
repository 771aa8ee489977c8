package dev.muster.segmentapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JvmProxyTest {
  private static final String SECRET = "s3cret";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://proxy.example.com",
        "proxy.example.com:3128",
        "http://127.0.0.1:3128",
        "me:s3cret@proxy",
        " proxy",
        "proxy/",
        "'proxy'",
        "[::1]:3128"
      })
  void isNamedWhereMoreThanAHostStandsInItsPlace(String host) {
    for (var kind : new String[] {"https.proxy", "http.proxy", "socksProxy"}) {
      var fault = fault(Map.of(kind + "Host", host, kind + "Port", "3128"));

      assertThat(fault)
          .startsWith("-D" + kind + "Host: expected the name or address of a host alone")
          .endsWith("give the port as -D" + kind + "Port")
          .doesNotContain(SECRET, host);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"proxy", "proxy.example.com", "10.0.0.1", "::1", "[::1]", "my_proxy-1", ""})
  void isTakenAsAHost(String host) {
    assertThat(fault(Map.of("https.proxyHost", host, "https.proxyPort", "3128"))).isNull();
  }

  @ParameterizedTest
  @CsvSource({"3128x", "0", "65536", "-1", "''", "99999999999"})
  void isNamedWhereItsPortIsNone(String port) {
    assertThat(fault(Map.of("https.proxyHost", "proxy", "https.proxyPort", port)))
        .isEqualTo("-Dhttps.proxyPort: expected a number from 1 to 65535, found '" + port + "'");
  }

  private static @Nullable String fault(Map<String, String> properties) {
    return JvmProxy.fault(new HashMap<>(properties)::get).orElse(null);
  }
}
