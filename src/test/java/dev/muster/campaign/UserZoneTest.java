package dev.muster.campaign;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserZoneTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "Europe/Berlin|Europe/Berlin",
        "europe/berlin|Europe/Berlin",
        "EUROPE/BERLIN|Europe/Berlin",
        "America/New_York |America/New_York",
        "  America/New_York|America/New_York",
        "\tAsia/Kolkata\t \f|Asia/Kolkata",
        "\u00A0Asia/Tokyo\u00A0|Asia/Tokyo",
        "\u2003Asia/Tokyo\u202F|Asia/Tokyo",
        "\u3000asia/tokyo\u2028|Asia/Tokyo",
        "america/argentina/buenos_aires|America/Argentina/Buenos_Aires",
        "america/port-au-prince|America/Port-au-Prince",
        "Asia/Calcutta|Asia/Calcutta",
        "US/Pacific|US/Pacific",
        "us/pacific-new|",
        "gb-eire|GB-Eire",
        "w-su|W-SU",
        "prc|PRC",
        "roc|Asia/Taipei",
        "nz-chat|NZ-CHAT",
        "EST|-05:00",
        "est |-05:00",
        "MST|-07:00",
        "HST|-10:00",
        "EST5EDT|EST5EDT",
        "pst8pdt|PST8PDT",
        "CET|CET",
        "met|MET",
        "UTC|UTC",
        "utc|UTC",
        "gmt|GMT",
        "GMT0|GMT0",
        "Etc/GMT+5|Etc/GMT+5",
        "etc/gmt-14|Etc/GMT-14",
        "Z|Z",
        "z|Z",
        "+05:30|+05:30",
        " +05:30 |+05:30",
        "-0800|-08:00",
        "+0545|+05:45",
        "+5|+05:00",
        "+05|+05:00",
        "-5|-05:00",
        "+5:30|+05:30",
        "UTC+5|+05:00",
        "utc-11|-11:00",
        "UTC+05:30|+05:30",
        "UTC-0330|-03:30",
        "GMT-3|-03:00",
        "GMT+5|+05:00",
        "Gmt+10:30|+10:30",
        "GMT+0|Z",
        "UTC-0|Z",
        "+00:00|Z",
        "-00:00|Z",
        "+18:00|+18:00",
        "-18|-18:00",
        "UTC+18:00|+18:00"
      })
  void isFoundAsDataHaveIt(String written, String id) {
    var zone = UserZone.of(written);

    assertThat(zone == null ? null : zone.getId()).isEqualTo(id);
    if (zone != null) {
      assertThat(UserZone.unknownSpelling(written)).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "\u00A0", "\t\n",
      })
  void isNoneWhereNothingIsWritten(String blank) {
    assertThat(UserZone.of(blank)).isNull();
    assertThat(UserZone.unknownSpelling(blank)).isNull();
  }

  @Test
  void isNoneWhereTheProfileHasNone() {
    assertThat(UserZone.of(null)).isNull();
    assertThat(UserZone.unknownSpelling(null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "W. Europe Standard Time",
        "Eastern Standard Time",
        "CEST",
        "PST",
        "BST",
        "IST",
        "Berlin",
        "Europe / Berlin",
        "Europe/ Berlin",
        "Europe\\Berlin",
        "America/New York",
        "Asia/Bang\u212Aok",
        "Europe/\u0130stanbul",
        "SystemV/PST8PDT",
        "systemv/est5",
        "Factory",
        "localtime",
        "posix/Europe/Berlin",
        "5",
        "0",
        "05:30",
        "0530",
        "330",
        "-18000",
        "+530",
        "+05:3",
        "+5:3",
        "+05:60",
        "+0560",
        "+18:01",
        "-1801",
        "+19",
        "+24:00",
        "+05:30:00",
        "+05.5",
        "+5.5",
        "++5",
        "+ 5",
        "UTC +5",
        "UTC5",
        "UTC+",
        "+",
        "UT+5",
        "EST+5",
        "Z+5",
        "(GMT+01:00) Berlin",
        "\u2212" + "05:00",
        "+\u0665",
        "null",
        "unknown"
      })
  void isUnknownWhateverElseItIs(String written) {
    assertThat(UserZone.of(written)).isNull();
    assertThat(UserZone.unknownSpelling(" " + written + "\u00A0")).isEqualTo(written);
  }

  @Test
  void countsHoursToTheEastOfUtcAndTheTzDatabaseToTheWest() {
    assertThat(hoursEast("UTC+5")).isEqualTo(5);
    assertThat(hoursEast("GMT-3")).isEqualTo(-3);
    assertThat(hoursEast("Etc/GMT+5")).isEqualTo(-5);
    assertThat(hoursEast("etc/gmt-3")).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"EST, -5", "MST, -7", "HST, -10"})
  void hasNoSummerTimeWhereTheTzDatabaseHasNone(String name, int hours) {
    var zone = requireNonNull(UserZone.of(name));

    assertThat(zone).isEqualTo(ZoneOffset.ofHours(hours));
    assertThat(LocalDateTime.of(2026, 7, 1, 9, 0).atZone(zone).toInstant())
        .isEqualTo(Instant.parse("2026-07-01T%02d:00:00Z".formatted(9 - hours)));
  }

  @ParameterizedTest
  @MethodSource("namesOfTheTzDatabase")
  void isFoundForEveryNameOfTheTzDatabaseInAnyLetters(String name) {
    var zone = requireNonNull(UserZone.of(name));

    assertThat(UserZone.of(name.toLowerCase(Locale.ROOT))).isEqualTo(zone);
    assertThat(UserZone.of(" " + name.toUpperCase(Locale.ROOT) + " ")).isEqualTo(zone);
    assertThat(UserZone.of(zone.getId())).isEqualTo(zone);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1080, -1079, -719, -30, 0, 1, 330, 345, 765, 840, 1080})
  void leadsBackFromItsIdToTheOffset(int minutes) {
    var zone = ZoneOffset.ofTotalSeconds(minutes * 60);

    assertThat(UserZone.of(zone.getId())).isEqualTo(zone);
  }

  @Test
  void isMeantByOneNameAloneWhateverTheLetters() {
    var names = new HashMap<String, String>();

    namesOfTheTzDatabase()
        .forEach(
            name -> assertThat(names.put(name.toLowerCase(Locale.ROOT), name)).as(name).isNull());
  }

  private static Stream<String> namesOfTheTzDatabase() {
    return ZoneId.getAvailableZoneIds().stream()
        .filter(name -> !name.startsWith("SystemV/"))
        .sorted();
  }

  private static int hoursEast(String written) {
    var zone = requireNonNull(UserZone.of(written));
    return zone.getRules().getOffset(Instant.EPOCH).getTotalSeconds() / 3600;
  }
}
