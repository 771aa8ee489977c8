package dev.muster.source;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the audience reads it: numbers are exact decimals, however long. */
public final class ExactJson {
  public static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNumberLength(Integer.MAX_VALUE)
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNameLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private ExactJson() {}

  /** A scalar as JSON that is the same for equal values, or null for everything else. */
  public static @Nullable String scalar(@Nullable JsonNode value) {
    if (value == null) {
      return null;
    }
    return value.isNumber()
        ? value.decimalValue().stripTrailingZeros().toPlainString()
        : value.isString() || value.isBoolean() ? value.toString() : null;
  }

  /**
   * The value under a name of an object, or null; of several the last, as PostgreSQL's jsonb has
   * it.
   */
  public static @Nullable JsonNode value(@Nullable String json, String name) {
    if (json == null) {
      return null;
    }
    JsonNode value = null;
    try (var parser = MAPPER.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean wanted = parser.currentName().equals(name);
        parser.nextToken();
        if (wanted) {
          value = MAPPER.readTree(parser);
        } else {
          parser.skipChildren();
        }
      }
    }
    return value;
  }
}
