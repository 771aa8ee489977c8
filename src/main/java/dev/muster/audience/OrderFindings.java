package dev.muster.audience;

import dev.muster.audience.Explanation.Finding;
import dev.muster.audience.Explanation.Kind;
import dev.muster.campaign.Condition;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.BooleanNode;

/** How far one user came through a group's events in order; without a constant property. */
record OrderFindings(GroupFindings groups) {

  /**
   * The explanation of the group.
   *
   * @param didNots what was not to be done, at any time
   * @param met whether it holds
   */
  Explanation of(Condition.All all, List<Explanation> didNots, boolean met) throws SQLException {
    var group = Group.of(all, groups.dialect(), groups.options());
    var heldBy = groups.tally(group).heldBy();
    var parts = new ArrayList<Explanation>();
    for (int i = 0; i < group.dids().size(); i++) {
      var did = group.dids().get(i);
      var found = heldBy.get(i) > 0;
      parts.add(step(EventWords.did(did), i > 0, found, found ? "" : groups.missed(did)));
    }
    parts.addAll(didNots);
    var failing =
        parts.stream().filter(part -> !part.met()).findFirst().map(Explanation::failure).orElse("");
    return new Explanation(
        Kind.ALONE,
        "all of these, in this order",
        met,
        new Finding("", failing, BooleanNode.valueOf(met)),
        parts);
  }

  private static Explanation step(String text, boolean later, boolean found, String missed) {
    var said = (found ? "found" : "not found") + (later ? " after the one before" : "");
    return Explanation.alone(
        text,
        found,
        new Finding(said, text + ": " + said, BooleanNode.valueOf(found)).withRemark(": ", missed));
  }
}
