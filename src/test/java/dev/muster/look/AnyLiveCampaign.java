package dev.muster.look;

import java.util.List;
import java.util.Random;

/** Live campaigns that a seed tells, with whatever keeps triggers back. */
record AnyLiveCampaign(long seed) {
  /** What is added to {@code campaign, name, owner, status}. */
  String text() {
    var random = new Random(seed);
    return """
    who:
      live:
        did: [Cart%s]
    %s%s%swhat:
    %s  properties:
        product: "{{ event.properties.product }}"
        greeting: "%s"
    when:
      cut_off: { after: %s }
    %s%s\
    """
        .formatted(
            maybe(random, ", Wish"),
            live(random),
            maybe(random, "    audience: { profile: { plan: { in: [pro, free] } } }\n"),
            who(random),
            one(
                random,
                "  track: Offer\n",
                "  track: Offer\n  identify: true\n  attributes: [email, bulk]\n  tokens: [gcm]\n"),
            one(
                random,
                "Hi {{ profile.email }}, {{ event.occurred_at }}",
                "{% if profile.points == 3 %}{% abort %}{% endif %}Hi",
                "{{ 10 | divided_by: profile.points }}"),
            one(random, "3h", "24h", "30h", "40d"),
            maybe(random, "  delay: %s\n".formatted(one(random, "10m", "2h"))),
            maybe(
                random,
                one(
                    random,
                    "  do_not_disturb: { from: \"23:00\", to: \"12:00\", then: delay, collapse: latest }\n",
                    "  do_not_disturb: { from: \"23:00\", to: \"12:00\", then: delay }\n",
                    "  do_not_disturb: { from: \"01:00\", to: \"10:30\", then: discard }\n")));
  }

  private static String live(Random random) {
    return one(
            random,
            "",
            "    where: { amount: { at_least: 20 } }\n",
            "    then_not: { did: Paid, within: 30m }\n",
            "    then_not: { did: [Paid, Cart], within: 30m }\n    same: product\n")
        .indent(0);
  }

  private static String who(Random random) {
    return maybe(random, "  control_group: { percent: %d }\n".formatted(1 + random.nextInt(40)))
        + maybe(random, one(random, "  cap: { only: 250 }\n", "  cap: { only_per_day: 110 }\n"))
        + maybe(
            random,
            one(random, "  again: never\n", "  again: { after: 3d }\n", "  again: { after: 2h }\n"))
        + maybe(random, "  limit_per_user: ignore\n");
  }

  private static String maybe(Random random, String text) {
    return random.nextBoolean() ? text : "";
  }

  private static String one(Random random, String... texts) {
    return List.of(texts).get(random.nextInt(texts.length));
  }
}
