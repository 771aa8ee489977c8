package dev.muster.campaign.file;

import dev.muster.campaign.Condition;
import dev.muster.campaign.ConstantProperty;
import dev.muster.campaign.EventFilter;
import dev.muster.campaign.Operator;
import dev.muster.campaign.ValueTest;
import dev.muster.campaign.Who;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code who.live}: what triggers a live campaign. */
final class LiveGrammar {
  static final List<String> KNOWN =
      List.of("did", "where", "then_not", "same", "audience", "late", "recheck");

  private static final ValueTest ONE_VALUE =
      new ValueTest(List.of(new Operator.AtLeast(BigDecimal.ONE)), false);

  private final Fields live;
  private final Optional<Spot> did;
  private final Optional<Spot> thenNot;
  private final Optional<Spot> audience;

  private LiveGrammar(Fields live) {
    this.live = live;
    this.did = live.need("did", "the events that trigger");
    this.thenNot = live.find("then_not");
    this.audience = live.find("audience");
  }

  /** What triggers; nothing where the file has a fault that leaves nothing to go on with. */
  static Optional<Who.Live> live(Spot spot, ConditionGrammar conditions) {
    return spot.fields("a map with the events that trigger", KNOWN)
        .flatMap(fields -> new LiveGrammar(fields).live(conditions));
  }

  private Optional<Who.Live> live(ConditionGrammar conditions) {
    var trigger = did.flatMap(this::trigger);
    var inaction = thenNot.flatMap(LiveGrammar::inaction).orElse(null);
    var same = live.find("same").map(this::same).orElse(null);
    Condition condition = audience.map(conditions::condition).orElse(null);
    var late = live.find("late").flatMap(TimeGrammar::duration).orElse(Who.Live.USUALLY_LATE);
    var recheck = live.find("recheck").map(this::recheck).orElseGet(this::usualRecheck);
    // Faults of then_not are noted, and nothing goes with it then.
    return thenNot.isPresent() == (inaction != null)
        ? trigger.map(events -> new Who.Live(events, inaction, same, condition, late, recheck))
        : Optional.empty();
  }

  private Optional<EventFilter> trigger(Spot names) {
    var events = EventGrammar.events(names, live.find("where"));
    if (events.names().size() <= Who.Live.MOST_EVENTS) {
      return Optional.of(events);
    }
    names.fault(
        "expected at most %d events, found %d; any event is \"*\""
            .formatted(Who.Live.MOST_EVENTS, events.names().size()));
    return Optional.empty();
  }

  private static Optional<Who.Inaction> inaction(Spot spot) {
    var fields =
        spot.fields(
            "a map such as { did: Charged, within: 10m }", List.of("did", "where", "within"));
    var events =
        fields
            .flatMap(f -> f.need("did", "the events that must not follow"))
            .map(did -> EventGrammar.events(did, fields.flatMap(f -> f.find("where"))));
    var within =
        fields
            .flatMap(f -> f.need("within", "the time that has to pass without them"))
            .flatMap(TimeGrammar::duration);
    return events.isEmpty() || within.isEmpty()
        ? Optional.empty()
        : Optional.of(new Who.Inaction(events.get(), within.get()));
  }

  private @Nullable ConstantProperty same(Spot spot) {
    if (thenNot.isEmpty()) {
      spot.faultAtKey("goes with then_not only, found no then_not");
    }
    var events = new ArrayList<Spot>();
    did.ifPresent(events::add);
    thenNot.flatMap(inaction -> inaction.peek("did")).ifPresent(events::add);
    var property = GroupGrammar.constant(spot, events, "did and then_not", ONE_VALUE);
    return thenNot.isEmpty() ? null : property;
  }

  private Set<Who.Recheck> recheck(Spot spot) {
    var named = EnumSet.noneOf(Who.Recheck.class);
    for (var item : spot.list("a list of then_not, audience or both")) {
      var what = item.oneOf(Who.Recheck.class);
      if (what.isPresent() && !has(what.get())) {
        item.fault(
            "expected what who.live has, found %s, and no %1$s in who.live; leave it out, or add %1$s"
                .formatted(word(what.get())));
      } else if (what.isPresent() && !named.add(what.get())) {
        item.fault(
            "expected each once, found %s a second time; leave it out".formatted(word(what.get())));
      }
    }
    return named;
  }

  private Set<Who.Recheck> usualRecheck() {
    return thenNot.isPresent() ? EnumSet.of(Who.Recheck.THEN_NOT) : Set.of();
  }

  private boolean has(Who.Recheck what) {
    return switch (what) {
      case THEN_NOT -> thenNot.isPresent();
      case AUDIENCE -> audience.isPresent();
    };
  }

  private static String word(Who.Recheck what) {
    return switch (what) {
      case THEN_NOT -> "then_not";
      case AUDIENCE -> "audience";
    };
  }
}
