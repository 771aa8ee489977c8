package dev.muster.audience;

import dev.muster.source.ExactJson;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;

/**
 * JSON as one text for equal values, whatever the order of keys, white space, escapes and the way
 * in which numbers are written: {@code 1.50} is {@code 15e-1}. Like RFC 8785, but that makes
 * doubles of numbers, by which different ones become equal.
 */
final class CanonicalJson {
  private static final ObjectWriter TEXT =
      ExactJson.MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

  private CanonicalJson() {}

  /**
   * The text of JSON; of a key that stands twice in an object, the last counts. What nests too deep
   * to be read stays as it is written.
   */
  static String of(String json) {
    try {
      var text = new StringBuilder();
      write(ExactJson.MAPPER.readTree(json), text);
      return text.toString();
    } catch (JacksonException e) {
      return json;
    }
  }

  /** The text of a string, in ASCII. */
  static String ofText(String text) {
    return TEXT.writeValueAsString(text);
  }

  private static void write(JsonNode value, StringBuilder to) {
    if (value.isObject()) {
      var byName = new TreeMap<String, JsonNode>();
      value.properties().forEach(entry -> byName.put(entry.getKey(), entry.getValue()));
      var separator = "{";
      for (var entry : byName.entrySet()) {
        to.append(separator).append(ofText(entry.getKey())).append(':');
        write(entry.getValue(), to);
        separator = ",";
      }
      to.append(byName.isEmpty() ? "{}" : "}");
    } else if (value.isArray()) {
      var separator = "[";
      for (var item : value) {
        to.append(separator);
        write(item, to);
        separator = ",";
      }
      to.append(value.isEmpty() ? "[]" : "]");
    } else if (value.isNumber()) {
      var number = value.decimalValue().stripTrailingZeros();
      // Not in full: of 1e100000 there are a lot.
      to.append(number.unscaledValue()).append('e').append(-number.scale());
    } else {
      to.append(value.isString() ? ofText(value.stringValue()) : value.toString());
    }
  }
}
