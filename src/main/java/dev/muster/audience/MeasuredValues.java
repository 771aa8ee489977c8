package dev.muster.audience;

import dev.muster.campaign.Measure;
import dev.muster.source.Answers;
import dev.muster.source.Clause;
import dev.muster.source.Dialect;
import dev.muster.source.ExactJson;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.MissingNode;

/** What one user's events have in the place of the numbers that a measure looks for. */
record MeasuredValues(Answers answers, Dialect dialect) {

  /**
   * In words, such as {@code amount is a text in all of them}; empty when all values are numbers or
   * absent.
   *
   * @param events the rows that are measured
   * @param count how many there are
   */
  String said(Measure measure, Clause events, long count) throws SQLException {
    var property = property(measure);
    if (property.isEmpty() || count == 0) {
      return "";
    }
    List<Optional<String>> others =
        answers.all(
            MissedEvents.latest(dialect, events),
            row ->
                WantedValue.NUMBER.unwanted(
                    Optional.ofNullable(
                            ExactJson.value(row.getString("properties"), property.get()))
                        .orElse(MissingNode.getInstance())));
    Map<String, Long> byType = new LinkedHashMap<>();
    others.forEach(other -> other.ifPresent(type -> byType.merge(type, 1L, Long::sum)));
    return byType.isEmpty()
        ? ""
        : property.get()
            + " is "
            + byType.entrySet().stream()
                .map(each -> each.getKey() + " in " + share(each.getValue(), count))
                .collect(Collectors.joining(", "));
  }

  private static String share(long events, long count) {
    if (count > MissedEvents.MOST) {
      return String.format(Locale.ROOT, "%,d of the latest %,d", events, MissedEvents.MOST);
    }
    return events < count
        ? String.format(Locale.ROOT, "%,d of them", events)
        : count == 1 ? "it" : "all of them";
  }

  private static Optional<String> property(Measure measure) {
    return switch (measure) {
      case Measure.Sum(var property) -> Optional.of(property);
      case Measure.Average(var property) -> Optional.of(property);
      case Measure.Minimum(var property) -> Optional.of(property);
      case Measure.Maximum(var property) -> Optional.of(property);
      case Measure.Times _, Measure.Distinct _ -> Optional.empty();
    };
  }
}
