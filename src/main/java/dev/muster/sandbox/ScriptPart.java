package dev.muster.sandbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A part of a script, which knows where it stands, so that its faults say so.
 *
 * @param script the script's name
 * @param path where in it, such as {@code faults[0].status}; empty for the whole
 */
record ScriptPart(JsonNode value, String script, String path) {
  private static final int SHOWN_CHARACTERS = 60;

  /** The part under a key of this object, which may be missing. */
  ScriptPart get(String key) {
    return new ScriptPart(value.path(key), script, path.isEmpty() ? key : path + "." + key);
  }

  boolean isGiven() {
    return !value.isMissingNode();
  }

  /** This, when it is an object with no other keys than these. */
  ScriptPart only(Collection<String> keys) {
    if (!value.isObject()) {
      throw wrong("an object");
    }
    for (var key : value.propertyNames()) {
      if (!keys.contains(key)) {
        throw get(key).wrong(oneOf(keys.stream().sorted().toList()), "an unknown key");
      }
    }
    return this;
  }

  /** The parts of this list; none when it is missing. */
  List<ScriptPart> items() {
    if (isGiven() && !value.isArray()) {
      // Lists hold keys: what stands in the place of one may be a key.
      throw wrong("a list", kind());
    }
    var items = new ArrayList<ScriptPart>();
    for (var i = 0; i < value.size(); i++) {
      items.add(new ScriptPart(value.path(i), script, path + "[" + i + "]"));
    }
    return items;
  }

  String text() {
    if (!value.isString()) {
      throw wrong("a text");
    }
    return value.asString();
  }

  double number() {
    if (!value.isNumber()) {
      throw wrong("a number");
    }
    return value.asDouble();
  }

  long wholeNumber() {
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong("a whole number");
    }
    return value.asLong();
  }

  int integer() {
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw wrong("a whole number");
    }
    return value.asInt();
  }

  int integerOr(int otherwise) {
    return isGiven() ? integer() : otherwise;
  }

  /** What is made of this part; what its maker says against it is said with the place. */
  <T> T make(Supplier<T> made) {
    try {
      return made.get();
    } catch (WrongPart e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new WrongPart(place() + e.getMessage(), e);
    }
  }

  IllegalArgumentException wrong(String expected) {
    return wrong(expected, found());
  }

  /** A fault that does not repeat what was found. */
  IllegalArgumentException wrong(String expected, String found) {
    return new WrongPart(place() + "expected " + expected + ", found " + found, null);
  }

  static String oneOf(List<String> words) {
    return "one of " + words.stream().collect(Collectors.joining(", "));
  }

  /** What kind of value it is, without what it holds. */
  String kind() {
    return switch (value.getNodeType()) {
      case OBJECT, POJO -> "an object";
      case ARRAY -> "a list";
      case STRING, BINARY -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case NULL -> "null";
      case MISSING -> "nothing";
    };
  }

  private String found() {
    var shown = value.isValueNode() ? value.toString() : "";
    return shown.isEmpty() || shown.length() > SHOWN_CHARACTERS ? kind() : shown;
  }

  private String place() {
    return script + ": " + (path.isEmpty() ? "" : path + ": ");
  }

  /** A fault whose message has its place already. */
  private static final class WrongPart extends IllegalArgumentException {
    WrongPart(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
