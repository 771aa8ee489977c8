package dev.muster.cli;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A live campaign of the simulated week.
 *
 * @param did names of events
 * @param large whether only those with an amount of 50 or more trigger
 * @param same whether what must not follow is of the same product
 * @param recheck null for what is usual
 * @param again null for always, as long as a hundred years for never
 * @param control the control group's share in percent, or 0
 * @param from null for none, as the others
 */
record WeeksCampaign(
    List<String> did,
    boolean large,
    @Nullable ThenNot thenNot,
    boolean same,
    Audience audience,
    Duration late,
    @Nullable List<String> recheck,
    Cap cap,
    @Nullable Duration again,
    int control,
    @Nullable Instant from,
    @Nullable Instant until,
    Duration delay,
    @Nullable Quiet quiet,
    @Nullable CutOff cutOff) {
  static final Duration NEVER = Duration.ofDays(36_500);

  /** What must not follow. */
  record ThenNot(List<String> names, Duration within) {}

  /** Of whom. */
  enum Audience {
    ALL(""),
    PRO("profile: { plan: pro }"),
    FIRST_OF_THE_DAY("did_not: Cart, during: { last_days: 0 }"),
    VISITED("did: Visit");

    private final String text;

    Audience(String text) {
      this.text = text;
    }
  }

  /** How many, in all or a day; 0 for all. */
  record Cap(int only, boolean perDay) {
    static final Cap NONE = new Cap(0, false);
  }

  /** When users are left alone. */
  record Quiet(
      LocalTime from, LocalTime to, Set<DayOfWeek> days, boolean discard, boolean collapse) {}

  /** Until when they are sent to: a duration or a clock time. */
  record CutOff(@Nullable Duration after, @Nullable LocalTime at) {}

  Duration within() {
    return thenNot == null ? Duration.ZERO : thenNot.within();
  }

  /** Whether that is tested again. */
  boolean rechecks(String what) {
    return recheck == null ? what.equals("then_not") && thenNot != null : recheck.contains(what);
  }

  /** Whether another one begins anew from the last launch on. */
  boolean triggersOtherwise(WeeksCampaign than, boolean endedByItsCap) {
    return !did.equals(than.did)
        || large != than.large
        || !Objects.equals(thenNot, than.thenNot)
        || same != than.same
        || !Objects.equals(from, than.from)
        || !Objects.equals(until, than.until)
        || (endedByItsCap && !cap.equals(than.cap));
  }

  String text(String status) {
    return """
    campaign: cart
    name: Cart
    owner: growth@example.com
    status: %s
    who:
      live:
        did: [%s]
    %s%s%s%s    late: %s
    %s%s%s%swhat:
      track: Reminder
      properties: { n: "{{ event.properties.n }}" }
    when:
    %s%s%s%s%s  timezone: Europe/Berlin
    """
        .formatted(
            status,
            String.join(", ", did),
            line(large, "    where: { amount: { at_least: 50 } }"),
            thenNot == null
                ? ""
                : "    then_not: { did: [%s], within: %s }%n"
                    .formatted(String.join(", ", thenNot.names()), text(thenNot.within())),
            line(same, "    same: product"),
            line(audience != Audience.ALL, "    audience: { " + audience.text + " }"),
            text(late),
            recheck == null ? "" : "    recheck: [%s]%n".formatted(String.join(", ", recheck)),
            line(
                cap.only() > 0,
                "  cap: { %s: %d }".formatted(cap.perDay() ? "only_per_day" : "only", cap.only())),
            again == null
                ? ""
                : again.equals(NEVER)
                    ? "  again: never\n"
                    : "  again: { after: %s }%n".formatted(text(again)),
            line(control > 0, "  control_group: { percent: %d }".formatted(control)),
            from == null ? "" : "  from: \"%s\"%n".formatted(from),
            until == null ? "" : "  until: \"%s\"%n".formatted(until),
            line(!delay.isZero(), "  delay: " + text(delay)),
            quiet == null ? "" : text(quiet),
            cutOff == null ? "" : "  cut_off: %s%n".formatted(text(cutOff)));
  }

  private static String line(boolean written, String text) {
    return written ? text + "\n" : "";
  }

  private static String text(Duration duration) {
    return duration.toMinutes() + "m";
  }

  private static String text(CutOff cutOff) {
    return cutOff.after() == null
        ? "\"" + cutOff.at() + "\""
        : "{ after: " + text(cutOff.after()) + " }";
  }

  private static String text(Quiet quiet) {
    return "  do_not_disturb: { from: \"%s\", to: \"%s\", days: [%s], then: %s%s }%n"
        .formatted(
            quiet.from(),
            quiet.to(),
            quiet.days().stream()
                .sorted()
                .map(day -> day.name().substring(0, 3).toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining(", ")),
            quiet.discard() ? "discard" : "delay",
            quiet.collapse() ? ", collapse: latest" : "");
  }
}
