package dev.muster.intake;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON on its way into a column: every text and number in it is checked, white space goes, and
 * numbers stay as they are written.
 */
final class JsonColumn {
  /** Why a text with something behind its first value is refused. */
  static final String MORE_THAN_ONE = "broken JSON: more than one value";

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // The two databases would not agree which of two values of a name counts.
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(RowWindow.MAX_ROW_BYTES)
                  .maxNameLength(RowWindow.MAX_ROW_BYTES)
                  .maxStringLength(RowWindow.MAX_ROW_BYTES)
                  .build())
          .build();

  /** What is in a database already is taken as it is. */
  private static final JsonFactory AS_STORED =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonColumn() {}

  /** How a text or a number within a value is taken. */
  private enum Check {
    ALL {
      @Override
      String text(String text) throws BadRow {
        return Utf8.whole(text);
      }

      @Override
      String number(String number) throws BadRow {
        return JsonNumber.checked(number);
      }
    },
    NONE {
      @Override
      String text(String text) {
        return text;
      }

      @Override
      String number(String number) {
        return number;
      }
    };

    abstract String text(String text) throws BadRow;

    abstract String number(String number) throws BadRow;
  }

  /** The values of a JSON object by name. */
  static Map<String, Value> row(String text) throws BadRow {
    try (var parser = parser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BadRow("not a JSON object");
      }
      var values = members(parser);
      requireEnd(parser);
      return values;
    } catch (JacksonException e) {
      throw broken(e);
    }
  }

  /** The values by name of the object at whose beginning the parser stands. */
  private static Map<String, Value> members(JsonParser parser) throws BadRow {
    var values = new LinkedHashMap<String, Value>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = Utf8.whole(parser.currentName());
      parser.nextToken();
      values.put(name, value(parser, name));
    }
    return values;
  }

  /** The values by name of the first object in a JSON array; empty where there is none. */
  static Map<String, Value> first(String array) throws BadRow {
    try (var parser = parser(array)) {
      if (parser.nextToken() != JsonToken.START_ARRAY
          || parser.nextToken() != JsonToken.START_OBJECT) {
        return Map.of();
      }
      return members(parser);
    } catch (JacksonException e) {
      throw broken(e);
    }
  }

  /** A JSON object, compact. */
  static String object(String text) throws BadRow {
    try (var parser = parser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BadRow("not a JSON object");
      }
      var out = new StringBuilder(text.length());
      copy(parser, out, Check.ALL);
      requireEnd(parser);
      return out.toString();
    } catch (JacksonException e) {
      throw broken(e);
    }
  }

  /**
   * The members of a JSON object that a database holds, each as JSON; none where it is no object.
   * Nothing in it is checked, and of two members of one name the later one counts.
   */
  static SequencedMap<String, String> members(String text) {
    var members = new LinkedHashMap<String, String>();
    try (var parser = AS_STORED.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return members;
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        var name = parser.currentName();
        parser.nextToken();
        var out = new StringBuilder();
        copy(parser, out, Check.NONE);
        members.put(name, out.toString());
      }
      return members;
    } catch (BadRow e) {
      throw new IllegalStateException(e);
    }
  }

  /** The object of these members. */
  static String object(Map<String, String> members) {
    var out = new StringBuilder(64).append('{');
    members.forEach((name, value) -> {
      if (out.length() > 1) {
        out.append(',');
      }
      quote(name, out);
      out.append(':').append(value);
    });
    return out.append('}').toString();
  }

  /** Appends a text with its quotes. */
  static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      var character = text.charAt(i);
      switch (character) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (character < ' ') {
            out.append("\\u00").append(character < 16 ? '0' : '1');
            out.append(Character.forDigit(character & 15, 16));
          } else {
            out.append(character);
          }
        }
      }
    }
    out.append('"');
  }

  private static JsonParser parser(String text) {
    return FACTORY.createParser(ObjectReadContext.empty(), text);
  }

  private static Value value(JsonParser parser, String column) throws BadRow {
    try {
      if (parser.currentToken() == JsonToken.VALUE_STRING) {
        return new Value.Text(Utf8.whole(parser.getString()));
      }
      var out = new StringBuilder();
      copy(parser, out, Check.ALL);
      return new Value.JsonColumn(out.toString());
    } catch (BadRow e) {
      throw new BadRow(column + ": " + e.reason());
    }
  }

  /** Copies the value that the parser stands on, to its end. */
  private static void copy(JsonParser parser, StringBuilder out, Check check) throws BadRow {
    int depth = 0;
    do {
      var token = parser.currentToken();
      if (token == null) {
        throw new BadRow("broken JSON: it ends early");
      }
      if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
        depth--;
        dropComma(out);
        out.append(token.asString()).append(',');
      } else if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
        depth++;
        out.append(token.asString());
      } else if (token == JsonToken.PROPERTY_NAME) {
        quote(check.text(parser.currentName()), out);
        out.append(':');
      } else if (token == JsonToken.VALUE_STRING) {
        quote(check.text(parser.getString()), out);
        out.append(',');
      } else if (token.isNumeric()) {
        out.append(check.number(parser.getString())).append(',');
      } else {
        out.append(token.asString()).append(',');
      }
    } while (depth > 0 && parser.nextToken() != JsonToken.NOT_AVAILABLE);
    dropComma(out);
  }

  private static void dropComma(StringBuilder out) {
    var last = out.length() - 1;
    if (out.charAt(last) == ',') {
      out.setLength(last);
    }
  }

  private static void requireEnd(JsonParser parser) throws BadRow {
    if (parser.nextToken() != null) {
      throw new BadRow(MORE_THAN_ONE);
    }
  }

  /** Jackson's own message may quote the text, which is somebody's data. */
  private static BadRow broken(JacksonException e) {
    var message = String.valueOf(e.getOriginalMessage());
    if (message.startsWith("Duplicate Object property")) {
      return new BadRow("broken JSON: a name occurs twice in one object");
    }
    if (message.startsWith("Document nesting depth")) {
      return new BadRow("JSON nested too deeply");
    }
    var location = e.getLocation();
    return new BadRow(
        "broken JSON"
            + (location == null || location.getColumnNr() < 1
                ? ""
                : ", near its character " + location.getColumnNr()));
  }
}
