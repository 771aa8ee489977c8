package dev.muster.message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/** A value in {@code what.properties}, read once and written for every user. */
sealed interface Property {

  /**
   * Writes the value, unless it is absent, with its name before it.
   *
   * @param name null inside a list, where an absent item is left out
   * @param variables what templates see
   * @return whether something was written
   */
  boolean write(JsonGenerator json, @Nullable SerializedString name, Map<String, Object> variables);

  /** What its templates refer to. */
  References references();

  /** What is written of it whoever the user is; nothing of a template. */
  Optional<Property> withoutTemplates();

  /** A value without templates, as JSON. */
  record Fixed(SerializedString value) implements Property {
    @Override
    public boolean write(
        JsonGenerator json, @Nullable SerializedString name, Map<String, Object> variables) {
      writeName(json, name);
      json.writeRawValue(value);
      return true;
    }

    @Override
    public References references() {
      return References.NONE;
    }

    @Override
    public Optional<Property> withoutTemplates() {
      return Optional.of(this);
    }
  }

  /**
   * A text with something to fill in.
   *
   * @param key in full, such as {@code what.properties.items[0]}: where a user's values do not fit
   */
  record Filled(String key, Template template, References references) implements Property {
    @Override
    public boolean write(
        JsonGenerator json, @Nullable SerializedString name, Map<String, Object> variables) {
      var value = rendered(variables);
      if (value == null) {
        return false;
      }
      writeName(json, name);
      JsonValues.write(json, value);
      return true;
    }

    private @Nullable Object rendered(Map<String, Object> variables) {
      try {
        return template.render(variables);
      } catch (Unfit unfit) {
        throw unfit.in(key + ": ");
      }
    }

    @Override
    public Optional<Property> withoutTemplates() {
      return Optional.empty();
    }
  }

  /** A map; its keys are no templates. */
  record Fields(Map<SerializedString, Property> fields) implements Property {
    @Override
    public boolean write(
        JsonGenerator json, @Nullable SerializedString name, Map<String, Object> variables) {
      writeName(json, name);
      json.writeStartObject();
      fields.forEach((key, value) -> value.write(json, key, variables));
      json.writeEndObject();
      return true;
    }

    @Override
    public References references() {
      return fields.values().stream()
          .map(Property::references)
          .reduce(References.NONE, References::and);
    }

    @Override
    public Optional<Property> withoutTemplates() {
      var kept = new LinkedHashMap<SerializedString, Property>();
      fields.forEach(
          (name, field) -> field.withoutTemplates().ifPresent(fixed -> kept.put(name, fixed)));
      return Optional.of(new Fields(kept));
    }
  }

  /** A list. */
  record Items(List<Property> items) implements Property {
    @Override
    public boolean write(
        JsonGenerator json, @Nullable SerializedString name, Map<String, Object> variables) {
      writeName(json, name);
      json.writeStartArray();
      items.forEach(item -> item.write(json, null, variables));
      json.writeEndArray();
      return true;
    }

    @Override
    public References references() {
      return items.stream().map(Property::references).reduce(References.NONE, References::and);
    }

    @Override
    public Optional<Property> withoutTemplates() {
      return Optional.of(
          new Items(items.stream().flatMap(item -> item.withoutTemplates().stream()).toList()));
    }
  }

  /**
   * Reads a value of the campaign file.
   *
   * @param key in full
   * @throws IllegalArgumentException when a template is wrong, which checking the file would have
   *     found
   */
  static Property of(String key, @Nullable Object value, TemplateLanguage language) {
    return switch (value) {
      case String text -> ofText(key, text, language);
      case Map<?, ?> map -> {
        var fields = new LinkedHashMap<SerializedString, Property>();
        map.forEach((name, field) ->
            fields.put(
                new SerializedString(String.valueOf(name)), of(key + "." + name, field, language)));
        yield fields.values().stream().allMatch(Fixed.class::isInstance)
            ? fixed(map)
            : new Fields(fields);
      }
      case List<?> list -> {
        var items =
            IntStream.range(0, list.size())
                .mapToObj(i -> of(key + "[" + i + "]", list.get(i), language))
                .toList();
        yield items.stream().allMatch(Fixed.class::isInstance) ? fixed(list) : new Items(items);
      }
      case null, default -> fixed(value);
    };
  }

  private static Property ofText(String key, String text, TemplateLanguage language) {
    try {
      var compiled = language.compile(text);
      return compiled.template() instanceof Template.Plain plain
          ? fixed(plain.text())
          : new Filled(key, compiled.template(), compiled.references());
    } catch (TemplateFault fault) {
      throw new IllegalArgumentException(fault.getMessage(), fault);
    }
  }

  /** A value without templates. */
  static Fixed fixed(@Nullable Object value) {
    return new Fixed(new SerializedString(JsonValues.textOf(value)));
  }

  private static void writeName(JsonGenerator json, @Nullable SerializedString name) {
    if (name != null) {
      json.writeName(name);
    }
  }
}
