package dev.muster.audience;

import static dev.muster.source.Clause.sql;

import dev.muster.audience.Explanation.Finding;
import dev.muster.campaign.Condition;
import dev.muster.campaign.ValueTest;
import dev.muster.source.Answers;
import dev.muster.source.Dialect;
import dev.muster.source.ExactJson;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;

/** What one user's profile has, test by test. */
record ProfileFindings(Answers answers, Dialect dialect, AudienceOptions options) {

  Explanation of(Condition.Profile profile) throws SQLException {
    var tests = new ArrayList<Explanation>();
    for (var test : profile.tests().entrySet()) {
      tests.add(of(test.getKey(), test.getValue()));
    }
    return tests.size() == 1 ? tests.getFirst() : Explanation.all("profile", tests);
  }

  private Explanation of(String name, ValueTest test) throws SQLException {
    var alone = new Condition.Profile(new LinkedHashMap<>(Map.of(name, test)));
    var met = answers.any(AudienceQuery.ofPart(alone, options));
    var value = value(name);
    var said = said(value);
    var wanted = WantedValue.of(test);
    var unwanted = met ? Optional.<String>empty() : wanted.flatMap(type -> type.unwanted(value));
    var measured = value.isMissingNode() ? NullNode.getInstance() : value;
    return Explanation.alone(
        name + " " + TestWords.asked(test),
        met,
        unwanted.isEmpty()
            ? new Finding(
                said, "%s %s, %s asked".formatted(name, said, TestWords.wanted(test)), measured)
            : new Finding(
                said + ", " + unwanted.get(),
                "%s %s, %s; %s asked, which wants %s"
                    .formatted(
                        name,
                        said,
                        unwanted.get(),
                        TestWords.wanted(test),
                        wanted.map(WantedValue::said).orElseThrow()),
                measured));
  }

  private static String said(JsonNode value) {
    return value.isMissingNode() ? "is absent" : "is " + value;
  }

  private JsonNode value(String name) throws SQLException {
    var isColumn = AudienceQuery.isColumn(name);
    var found =
        answers.first(
            Explainer.query(
                sql(
                    "select cast(? as varchar) as found from profiles p where ?",
                    isColumn ? sql("p." + name) : dialect.json("p.attributes"),
                    options.isAsked("p.user_id"))),
            row -> Optional.ofNullable(row.getString("found")));
    @Nullable String text = found.flatMap(each -> each).orElse(null);
    if (isColumn) {
      return text == null
          ? MissingNode.getInstance()
          : ExactJson.MAPPER.getNodeFactory().stringNode(text);
    }
    var value = ExactJson.value(text, name);
    return value == null ? MissingNode.getInstance() : value;
  }
}
