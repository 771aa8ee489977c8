package dev.muster.campaign.file;

import dev.muster.campaign.DurationText;
import dev.muster.campaign.Moment;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The duration, clock time or date that was meant by a value that is none. */
final class MeantTime {
  private static final Pattern IN_WORDS =
      Pattern.compile(
          "([0-9]{1,6})[ _-]?(seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w"
              + "|months?|years?|y)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern LAST =
      Pattern.compile("^(?:in )?(?:the )?(?:last|past)[ _]", Pattern.CASE_INSENSITIVE);
  private static final Pattern CLOCK =
      Pattern.compile(
          "([0-9]{1,2})(?:[:.h]([0-9]{2})?(?::[0-9]{2})?)?\\s?([ap]\\.?m\\.?)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern DATE =
      Pattern.compile("([0-9]{4})[-/.]?([0-9]{1,2})[-/.]?([0-9]{1,2})(?:[ T]([0-9:]+)(Z?))?");
  private static final Pattern GERMAN_DATE =
      Pattern.compile("([0-9]{1,2})\\.\\s?([0-9]{1,2})\\.\\s?([0-9]{4})");

  private MeantTime() {}

  /** A duration as it is to be written, a month being 30 days and a year 365. */
  static Optional<String> duration(Yaml value) {
    if (value instanceof Yaml.Numeral numeral) {
      return Optional.of(
          "its unit, such as " + numeral.written() + "d or " + numeral.written() + "h");
    }
    return textOf(value)
        .map(IN_WORDS::matcher)
        .filter(m -> m.matches())
        .map(matcher -> {
          var number = Long.parseLong(matcher.group(1));
          return switch (matcher.group(2).toLowerCase(Locale.ROOT).substring(0, 1)) {
            case "m" ->
                matcher.group(2).toLowerCase(Locale.ROOT).startsWith("mo")
                    ? number * 30 + "d"
                    : number + "m";
            case "y" -> number * 365 + "d";
            default -> number + matcher.group(2).toLowerCase(Locale.ROOT).substring(0, 1);
          };
        });
  }

  /**
   * How many of a unit were meant where only their number is to be written: of a span of time that
   * is a whole number of them; of what is no span of time, as {@link MeantNumber} says.
   */
  static Optional<MeantNumber> number(Yaml value, ChronoUnit unit) {
    if (textOf(value).filter(text -> IN_WORDS.matcher(text).matches()).isEmpty()) {
      return MeantNumber.in(value);
    }
    var seconds = unit.getDuration().toSeconds();
    return duration(value)
        .flatMap(DurationText::read)
        .filter(span -> span.toSeconds() % seconds == 0)
        .map(span -> MeantNumber.of(Long.toString(span.toSeconds() / seconds)));
  }

  /** A window as it is to be written: so many days or hours up to the as-of instant. */
  static Optional<String> window(Yaml value) {
    if (value instanceof Yaml.Numeral numeral) {
      return Optional.of("last_days: " + numeral.written());
    }
    var text = textOf(value).map(written -> LAST.matcher(written).replaceFirst("").strip());
    return text.flatMap(written -> duration(new Yaml.Text(value.at(), written, true)))
        .or(() -> text)
        .flatMap(DurationText::readAsWritten)
        .flatMap(duration ->
            duration.inDays()
                ? Optional.of("last_days: " + duration.exact().toDays())
                : duration.exact().toMinutes() % 60 == 0
                    ? Optional.of("last_hours: " + duration.exact().toHours())
                    : Optional.empty());
  }

  /** A clock time in quotes, as it is to be written. */
  static Optional<String> clock(Yaml value) {
    return scalarOf(value)
        .map(CLOCK::matcher)
        .filter(m -> m.matches())
        .flatMap(matcher -> {
          var half = matcher.group(3);
          var hour = Integer.parseInt(matcher.group(1));
          var minute = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
          if (half != null) {
            hour = hour % 12 + (half.toLowerCase(Locale.ROOT).startsWith("p") ? 12 : 0);
          }
          return hour < 24 && minute < 60
              ? Optional.of("\"%02d:%02d\"".formatted(hour, minute))
              : Optional.empty();
        });
  }

  /** A date, with its clock time if it has one, as it is to be written. */
  static Optional<String> date(Yaml value) {
    var text = scalarOf(value);
    var german = text.map(GERMAN_DATE::matcher).filter(m -> m.matches());
    var written =
        german.isPresent()
            ? german.map(m -> date(m.group(3), m.group(2), m.group(1)))
            : text.map(DATE::matcher)
                .filter(m -> m.matches())
                .map(m -> date(m.group(1), m.group(2), m.group(3)) + time(m.group(4), m.group(5)));
    return written.filter(date -> Moment.parse(date).isPresent());
  }

  private static String date(String year, String month, String day) {
    return "%s-%02d-%02d".formatted(year, Integer.parseInt(month), Integer.parseInt(day));
  }

  private static String time(@Nullable String clock, @Nullable String zone) {
    if (clock == null) {
      return "";
    }
    return "T" + (clock.indexOf(':') == 1 ? "0" : "") + clock + (zone == null ? "" : zone);
  }

  private static Optional<String> textOf(Yaml value) {
    return value instanceof Yaml.Text text ? Optional.of(text.value().strip()) : Optional.empty();
  }

  private static Optional<String> scalarOf(Yaml value) {
    return value instanceof Yaml.Numeral numeral ? Optional.of(numeral.written()) : textOf(value);
  }
}
