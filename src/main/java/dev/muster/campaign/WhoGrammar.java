package dev.muster.campaign;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code who}: the audience, and whom of it the campaign does not reach. */
final class WhoGrammar {
  private static final List<String> KNOWN =
      List.of(
          "audience",
          "live",
          "control_group",
          "system_control_group",
          "cap",
          "again",
          "expect",
          "limit_per_user");

  private static final Share PLACEHOLDER = new Share(1);

  private final ConditionGrammar conditions;

  WhoGrammar(ConditionGrammar conditions) {
    this.conditions = conditions;
  }

  /**
   * Who gets the campaign; nothing when there is no map.
   *
   * @param campaign the campaign's id, the default salt of its control group
   */
  Optional<Who> who(Spot spot, String campaign) {
    return spot.fields("a map with an audience", KNOWN).map(fields -> who(fields, campaign));
  }

  private Who who(Fields who, String campaign) {
    return new Who(
        selection(who),
        who.find("control_group").map(spot -> controlGroup(spot, campaign)).orElse(null),
        who.find("system_control_group").flatMap(Spot::bool).orElse(true),
        who.find("cap").flatMap(spot -> cap(spot, who)).orElse(null),
        who.find("again").flatMap(WhoGrammar::again).orElseGet(Again.Always::new),
        who.find("expect").flatMap(WhoGrammar::expect).orElse(null),
        !who.find("limit_per_user").map(s -> s.isWord("ignore")).orElse(false));
  }

  private Who.Selection selection(Fields who) {
    var audience = who.find("audience");
    var live = who.find("live");
    if (audience.isPresent() && live.isPresent()) {
      Fields.clash(audience.get(), live.get(), ": a campaign has one of them");
    }
    if (audience.isEmpty() && live.isEmpty()) {
      who.missing("audience", "an audience");
    }
    var past = audience.map(conditions::condition);
    var byTrigger = live.flatMap(spot -> LiveGrammar.live(spot, conditions));
    return byTrigger.isPresent()
        ? byTrigger.get()
        : new Who.PastBehaviour(past.orElseGet(Condition.Everyone::new));
  }

  private static @Nullable ControlGroup controlGroup(Spot spot, String campaign) {
    var fields = spot.fields("a map such as { percent: 10 }", List.of("percent", "salt"));
    var share =
        fields
            .flatMap(f -> f.need("percent", "the share of users who are held back"))
            .flatMap(WhoGrammar::percent);
    var salt = fields.flatMap(f -> f.find("salt")).flatMap(s -> s.text("text"));
    return new ControlGroup(share.orElse(PLACEHOLDER), salt.orElse(campaign));
  }

  private static Optional<Share> percent(Spot spot) {
    var what = "a number above 0 and below 100 with at most one decimal";
    var percent = spot.number(what);
    var fitting =
        percent
            .filter(p -> p.signum() > 0 && p.compareTo(BigDecimal.valueOf(100)) < 0)
            .filter(p -> p.stripTrailingZeros().scale() <= 1);
    if (percent.isPresent() && fitting.isEmpty()) {
      spot.expected(what);
    }
    return fitting.map(Share::ofPercent);
  }

  private static Optional<Cap> cap(Spot spot, Fields who) {
    var kinds = List.of("only", "abort_above", "only_per_day");
    var one =
        spot.fields("a map such as { only: 1000 }", kinds)
            .flatMap(fields -> fields.exactlyOne(kinds));
    if (one.isEmpty()) {
      return Optional.empty();
    }
    var perDay = one.get().name().equals("only_per_day");
    if (perDay && who.find("live").isEmpty()) {
      who.find("audience")
          .ifPresent(past -> Fields.clash(past, one.get(), ": it is for live campaigns only"));
    }
    var limit = one.get().whole(Cap.LEAST, Integer.MAX_VALUE);
    return limit.map(users ->
        switch (one.get().name()) {
          case "only" -> new Cap.Only(users);
          case "abort_above" -> new Cap.AbortAbove(users);
          default -> new Cap.OnlyPerDay(users);
        });
  }

  private static Optional<Again> again(Spot spot) {
    if (spot.value() instanceof Yaml.Mapping) {
      return spot.fields("a map such as { after: 30d }", List.of("after"))
          .flatMap(fields -> fields.need("after", "the time that has to pass"))
          .flatMap(TimeGrammar::duration)
          .map(Again.After::new);
    }
    var words = new LinkedHashMap<String, Again>();
    words.put("always", new Again.Always());
    words.put("never", new Again.Never());
    if (spot.value() instanceof Yaml.Text) {
      return spot.oneOf(words);
    }
    spot.expected("always, never or a map such as { after: 30d }");
    return Optional.empty();
  }

  private static Optional<Expectation> expect(Spot spot) {
    var kinds = List.of("between", "change_at_most");
    var fields = spot.fields("a map such as { between: [1000, 50000] }", kinds);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    if (fields.get().present(kinds).isEmpty()) {
      spot.fault("expected between, change_at_most or both; found none of them");
    }
    var between = fields.get().find("between").map(WhoGrammar::range).orElse(List.of());
    return Optional.of(
        new Expectation(
            between.isEmpty() ? null : between.getFirst(),
            between.isEmpty() ? null : between.getLast(),
            fields.get().find("change_at_most").flatMap(WhoGrammar::change).orElse(null)));
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
