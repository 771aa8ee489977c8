package dev.muster.campaign.file;

import dev.muster.campaign.Again;
import dev.muster.campaign.Condition;
import dev.muster.campaign.ControlGroup;
import dev.muster.campaign.Share;
import dev.muster.campaign.Who;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code who}: the audience, and whom of it the campaign does not reach. */
final class WhoGrammar {
  static final List<String> KNOWN =
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
        who.find("cap").flatMap(spot -> LimitGrammar.cap(spot, who)).orElse(null),
        who.find("again").flatMap(LimitGrammar::again).orElseGet(Again.Always::new),
        who.find("expect").flatMap(spot -> LimitGrammar.expect(spot, who)).orElse(null),
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
    return spot.number(
            "a number above 0 and below 100 with at most one decimal",
            percent ->
                percent.signum() > 0
                    && percent.compareTo(BigDecimal.valueOf(100)) < 0
                    && percent.stripTrailingZeros().scale() <= 1,
            MeantNumber::in)
        .map(Share::ofPercent);
  }
}
