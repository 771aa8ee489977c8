package dev.muster.audience;

import static dev.muster.source.Clause.sql;

import dev.muster.audience.Explanation.Finding;
import dev.muster.audience.Explanation.Kind;
import dev.muster.campaign.Condition;
import dev.muster.campaign.ConstantProperty;
import dev.muster.source.Answers;
import dev.muster.source.Dialect;
import dev.muster.source.ExactJson;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** For how many values of a property the event conditions of a group hold for one user. */
record GroupFindings(Answers answers, Dialect dialect, AudienceOptions options) {
  private static final JsonNodeFactory JSON = ExactJson.MAPPER.getNodeFactory();

  /**
   * How many values were seen, and for how many of them the conditions hold.
   *
   * @param held all of them together
   * @param heldBy each alone, {@code did}s first; in order, a {@code did} only after those before
   */
  record Tally(long seen, long held, List<Long> heldBy) {}

  /**
   * The explanation of a group with {@code same} that has nothing but event conditions.
   *
   * @param met whether it holds
   */
  Explanation of(Condition.All all, ConstantProperty same, boolean met) throws SQLException {
    var group = Group.of(all, dialect, options);
    var tally = tally(group);
    var parts = parts(group, tally);
    return new Explanation(
        Kind.ALONE,
        ConditionWords.together(same, group.inOrder()),
        met,
        finding(group, same, tally, parts, met),
        parts);
  }

  Tally tally(Group group) throws SQLException {
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

  /** Each condition by itself; of what was not done there is nothing to say without a value. */
  private List<Explanation> parts(Group group, Tally tally) throws SQLException {
    var parts = new ArrayList<Explanation>();
    for (var did : group.dids()) {
      var missed = tally.heldBy().get(parts.size()) == 0 ? missed(did) : "";
      parts.add(part(EventWords.did(did), tally, parts.size(), missed));
    }
    if (tally.seen() > 0) {
      for (var didNot : group.didNots()) {
        parts.add(part(EventWords.didNot(didNot), tally, parts.size(), ""));
      }
    }
    return parts;
  }

  private static Explanation part(String text, Tally tally, int place, String missed) {
    long held = tally.heldBy().get(place);
    var said = tally.seen() == 0 ? "" : share(held, tally);
    return Explanation.alone(
        text, held > 0, new Finding(said, text, JSON.numberNode(held)).withRemark(": ", missed));
  }

  /** Which events of a {@code did} nearly counted, in words; or nothing. */
  String missed(Condition.Did did) throws SQLException {
    return new MissedEvents(answers, dialect, options).said(Events.of(did, options), true);
  }

  private Finding finding(
      Group group, ConstantProperty same, Tally tally, List<Explanation> parts, boolean met)
      throws SQLException {
    var name = EventWords.property(same);
    var said = tally.seen() == 0 ? "no such event with a " + name : share(tally.held(), tally);
    return new Finding(
        met ? said + ": " + String.join(", ", constants(group, same)) : said,
        failing(name, same, tally, parts),
        JSON.numberNode(tally.held()));
  }

  private static String failing(
      String name, ConstantProperty same, Tally tally, List<Explanation> parts) {
    if (tally.seen() == 0) {
      return "nothing done with a %s (%s)"
          .formatted(
              name,
              parts.stream()
                  .map(part -> part.finding().failing())
                  .collect(Collectors.joining("; ")));
    }
    if (tally.held() > 0) {
      return "all of these for %d %s, %s asked (%s)"
          .formatted(tally.held(), name, TestWords.wanted(same.values()), shares(parts));
    }
    var never = parts.stream().filter(part -> !part.met()).toList();
    return never.isEmpty()
        ? "no %s for which all of these hold (%s)".formatted(name, shares(parts))
        : "for none of %d %s: %s"
            .formatted(
                tally.seen(),
                name,
                never.stream()
                    .map(part -> part.finding().failing())
                    .collect(Collectors.joining("; ")));
  }

  private static String shares(List<Explanation> parts) {
    return parts.stream()
        .map(part -> part.text() + ": " + part.finding().said())
        .collect(Collectors.joining("; "));
  }

  /** Up to five values for which all hold, newest first. */
  private List<String> constants(Group group, ConstantProperty same) throws SQLException {
    var constant =
        answers.first(
            Explainer.query(
                sql("select constant from (\n?\n) shown", group.usersWithConstant(same))),
            row -> row.getString("constant"));
    return constant
        .map(ExactJson.MAPPER::readTree)
        .filter(ArrayNode.class::isInstance)
        .map(list -> list.values().stream().map(JsonNode::toString).toList())
        .orElse(List.of());
  }

  private static String share(long held, Tally tally) {
    return held == 0
        ? String.format(Locale.ROOT, "for none of %,d", tally.seen())
        : String.format(Locale.ROOT, "for %,d of %,d", held, tally.seen());
  }
}
