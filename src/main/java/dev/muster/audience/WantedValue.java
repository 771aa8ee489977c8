package dev.muster.audience;

import static java.util.stream.Collectors.joining;

import dev.muster.campaign.Operator;
import dev.muster.campaign.Scalar;
import dev.muster.campaign.ValueTest;
import dev.muster.source.ValueKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * What an attribute or property has to be for a test to look at it; all else counts as absent, or
 * is never equal.
 *
 * @param types one of which it has to be
 */
public record WantedValue(Set<Type> types) {
  /** What sums, averages and the like take. */
  public static final WantedValue NUMBER = new WantedValue(Set.of(Type.NUMBER));

  /** A type as campaign files know them. */
  public enum Type {
    NUMBER("a number"),
    TEXT("a text"),
    BOOLEAN("true or false"),
    DATE("a date");

    private final String said;

    Type(String said) {
      this.said = said;
    }

    private boolean takes(ValueKind kind) {
      return switch (kind) {
        case NUMBER -> this == NUMBER;
        case BOOLEAN -> this == BOOLEAN;
        case DATE -> this == DATE || this == TEXT;
        case NUMBER_IN_TEXT, BOOLEAN_IN_TEXT, TEXT -> this == TEXT;
        case LIST, MAP -> false;
      };
    }
  }

  public WantedValue {
    types = Set.copyOf(types);
  }

  /** What the test wants, if it is not content with every type. */
  public static Optional<WantedValue> of(ValueTest test) {
    var types = EnumSet.allOf(Type.class);
    for (var operator : test.operators()) {
      types.retainAll(of(operator));
    }
    // None, where operators contradict each other: that no value fits is not the values' fault.
    return types.isEmpty() || types.containsAll(EnumSet.allOf(Type.class))
        ? Optional.empty()
        : Optional.of(new WantedValue(types));
  }

  /** What the test excludes by its type alone; nothing where it excludes no values. */
  public static Optional<WantedValue> excludedBy(ValueTest test) {
    var types = EnumSet.noneOf(Type.class);
    for (var operator : test.operators()) {
      if (operator instanceof Operator.IsNot(var value)) {
        types.addAll(of(List.of(value)));
      } else if (operator instanceof Operator.NotIn(var values)) {
        types.addAll(of(values));
      }
    }
    return types.isEmpty() ? Optional.empty() : Optional.of(new WantedValue(types));
  }

  private static Set<Type> of(Operator operator) {
    return switch (operator) {
      case Operator.Is(var value) -> of(List.of(value));
      case Operator.In(var values) -> of(values);
      case Operator.Above _,
          Operator.AtLeast _,
          Operator.Below _,
          Operator.AtMost _,
          Operator.BetweenNumbers _ ->
          EnumSet.of(Type.NUMBER);
      // What is text may be a date, too.
      case Operator.Contains _,
          Operator.NotContains _,
          Operator.StartsWith _,
          Operator.EndsWith _ ->
          EnumSet.of(Type.TEXT, Type.DATE);
      case Operator.Within _ -> EnumSet.of(Type.DATE);
      case Operator.IsNot _, Operator.NotIn _, Operator.Exists _ -> EnumSet.allOf(Type.class);
    };
  }

  private static Set<Type> of(List<Scalar> values) {
    var types = EnumSet.noneOf(Type.class);
    for (var value : values) {
      types.addAll(
          switch (value) {
            case Scalar.Text _ -> EnumSet.of(Type.TEXT, Type.DATE);
            case Scalar.Numeric _ -> EnumSet.of(Type.NUMBER);
            case Scalar.Bool _ -> EnumSet.of(Type.BOOLEAN);
          });
    }
    return types;
  }

  /** Whether a value of that kind is one of them. */
  public boolean takes(ValueKind kind) {
    return types.stream().anyMatch(type -> type.takes(kind));
  }

  /**
   * What a value is that is there and not wanted, such as {@code a text}; nothing when it is
   * wanted, absent, or an empty list.
   */
  Optional<String> unwanted(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return Optional.empty();
    }
    if (value.isArray()) {
      var items =
          StreamSupport.stream(value.spliterator(), false).filter(item -> !item.isNull()).toList();
      return items.isEmpty() || items.stream().anyMatch(item -> takes(ValueKind.of(item)))
          ? Optional.empty()
          : Optional.of("a list without " + said());
    }
    var kind = ValueKind.of(value);
    return takes(kind) ? Optional.empty() : Optional.of(kind.one());
  }

  /** In words: {@code a number}, or {@code a number or a text}. */
  public String said() {
    var said = new ArrayList<String>();
    for (var type : Type.values()) {
      // Where text will do, so will a date.
      if (types.contains(type) && !(type == Type.DATE && types.contains(Type.TEXT))) {
        said.add(type.said);
      }
    }
    return said.stream().collect(joining(" or "));
  }
}
