package dev.muster.message;

import dev.muster.campaign.What;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import liqp.PlainBigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;

/**
 * JSON values as Java values: maps in the order of their keys' first appearance, lists, text,
 * {@link Long}, {@link BigDecimal} (all other numbers, with their decimals as written), booleans,
 * null.
 */
final class JsonValues {
  /** What no message names is passed over, however long a number or text it is. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonValues() {}

  /** What part of an object is read. */
  @FunctionalInterface
  interface Wanted {
    boolean wants(String name);
  }

  /**
   * The wanted fields of a JSON object. Text that is none has no fields, as audiences have it.
   *
   * @throws Unfit when it is nested too deeply, or a number is too long
   */
  static Map<String, @Nullable Object> fieldsOf(String object, Wanted wanted) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), object)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return fields;
      }
      for (var name = parser.nextName(); name != null; name = parser.nextName()) {
        var token = parser.nextToken();
        if (wanted.wants(name)) {
          fields.put(name, valueAt(parser, token));
        } else {
          parser.skipChildren();
        }
      }
      return fields;
    } catch (StreamConstraintsException nested) {
      throw new Unfit("attributes", "the profile's attributes are nested too deeply");
    } catch (JacksonException broken) {
      return new LinkedHashMap<>();
    }
  }

  /**
   * The items of a JSON array.
   *
   * @throws Unfit when the text is no JSON array
   */
  static List<@Nullable Object> itemsOf(String array) {
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), array)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw notJson();
      }
      return itemsAt(parser);
    } catch (JacksonException broken) {
      throw notJson();
    }
  }

  /** A generator of UTF-8; closing it completes the bytes. */
  static JsonGenerator generator(OutputStream bytes) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), bytes);
  }

  /** Writes one value of the kinds above. */
  static void write(JsonGenerator json, @Nullable Object value) {
    switch (value) {
      case null -> json.writeNull();
      case String text -> json.writeString(text);
      case Boolean truth -> json.writeBoolean(truth);
      case Long number -> json.writeNumber(number);
      case Integer number -> json.writeNumber(number);
      case BigDecimal number -> json.writeNumber(number);
      case Map<?, ?> fields -> {
        json.writeStartObject();
        fields.forEach((name, field) -> {
          json.writeName(String.valueOf(name));
          write(json, field);
        });
        json.writeEndObject();
      }
      case List<?> items -> {
        json.writeStartArray();
        items.forEach(item -> write(json, item));
        json.writeEndArray();
      }
      case Object[] items -> write(json, Arrays.asList(items));
      default -> json.writeString(value.toString());
    }
  }

  static String textOf(@Nullable Object value) {
    var bytes = new ByteArrayBuilder();
    try (var json = generator(bytes)) {
      write(json, value);
    }
    return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
  }

  private static @Nullable Object valueAt(JsonParser parser, @Nullable JsonToken token) {
    if (token == null) {
      throw notJson();
    }
    return switch (token) {
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> numberAt(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case START_OBJECT -> {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
          fields.put(name, valueAt(parser, parser.nextToken()));
        }
        yield fields;
      }
      case START_ARRAY -> itemsAt(parser);
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw notJson();
    };
  }

  private static List<@Nullable Object> itemsAt(JsonParser parser) {
    var items = new ArrayList<@Nullable Object>();
    for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      items.add(valueAt(parser, token));
    }
    return items;
  }

  private static Object numberAt(JsonParser parser) {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return parser.getLongValue();
    }
    var number = decimal(parser.getString());
    if (!What.takes(number)) {
      throw tooLong();
    }
    return number;
  }

  private static PlainBigDecimal decimal(String text) {
    try {
      return new PlainBigDecimal(text);
    } catch (NumberFormatException exponentBeyondAll) {
      throw tooLong();
    }
  }

  /** A number that cannot be sent. */
  static Unfit tooLong() {
    return new Unfit(
        "number",
        "a number has more than %d digits before or after its point".formatted(What.MOST_DIGITS));
  }

  private static Unfit notJson() {
    return new Unfit("attributes", "the profile's attributes or the constants are no JSON");
  }
}
