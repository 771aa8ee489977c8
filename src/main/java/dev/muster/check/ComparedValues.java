package dev.muster.check;

import dev.muster.source.SeenValues;
import dev.muster.source.ValueKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether values that {@code same} compares have one type: those of two are never the same. */
final class ComparedValues {
  private ComparedValues() {}

  /**
   * What is found where they have several.
   *
   * @param properties by the names of their events, none for any event
   * @param seen what the events of some names have
   */
  static Optional<Finding> finding(
      Map<List<String>, String> properties, Function<List<String>, SeenValues> seen) {
    var types =
        properties.entrySet().stream()
            .flatMap(each -> seen.apply(each.getKey()).kinds(each.getValue()).keySet().stream())
            .filter(ValueKind::isScalar)
            .map(ValueKind::one)
            .collect(Collectors.toSet());
    return types.size() < 2
        ? Optional.empty()
        : Optional.of(
            Finding.warning(
                AskedValues.SUBJECT,
                properties.entrySet().stream()
                        .filter(each -> !seen.apply(each.getKey()).kinds(each.getValue()).isEmpty())
                        .map(each -> counted(each.getKey(), each.getValue(), seen))
                        .collect(Collectors.joining("; "))
                    + "; asked for: the same",
                "values of two types are never the same: give them one type"));
  }

  private static String counted(
      List<String> names, String property, Function<List<String>, SeenValues> seen) {
    var values = seen.apply(names);
    return AskedValues.counted(property, AskedValues.whose(names, values), values.kinds(property));
  }
}
