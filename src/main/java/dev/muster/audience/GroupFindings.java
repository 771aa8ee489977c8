package dev.muster.audience;

import static dev.muster.audience.Clause.sql;

import dev.muster.audience.Explanation.Finding;
import dev.muster.audience.Explanation.Kind;
import dev.muster.campaign.Condition;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** For which values, or whether in order, the event conditions of a group hold for one user. */
record GroupFindings(Answers answers, Grammar grammar, AudienceOptions options) {
  private static final JsonNodeFactory JSON = Json.MAPPER.getNodeFactory();

  /**
   * How many values were seen, and for how many of them the conditions hold.
   *
   * @param held all of them together
   * @param heldBy each alone, {@code did}s first
   */
  private record Tally(long seen, long held, List<Long> heldBy) {}

  /**
   * The explanation of a group that has nothing but event conditions.
   *
   * @param met whether it holds
   */
  Explanation of(Condition.All all, boolean met) throws SQLException {
    var group = Group.of(all, grammar, options);
    var tally = tally(group);
    var parts = new ArrayList<Explanation>();
    for (var did : group.dids()) {
      var text =
          "did "
              + EventWords.events(did.events())
              + EventWords.occurrence(did.occurrence())
              + EventWords.during(did.during());
      parts.add(part(text, group, tally, parts.size()));
    }
    for (var didNot : group.didNots()) {
      var text =
          "did not do " + EventWords.events(didNot.events()) + EventWords.during(didNot.during());
      parts.add(part(text, group, tally, parts.size()));
    }
    var text = text(group);
    return new Explanation(Kind.ALONE, text, met, finding(group, tally, text, parts), parts);
  }

  private Tally tally(Group group) throws SQLException {
    var conditions = group.dids().size() + group.didNots().size();
    return answers.row(
        group.tally(),
        row -> {
          var heldBy = new ArrayList<Long>();
          for (int i = 0; i < conditions; i++) {
            heldBy.add(row.getLong("held_" + i));
          }
          return new Tally(row.getLong("seen"), row.getLong("held"), heldBy);
        });
  }

  private static String text(Group group) {
    var order = group.inOrder() ? ", in this order" : "";
    var same = group.same();
    if (same == null) {
      return "all of these" + order;
    }
    var wanted = TestWords.wanted(same.values());
    return DidStep.isAtLeastOnce(same.values())
        ? "all of these for one and the same " + EventWords.property(same) + order
        : "all of these for %s different %s%s".formatted(wanted, EventWords.property(same), order);
  }

  private static Explanation part(String text, Group group, Tally tally, int place) {
    long held = tally.heldBy().get(place);
    if (group.same() == null) {
      return Explanation.alone(text, held > 0, yesOrNo(group, place, held > 0));
    }
    var said = "for %s of %s".formatted(counted(held), values(tally.seen(), group));
    return Explanation.alone(
        text, held > 0, new Finding(said, text + ": " + said, JSON.numberNode(held)));
  }

  private static Finding yesOrNo(Group group, int place, boolean held) {
    var where = place > 0 && place < group.dids().size() ? " after the one before" : "";
    var said = place < group.dids().size() ? "found" + where : "never did";
    var not = place < group.dids().size() ? "not found" + where : "did";
    return new Finding(held ? said : not, "", BooleanNode.valueOf(held));
  }

  private Finding finding(Group group, Tally tally, String text, List<Explanation> parts)
      throws SQLException {
    if (group.same() == null) {
      var missing = parts.stream().filter(part -> !part.met()).findFirst();
      var failing =
          missing.map(part -> part.text() + ": " + part.finding().said()).orElse("no such events");
      return new Finding("", failing + " (" + text + ")", BooleanNode.valueOf(tally.held() > 0));
    }
    var said = "for %s of %s".formatted(counted(tally.held()), values(tally.seen(), group));
    var shown = constants(group);
    if (shown.isEmpty()) {
      return new Finding(
          said,
          "%s: %s (%s)".formatted(text, said, String.join("; ", conditions(parts))),
          JSON.numberNode(tally.held()));
    }
    return new Finding(
        said + ": " + String.join(", ", shown), text + ": " + said, JSON.numberNode(tally.held()));
  }

  private static List<String> conditions(List<Explanation> parts) {
    return parts.stream().map(part -> part.text() + ": " + part.finding().said()).toList();
  }

  /** Up to five values for which all hold, newest first. */
  private List<String> constants(Group group) throws SQLException {
    var same = group.same();
    if (same == null) {
      return List.of();
    }
    var users = group.usersWithConstant(same);
    var constant =
        answers.first(
            Explainer.query(sql("select constant from (\n?\n) shown", users)),
            row -> row.getString("constant"));
    return constant
        .map(Json.MAPPER::readTree)
        .filter(ArrayNode.class::isInstance)
        .map(list -> list.values().stream().map(JsonNode::toString).toList())
        .orElse(List.of());
  }

  private static String values(long number, Group group) {
    var same = java.util.Objects.requireNonNull(group.same());
    var name = same.property() == null ? "value" : same.property();
    return String.format(Locale.ROOT, "%,d different %s", number, name);
  }

  private static String counted(long number) {
    return number == 0 ? "none" : String.format(Locale.ROOT, "%,d", number);
  }
}
