package dev.muster.campaign.file;

import dev.muster.campaign.Again;
import dev.muster.campaign.Cap;
import dev.muster.campaign.Expectation;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** The keys under {@code who} that keep a run from reaching too many: cap, again, expect. */
final class LimitGrammar {
  private LimitGrammar() {}

  /** The most users that are reached. */
  static Optional<Cap> cap(Spot spot, Fields who) {
    var kinds = List.of("only", "abort_above", "only_per_day");
    var live = who.find("live");
    var one =
        spot.fields(
                live.isPresent()
                    ? "a map such as { only: 1000 } or { only_per_day: 500 }"
                    : "a map such as { only: 1000 } or { abort_above: 50000 }",
                kinds)
            .flatMap(fields -> fields.exactlyOne(kinds));
    if (one.isEmpty()) {
      return Optional.empty();
    }
    switch (one.get().name()) {
      case "only_per_day" -> {
        if (live.isEmpty()) {
          who.find("audience")
              .ifPresent(past -> Fields.clash(past, one.get(), ": it is for live campaigns only"));
        }
      }
      case "abort_above" -> live.ifPresent(found -> refuseGuard(one.get(), found));
      default -> {}
    }
    var limit = one.get().whole(Cap.LEAST, Integer.MAX_VALUE);
    return limit.map(users ->
        switch (one.get().name()) {
          case "only" -> new Cap.Only(users);
          case "abort_above" -> new Cap.AbortAbove(users);
          default -> new Cap.OnlyPerDay(users);
        });
  }

  /** Whether users of earlier runs are sent to. */
  static Optional<Again> again(Spot spot) {
    if (spot.value() instanceof Yaml.Mapping) {
      return spot.fields("a map such as { after: 30d }", List.of("after"))
          .flatMap(fields -> fields.need("after", "the time that has to pass"))
          .flatMap(TimeGrammar::durationAsWritten)
          .map(Again.After::new);
    }
    var words = new LinkedHashMap<String, Again>();
    words.put("always", new Again.Always());
    words.put("never", new Again.Never());
    var duration = MeantTime.duration(spot.value()).filter(d -> spot.value() instanceof Yaml.Text);
    if (duration.isPresent()) {
      spot.expected(
          "always, never or a map such as { after: 30d }",
          "; write { after: " + duration.get() + " }");
      return Optional.empty();
    }
    return spot.oneOf(words, "a map such as { after: 30d }");
  }

  /** A live campaign's runs are as large as what came since the last launch. */
  private static void refuseGuard(Spot guard, Spot live) {
    Fields.clash(
        live,
        guard,
        ": guards look at a planned run; limit a live campaign by cap: { only: 1000 } or"
            + " { only_per_day: 500 }");
  }

  /** What the number of qualified users should be. */
  static Optional<Expectation> expect(Spot spot, Fields who) {
    who.find("live").ifPresent(live -> refuseGuard(spot, live));
    var kinds = List.of("between", "change_at_most");
    var fields = spot.fields("a map such as { between: [1000, 50000] }", kinds);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    if (fields.get().present(kinds).isEmpty()) {
      spot.fault("expected between, change_at_most or both; found none of them");
    }
    var between = fields.get().find("between").map(LimitGrammar::range).orElse(List.of());
    return Optional.of(
        new Expectation(
            between.isEmpty() ? null : between.getFirst(),
            between.isEmpty() ? null : between.getLast(),
            fields.get().find("change_at_most").flatMap(LimitGrammar::change).orElse(null)));
  }

  private static List<Long> range(Spot spot) {
    var ends = spot.list("a range such as [1000, 50000]");
    if (ends.size() != 2) {
      Ranges.notTwo(spot, ends);
      return List.of();
    }
    var least = ends.getFirst().whole(0, Integer.MAX_VALUE);
    var most = ends.getLast().whole(0, Integer.MAX_VALUE);
    if (least.isEmpty() || most.isEmpty()) {
      return List.of();
    }
    if (least.get() > most.get()) {
      Ranges.reversed(spot, least.get(), most.get());
    }
    return List.of(least.get().longValue(), most.get().longValue());
  }

  private static Optional<BigDecimal> change(Spot spot) {
    var what = "a percentage such as 30%";
    var text = spot.value() instanceof Yaml.Numeral ? Optional.<String>empty() : spot.text(what);
    if (spot.value() instanceof Yaml.Numeral) {
      spot.expected(what, "; write it with its %");
    }
    if (text.isPresent() && !text.get().matches("[0-9]{1,6}(\\.[0-9]{1,6})?%")) {
      spot.expected(what);
      return Optional.empty();
    }
    return text.map(t -> new BigDecimal(t.substring(0, t.length() - 1)).movePointLeft(2));
  }
}
