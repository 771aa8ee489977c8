package dev.muster.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronJobTimeTest {

  @ParameterizedTest
  @CsvSource({
    // 29993700 minutes after 1970
    "nightly-29993700, 2027-01-10T23:00:00Z",
    "a-1-b-29993700, 2027-01-10T23:00:00Z",
    // started late, or by a machine whose clock is behind
    "nightly-29989400, 2027-01-07T23:20:00Z",
    "nightly-29993701, 2027-01-10T23:01:00Z",
    // seconds, as older Kubernetes and Argo have them
    "nightly-1799622000, 2027-01-10T23:00:00Z",
    "nightly-1799622004, 2027-01-10T23:00:04Z",
    "nightly-1799625605, 2027-01-11T00:00:05Z",
    "nightly-1797030005, 2026-12-11T23:00:05Z",
    // a pod's name
    "nightly-29993700-x7k2p, 2027-01-10T23:00:00Z",
    "nightly-1799622000-2bcdf, 2027-01-10T23:00:00Z",
    "nightly-29993700-54321, 2027-01-10T23:00:00Z",
    "a-12345678-29993700-abcde, 2027-01-10T23:00:00Z",
    // a pod's name without room for the hyphen, and one that is a letter shorter
    "spring-sale-for-all-the-lapsed-subscribers-of-ope-29993700x7k2q, 2027-01-10T23:00:00Z",
    "pring-sale-for-all-the-lapsed-subscribers-of-ope-29993700x7k2q,",
    "spring-sale-for-all-the-lapsed-subscribers-of-open-2999370x7k2q,",
    // too long ago, or too soon
    "nightly-1797030004,",
    "nightly-1799625606,",
    "nightly-29950500,",
    "nightly-29993761,",
    "nightly-299937000,",
    // given by hand
    "nightly,",
    "nightly-by-hand,",
    "nightly-2,",
    "nightly-20270110,",
    "nightly-1799622000000,",
    "nightly-29993700-again-1,",
    "nightly-29993700-x7k2,",
    "nightly-29993700-X7K2P,",
    "nightly29993700,",
    "29993700,",
    "'',",
    ",",
  })
  void isReadFromNamesThatACronJobGave(String name, Instant time) {
    assertThat(CronJobTime.in(name, Instant.parse("2027-01-10T23:00:05Z"))).isEqualTo(time);
  }
}
