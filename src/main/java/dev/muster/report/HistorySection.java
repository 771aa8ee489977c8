package dev.muster.report;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.Cap;
import dev.muster.run.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A run against the last ones of its campaign.
 *
 * @param runs how many of them, 0 where it is the first
 */
public record HistorySection(int runs, List<Measure> measures) {
  /** It is held against so many. */
  static final int MOST = 10;

  private static final double NANOS = 1e9;

  public HistorySection {
    measures = List.copyOf(measures);
  }

  /**
   * One number of all of them.
   *
   * @param value this run's
   * @param median the others'
   * @param limit what the campaign says of it, or null
   */
  public record Measure(
      String name, Words value, Words median, @Nullable Words limit, Picture picture) {}

  private record Kind(
      String name,
      Function<RunFigures, @Nullable Double> of,
      Function<Double, Words> words,
      Function<Double, String> text) {}

  /**
   * A run and those before it.
   *
   * @param earlier the oldest first
   */
  static HistorySection of(RunFigures run, List<RunFigures> earlier, @Nullable Campaign campaign) {
    if (earlier.isEmpty()) {
      return new HistorySection(0, List.of());
    }
    var limit = campaign == null ? null : limit(campaign);
    return new HistorySection(
        earlier.size(),
        kinds().stream()
            .map(
                kind -> measure(kind, run, earlier, kind.name().equals("qualified") ? limit : null))
            .toList());
  }

  private static List<Kind> kinds() {
    return List.of(
        counted("qualified", run -> (double) run.qualified()),
        counted("accepted", run -> (double) run.accepted()),
        share("accepted of qualified", run -> run.share(run.accepted())),
        share("control of qualified", run -> run.share(run.control())),
        counted("not sendable", run -> (double) run.unsendable()),
        new Kind(
            "working time",
            run -> run.worked().toNanos() / NANOS,
            seconds -> Words.of("{}", duration(seconds)),
            HistorySection::duration));
  }

  private static Kind counted(String name, Function<RunFigures, @Nullable Double> of) {
    return new Kind(
        name,
        of,
        number ->
            number % 1 == 0
                ? Words.of("{}", number.longValue())
                : Words.of("{}", String.format(Locale.ROOT, "%,.1f", number)),
        number -> Figures.count(number.longValue()));
  }

  private static Kind share(String name, Function<RunFigures, @Nullable Double> of) {
    return new Kind(name, of, share -> Words.of("{}", percent(share)), HistorySection::percent);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  private static String duration(double seconds) {
    return Figures.duration(Duration.ofNanos((long) (seconds * NANOS)));
  }

  private static Measure measure(
      Kind kind, RunFigures run, List<RunFigures> earlier, @Nullable Words limit) {
    var all = new ArrayList<@Nullable Double>();
    earlier.forEach(each -> all.add(kind.of().apply(each)));
    all.add(kind.of().apply(run));
    var known =
        all.subList(0, all.size() - 1).stream()
            .<Double>mapMulti((each, kept) -> {
              if (each != null) {
                kept.accept(each);
              }
            })
            .toList();
    var median = known.isEmpty() ? null : median(known);
    var value = all.getLast();
    return new Measure(
        kind.name(),
        value == null ? Words.of("–") : kind.words().apply(value),
        median == null ? Words.of("–") : kind.words().apply(median),
        limit,
        picture(kind, all, median));
  }

  private static double median(List<Double> numbers) {
    var sorted = numbers.stream().sorted().toList();
    return (sorted.get(sorted.size() / 2) + sorted.get((sorted.size() - 1) / 2)) / 2;
  }

  private static Picture picture(Kind kind, List<@Nullable Double> all, @Nullable Double median) {
    var most =
        Math.max(all.stream().mapToDouble(each -> each == null ? 0 : each).max().orElse(0), 1e-9);
    var width = 100.0 / all.size();
    var rects = new ArrayList<Picture.Rect>();
    for (var i = 0; i < all.size(); i++) {
      var value = all.get(i);
      if (value != null && value > 0) {
        var height = Math.max(1, 42 * value / most);
        var ink = i == all.size() - 1 ? Ink.ACCENT : Ink.KEPT;
        rects.add(
            new Picture.Rect(
                i * width + width * 0.1, width * 0.8, 44 - height, height, ink, false));
      }
    }
    var numbers =
        all.stream()
            .map(each -> each == null ? "–" : kind.text().apply(each))
            .collect(Collectors.joining(", "));
    return new Picture(
        "columns",
        44,
        "%s of the last %s and this one: %s."
            .formatted(kind.name(), Figures.counted(all.size() - 1, "run"), numbers),
        rects,
        List.of(),
        median == null ? null : 44 - 42 * median / most);
  }

  private static @Nullable Words limit(Campaign campaign) {
    var said = new ArrayList<Words>();
    switch (campaign.who().cap()) {
      case null -> {}
      case Cap.Only(var users) -> said.add(Words.of("cap {}", users));
      case Cap.OnlyPerDay(var users) -> said.add(Words.of("cap {} a day", users));
      case Cap.AbortAbove(var users) -> said.add(Words.of("aborts above {}", users));
    }
    var expect = campaign.who().expect();
    if (expect != null) {
      var least = expect.least();
      var most = expect.most();
      if (least != null && most != null) {
        said.add(Words.of("expects {} to {}", least, most));
      } else if (least != null) {
        said.add(Words.of("expects {} or more", least));
      } else if (most != null) {
        said.add(Words.of("expects {} or fewer", most));
      }
      if (expect.changeAtMost() != null) {
        said.add(
            Words.of(
                "may change by {}%",
                expect.changeAtMost().movePointRight(2).stripTrailingZeros().toPlainString()));
      }
    }
    return said.stream().reduce((one, other) -> one.and(Words.of(", ")).and(other)).orElse(null);
  }
}
