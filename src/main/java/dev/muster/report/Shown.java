package dev.muster.report;

import dev.muster.run.Figures;
import gg.jte.Content;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How pages show numbers and instants, so that a person and a program can read them (the contract's
 * "machine-readable where a person reads").
 *
 * @param zone the account's, in which instants are shown; the machine reads UTC
 */
public record Shown(ZoneId zone) {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm:ss", Locale.ENGLISH);

  /** Text of others. */
  public Content text(String text) {
    return out -> out.writeUserContent(text);
  }

  /** A count of users, messages, requests or runs: {@code <data value="1072">1,072</data>}. */
  public Content count(long count) {
    return out ->
        out.writeContent("<data value=\"" + count + "\">" + Figures.count(count) + "</data>");
  }

  /**
   * An instant, with seconds where it has any: {@code <time datetime="…Z">Mon 7 Dec 2026
   * 09:00</time>}.
   */
  public Content time(Instant at) {
    return out -> out.writeContent("<time datetime=\"" + at + "\">" + words(at) + "</time>");
  }

  /** The words of an instant alone, for a picture's title. */
  public String words(Instant at) {
    var there = at.atZone(zone);
    return (there.getSecond() == 0 ? MINUTE : SECOND).format(there);
  }

  /** A sentence. */
  public Content words(Words words) {
    return out ->
        words
            .parts()
            .forEach(part -> {
              switch (part) {
                case Part.Text(var text) -> out.writeUserContent(text);
                case Part.Count(var count) -> count(count).writeTo(out);
                case Part.Time(var at) -> time(at).writeTo(out);
              }
            });
  }

  /** Several lines as they were written, whose breaks and tabs stay. */
  public Content lines(String text) {
    return out ->
        text.lines()
            .forEach(line -> {
              var cells = line.split("\t", -1);
              for (var i = 0; i < cells.length; i++) {
                if (i > 0) {
                  out.writeContent("\t");
                }
                out.writeUserContent(cells[i]);
              }
              out.writeContent("\n");
            });
  }

  /** Such as {@code 2 min 5 s}. */
  public Content duration(Duration took) {
    return text(Figures.duration(took));
  }

  /** A share with one decimal, such as {@code 66.6%}; nothing of nobody. */
  public static String share(long part, long whole) {
    return whole == 0 ? "" : String.format(Locale.ROOT, "%.1f%%", 100.0 * part / whole);
  }
}
