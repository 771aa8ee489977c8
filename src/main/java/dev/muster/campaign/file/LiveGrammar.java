package dev.muster.campaign.file;

import dev.muster.campaign.ConstantProperty;
import dev.muster.campaign.EventFilter;
import dev.muster.campaign.Operator;
import dev.muster.campaign.ValueTest;
import dev.muster.campaign.Who;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code who.live}: what triggers a live campaign. */
final class LiveGrammar {
  private static final List<String> KNOWN = List.of("did", "where", "then_not", "same", "audience");
  private static final ValueTest ONE_VALUE =
      new ValueTest(List.of(new Operator.AtLeast(BigDecimal.ONE)), false);

  private LiveGrammar() {}

  static Optional<Who.Live> live(Spot spot, ConditionGrammar conditions) {
    var fields = spot.fields("a map with the events that trigger", KNOWN);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    var live = fields.get();
    var did = live.need("did", "the events that trigger");
    var trigger =
        did.map(events -> EventGrammar.events(events, live.find("where")))
            .orElseGet(() -> new EventFilter(List.of(), Map.of()));
    if (trigger.names().size() > Who.Live.MOST_EVENTS) {
      did.get()
          .fault(
              "expected at most "
                  + Who.Live.MOST_EVENTS
                  + " events, found "
                  + trigger.names().size());
    }
    var inaction = live.find("then_not");
    return Optional.of(
        new Who.Live(
            trigger,
            inaction.flatMap(LiveGrammar::inaction).orElse(null),
            same(live, did, inaction),
            live.find("audience").map(conditions::condition).orElse(null)));
  }

  private static @Nullable ConstantProperty same(
      Fields live, Optional<Spot> did, Optional<Spot> inaction) {
    var same = live.find("same");
    if (same.isEmpty()) {
      return null;
    }
    if (inaction.isEmpty()) {
      same.get().faultAtKey("goes with then_not only, found no then_not");
    }
    var events = new ArrayList<Spot>();
    did.ifPresent(events::add);
    inaction.flatMap(spot -> spot.peek("did")).ifPresent(events::add);
    return GroupGrammar.constant(same.get(), events, ONE_VALUE);
  }

  private static Optional<Who.Inaction> inaction(Spot spot) {
    var fields =
        spot.fields("a map such as { did: Charged, within: 10m }", List.of("did", "within"));
    var did = fields.flatMap(f -> f.need("did", "the events that must not follow"));
    var within =
        fields
            .flatMap(f -> f.need("within", "the time that has to pass without them"))
            .flatMap(TimeGrammar::duration);
    return did.map(events -> EventGrammar.events(events, Optional.empty()))
        .map(events -> new Who.Inaction(events, within.orElse(Duration.ofSeconds(1))));
  }
}
