package dev.muster.look;

import java.util.List;
import java.util.Random;

/**
 * Campaigns that a seed tells, with whatever keeps users back: control groups, caps, {@code again},
 * the account's frequency cap unless they ignore it, windows, templates that abort or cannot be
 * rendered. All are planned for nine o'clock on a Monday.
 */
record AnyCampaign(long seed) {
  /** What is added to {@code campaign, name, owner}. */
  String text() {
    var random = new Random(seed);
    return """
    who:
      audience: %s
    %swhat:
    %s  properties:
        greeting: "%s"
    when:
      at: 2026-12-07T09:00
    %s\
    """
        .formatted(audience(random), who(random), what(random), greeting(random), when(random));
  }

  private static String audience(Random random) {
    return one(
        random,
        "{ everyone: true }",
        "{ profile: { plan: { in: [pro, free] } } }",
        "{ any: [ { did: Charged }, { profile: { plan: pro } } ] }");
  }

  private String who(Random random) {
    return maybe(random, "  control_group: { percent: %d }%n".formatted(1 + random.nextInt(40)))
        + maybe(random, "  cap: { only: %d }%n".formatted(100 + random.nextInt(150)))
        + maybe(random, one(random, "  again: never\n", "  again: { after: 2d }\n"))
        // By the seed itself, so that the others are as they were before there was a limit.
        + (seed % 4 == 0 ? "  limit_per_user: ignore\n" : "");
  }

  private static String what(Random random) {
    return one(random, "  track: Offer\n", "  track: Offer\n  identify: true\n")
        + maybe(random, "  attributes: [email, plan, bulk]\n")
        + maybe(random, "  tokens: [gcm, apns]\n")
        + maybe(random, "  user_id: shared\n");
  }

  private static String greeting(Random random) {
    return one(
        random,
        "Hi {{ profile.email }}",
        "{% if profile.points == 3 %}{% abort %}{% endif %}Hi",
        "{% if profile.points > 5 %}many{% endif %}",
        "{{ 10 | divided_by: profile.points }}");
  }

  private static String when(Random random) {
    return maybe(
            random,
            one(
                random,
                "  user_timezone: { passed: next_day }\n",
                "  user_timezone: { passed: skip, unknown: skip }\n"))
        + maybe(
            random,
            one(
                random,
                "  do_not_disturb: { from: \"16:00\", to: \"11:00\", then: delay }\n",
                "  do_not_disturb: { from: \"22:00\", to: \"09:30\", then: discard }\n"))
        + maybe(random, one(random, "  cut_off: \"20:00\"\n", "  cut_off: { after: 6h }\n"));
  }

  private static String maybe(Random random, String text) {
    return random.nextBoolean() ? text : "";
  }

  private static String one(Random random, String... texts) {
    return List.of(texts).get(random.nextInt(texts.length));
  }
}
