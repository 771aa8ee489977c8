package dev.muster.run;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.RunKey;
import dev.muster.campaign.Who;
import dev.muster.source.SourceDatabase;
import dev.muster.store.LiveControl.ToTest;
import dev.muster.store.LiveTriggers.Of;
import dev.muster.store.Store;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code recheck} of the control group: a launch tests again whose moment has come, as it does with
 * those whom it is about to send to. Who would have lapsed is not compared: else users who have
 * just done what a message asks for would be on one side alone.
 */
record ControlRechecking(Store store, SourceDatabase source, Campaign campaign, Of of) {
  private static final int PAGE = 1000;

  /**
   * Tests those that are due at a moment or before it, as of then.
   *
   * @throws SQLException when the source refuses a question
   */
  void at(Instant asOf) throws SQLException {
    var control = store.live().control();
    var page = control.toTest(of, asOf, PAGE);
    while (!page.isEmpty()) {
      control.tested(page, lapsed(page, asOf));
      page = control.toTest(of, asOf, PAGE);
    }
  }

  private List<ToTest> lapsed(List<ToTest> page, Instant asOf) throws SQLException {
    var live = (Who.Live) campaign.who().selection();
    var lapsed = new ArrayList<ToTest>();
    for (var some : together(live, page).entrySet()) {
      var options =
          FrozenAudience.withinPlanning(
              source, store.definitions(), store.runs().get(some.getKey()), campaign.what());
      var holds =
          new Rechecking(source, live, options)
              .holds(some.getValue().stream().map(ControlRechecking::asked).toList(), asOf);
      for (var i = 0; i < holds.size(); i++) {
        if (!holds.get(i)) {
          lapsed.add(some.getValue().get(i));
        }
      }
    }
    return lapsed;
  }

  /** An audience may name lists, which each run has frozen for itself. */
  private static Map<RunKey, List<ToTest>> together(Who.Live live, List<ToTest> page) {
    if (!live.recheck().contains(Who.Recheck.AUDIENCE)) {
      return Map.of(page.getFirst().run(), page);
    }
    var byRun = new LinkedHashMap<RunKey, List<ToTest>>();
    page.forEach(each -> byRun.computeIfAbsent(each.run(), _ -> new ArrayList<>()).add(each));
    return byRun;
  }

  private static Rechecking.Asked asked(ToTest each) {
    return new Rechecking.Asked(each.user(), each.occurredAt(), each.constant());
  }
}
