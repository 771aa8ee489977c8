package dev.muster.report;

import dev.muster.run.Figures;
import dev.muster.store.Deliveries;
import dev.muster.store.SendingTimes.Sending;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a run was sent.
 *
 * @param panels messages a second over time, one for each of the busiest executions
 * @param totals over all requests
 * @param pace what limited it
 * @param doubt who may have been sent to without anyone knowing, or null
 */
public record DeliverySection(
    List<Panel> panels, Deliveries.Totals totals, String pace, @Nullable Words doubt) {
  /** So many executions are drawn. */
  static final int MOST_PANELS = 6;

  /** Each over so many spans of time. */
  static final int SPANS = 60;

  private static final double BASE = 52;
  private static final double NANOS = 1e9;

  public DeliverySection {
    panels = List.copyOf(panels);
  }

  /** One execution. */
  public record Panel(Words caption, Picture picture) {}

  /** That of a run. */
  static DeliverySection of(RunReport run, List<Sending> sendings, Shown shown) {
    var doubt = run.inDoubt();
    return new DeliverySection(
        sendings.stream().map(sending -> panel(sending, shown)).toList(),
        run.delivery(),
        Brake.of(run.delivery().time()).text(),
        doubt == null
            ? null
            : Words.of(
                "Up to {} of those without an end may have been sent to at {} or later.",
                doubt.users(),
                doubt.since()));
  }

  /** Whether anything was sent. */
  public boolean isEmpty() {
    return totals.requests() == 0;
  }

  private static Panel panel(Sending sending, Shown shown) {
    var seconds = sending.span().toNanos() / NANOS;
    var most = sending.accepted().stream().mapToLong(Long::longValue).max().orElse(0);
    var atMost = Math.max(most == 0 ? 0 : 1, Math.round(most / seconds));
    var events = events(sending);
    var rects = new ArrayList<Picture.Rect>();
    var width = 100.0 / sending.accepted().size();
    for (var i = 0; i < sending.accepted().size(); i++) {
      if (sending.paused().get(i)) {
        rects.add(new Picture.Rect(i * width, width, 0, BASE, Ink.PALE, false));
      }
      var messages = sending.accepted().get(i);
      if (messages > 0) {
        var height = Math.max(1, 50.0 * messages / most);
        rects.add(
            new Picture.Rect(i * width, width * 0.86, BASE - height, height, Ink.ACCENT, false));
      }
    }
    return new Panel(
        Words.of(
            "execution " + sending.execution() + ": {} messages, {} a second at most{}",
            sending.messages(),
            atMost,
            events.isEmpty() ? "" : "; " + events),
        new Picture(
            "chart",
            70,
            "Messages a second in execution %d, %s to %s: %s in all, %s at most; %s."
                .formatted(
                    sending.execution(),
                    shown.words(sending.from()),
                    shown.words(sending.until()),
                    Figures.count(sending.messages()),
                    Figures.count(atMost),
                    events.isEmpty() ? "no pause" : events),
            rects,
            List.of(
                new Picture.Label(0, 66, "start", shown.words(sending.from())),
                new Picture.Label(100, 66, "end", shown.words(sending.until()))),
            null));
  }

  /** Pauses, and what it failed of. */
  private static String events(Sending sending) {
    var pauses = sending.paused().stream().filter(paused -> paused).count();
    var said = new ArrayList<String>();
    if (pauses > 0) {
      said.add(
          String.format(
              Locale.ROOT,
              "paused about %s, as the Segment API asked",
              Figures.duration(sending.span().multipliedBy(pauses))));
    }
    if (sending.failure() != null) {
      said.add(sending.failure());
    }
    return String.join("; ", said);
  }
}
