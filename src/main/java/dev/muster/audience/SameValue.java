package dev.muster.audience;

import static dev.muster.source.Clause.join;
import static dev.muster.source.Clause.sql;

import dev.muster.campaign.ConstantProperty;
import dev.muster.source.Clause;
import dev.muster.source.Dialect;
import java.util.List;

/** The value of a constant event property in the row {@code e} of the events. */
final class SameValue {
  private SameValue() {}

  /** It, as {@link Dialect#scalar}; null where the event has none that counts. */
  static Clause of(ConstantProperty constant, Dialect dialect) {
    var property = constant.property();
    if (property != null) {
      return dialect.scalar("e.properties", property);
    }
    var cases =
        constant.byEvent().entrySet().stream()
            .map(e ->
                sql(
                    "when ? then ?",
                    dialect.isOneOf("e.name", List.of(e.getKey())),
                    dialect.scalar("e.properties", e.getValue())))
            .toList();
    return sql("case ? end", join(" ", cases));
  }
}
