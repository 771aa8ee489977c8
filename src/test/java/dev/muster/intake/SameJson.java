package dev.muster.intake;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as values that are equal when the JSON means the same: 1 is 1.0, the order of names is none.
 */
final class SameJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .build();

  private SameJson() {}

  static Object of(String json) {
    return plain(MAPPER.readValue(json, Object.class));
  }

  private static Object plain(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var plain = new LinkedHashMap<Object, Object>();
        map.forEach((name, item) -> plain.put(name, item == null ? "null" : plain(item)));
        yield plain;
      }
      case List<?> list -> list.stream().map(item -> item == null ? "null" : plain(item)).toList();
      case Number number -> new BigDecimal(number.toString()).stripTrailingZeros();
      default -> value;
    };
  }
}
