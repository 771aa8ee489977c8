package dev.muster.campaign.file;

import dev.muster.campaign.Condition;
import dev.muster.campaign.Scalar;
import dev.muster.campaign.SqlParameters;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A hand-written query with its parameters. */
final class SqlGrammar {
  /** The parameter that is always there: the run's as-of instant. */
  private static final String AS_OF = "as_of";

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private SqlGrammar() {}

  static Optional<Condition> sql(Spot spot, Fields condition, NamedFiles files) {
    var parameters = parameters(condition);
    var path = spot.text("the path of an SQL file");
    var query = path.flatMap(p -> files.query(spot, p));
    if (query.isEmpty()) {
      return Optional.empty();
    }
    var used = new LinkedHashSet<String>();
    SqlParameters.in(query.get().text()).forEach(place -> used.add(place.name()));
    used.remove(AS_OF);
    var given = condition.find("parameters");
    for (var name : used) {
      if (!parameters.containsKey(name)) {
        var mapping = given.map(g -> g.value().at()).orElse(condition.mapping().at());
        spot.faults()
            .add(
                spot.file(),
                mapping,
                condition.spot().keyOf("parameters." + name),
                "expected a value for :" + name + " of " + path.get() + ", found none");
      }
    }
    given.stream()
        .flatMap(g -> g.named("a map of names and values").stream())
        .filter(entry -> !used.contains(entry.getKey()) && !entry.getKey().equals(AS_OF))
        .forEach(entry ->
            entry
                .getValue()
                .faultAtKey(
                    "expected a parameter that the query uses, found no :"
                        + entry.getKey()
                        + " in "
                        + path.get()
                        + NearMiss.choice(entry.getKey(), used)));
    return Optional.of(new Condition.Sql(query.get().path(), query.get().text(), parameters));
  }

  private static Map<String, Scalar> parameters(Fields condition) {
    var parameters = new LinkedHashMap<String, Scalar>();
    condition.find("parameters").filter(spot -> spot.value() instanceof Yaml.Mapping).stream()
        .flatMap(spot -> spot.named("").stream())
        .forEach(entry -> {
          var name = entry.getKey();
          if (name.equals(AS_OF)) {
            entry.getValue().faultAtKey("as_of is always there: leave it out");
          } else if (!NAME.matcher(name).matches()) {
            entry.getValue().faultAtKey("expected a name of letters, digits and _");
          }
          parameters.put(name, entry.getValue().scalar().orElse(new Scalar.Bool(true)));
        });
    return parameters;
  }
}
