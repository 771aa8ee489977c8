package dev.muster.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import dev.muster.campaign.DurationText;
import dev.muster.campaign.Moment;
import dev.muster.campaign.When;
import dev.muster.campaign.When.CutOff;
import dev.muster.campaign.When.DoNotDisturb;
import dev.muster.campaign.When.UserTimezone;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table of windows: cells between bars, {@code -} for what is not given, comments with
 * a hash. Local date-times are those of the campaign file, all others carry their offset.
 *
 * @param line as it stands in the table
 * @param cells by the names in the table's first row
 */
record WindowsRow(String line, Map<String, String> cells) {

  static Stream<WindowsRow> read(String resource) throws IOException {
    try (var table = WindowsRow.class.getResourceAsStream(resource)) {
      var lines =
          new String(Objects.requireNonNull(table, resource).readAllBytes(), UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .toList();
      var names = cells(lines.getFirst());
      return lines.stream().skip(1).map(line -> of(names, line));
    }
  }

  private static WindowsRow of(List<String> names, String line) {
    var cells = cells(line);
    return new WindowsRow(
        line, IntStream.range(0, names.size()).boxed().collect(toMap(names::get, cells::get)));
  }

  private static List<String> cells(String line) {
    return List.of(line.split(" *\\| *", -1));
  }

  Windows windows() {
    var campaign = zone("campaign");
    var planned = new Moment.Local(LocalDateTime.parse(given("planned")));
    var when =
        new When(
            new When.AtTimes(List.of(planned)),
            campaign,
            When.CatchUp.LATEST,
            userTimezone(),
            quiet(),
            cutOff());
    return Windows.of(when, planned(), account());
  }

  Instant planned() {
    var campaign = zone("campaign");
    return LocalDateTime.parse(given("planned"))
        .atZone(campaign == null ? account() : campaign)
        .toInstant();
  }

  @Nullable ZoneId user() {
    return zone("user");
  }

  Instant now() {
    return instant(given("now"));
  }

  Turn expected() {
    var words = given("expected").split(" ", -1);
    return switch (words[0]) {
      case "discarded" -> new Turn.Discarded(Turn.Why.valueOf(words[1]));
      case "expired" -> new Turn.Expired(instant(words[1]));
      default -> new Turn.Due(instant(words[0]), words.length == 1 ? null : instant(words[2]));
    };
  }

  private @Nullable UserTimezone userTimezone() {
    return has("passed")
        ? new UserTimezone(
            UserTimezone.Passed.valueOf(given("passed").toUpperCase(Locale.ROOT)),
            UserTimezone.Unknown.valueOf(given("unknown").toUpperCase(Locale.ROOT)))
        : null;
  }

  private @Nullable DoNotDisturb quiet() {
    if (!has("quiet")) {
      return null;
    }
    var words = given("quiet").split("[- ]", -1);
    return new DoNotDisturb(
        LocalTime.parse(words[0]),
        LocalTime.parse(words[1]),
        days(Arrays.asList(words).subList(3, words.length)),
        DoNotDisturb.Then.valueOf(words[2].toUpperCase(Locale.ROOT)));
  }

  private static Set<DayOfWeek> days(List<String> words) {
    var days = EnumSet.allOf(DayOfWeek.class);
    days.removeIf(day ->
        !words.isEmpty() && !words.contains(day.name().substring(0, 3).toLowerCase(Locale.ROOT)));
    return days;
  }

  private @Nullable CutOff cutOff() {
    if (!has("cut_off")) {
      return null;
    }
    var text = given("cut_off");
    return DurationText.read(text)
        .<CutOff>map(CutOff.After::new)
        .orElseGet(() -> new CutOff.AtClock(LocalTime.parse(text)));
  }

  private ZoneId account() {
    return ZoneId.of(given("account"));
  }

  private @Nullable ZoneId zone(String name) {
    return has(name) ? ZoneId.of(given(name)) : null;
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private boolean has(String name) {
    return !given(name).equals("-");
  }

  private String given(String name) {
    return Objects.requireNonNull(cells.get(name), name);
  }

  @Override
  public String toString() {
    return line;
  }
}
