package dev.muster.app;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** What is wrong with a setting, for people. */
public final class SettingFault {

  private SettingFault() {}

  /** One line: which setting, what was expected, what was found, and where to set it. */
  static String explain(BindException e) {
    var name = e.getName().toString();
    var property = e.getProperty();
    var type = e.getTarget().getType().resolve(Object.class);
    var kind = kind(type);
    return property == null || kind.isEmpty()
        ? line(name, type.isRecord() ? "settings below it" : "text", "something else")
        : line(name, kind.get(), "'" + property.getValue() + "'");
  }

  /** One line: where a file of settings is wrong. What stands there is not told. */
  static String explain(YAMLException e) {
    var place = "";
    var what = "cannot be read as YAML";
    if (e instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      var mark = marked.getProblemMark();
      place = ", line %d, column %d".formatted(mark.getLine() + 1, mark.getColumn() + 1);
      // What went wrong there quotes the file, what was read until then does not.
      what += marked.getContext() == null ? "" : " (" + marked.getContext() + ")";
    }
    return "application.yaml"
        + place
        + ": "
        + what
        + "; a value with a sign such as : # @ * in it wants quotes";
  }

  /** One line: the files of settings cannot be used, for a reason that may quote them. */
  static String unread(RuntimeException e) {
    return "application.yaml: cannot be used (%s; its words may quote the file and are left out)"
            .formatted(e.getClass().getSimpleName())
        + "; see that it is a YAML file in UTF-8, and that what it imports or names is there";
  }

  /**
   * A setting's value as something stricter.
   *
   * @throws Complaint when it cannot be
   */
  static <A, B> B expecting(String name, String expected, A found, Function<A, B> conversion) {
    try {
      return conversion.apply(found);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw Complaint.needsRemedy(line(name, expected, "'" + found + "'"));
    }
  }

  private static String line(String name, String expected, String found) {
    return "setting %s: expected %s, found %s; set it in application.yaml or as %s"
        .formatted(name, expected, found, UnknownSettings.variable(name));
  }

  /** What a value of this type looks like, if it is nothing that could be a secret. */
  private static Optional<String> kind(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "int", "Integer", "Long" -> Optional.of("a whole number");
      case "BigDecimal" -> Optional.of("a number");
      case "boolean", "Boolean" -> Optional.of("true or false");
      case "Duration" -> Optional.of("a duration such as 500ms, 10s or 15m");
      case "ZoneId" -> Optional.of("a time zone such as Europe/Berlin");
      default -> type.isEnum() ? Optional.of(constants(type)) : Optional.empty();
    };
  }

  private static String constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> String.valueOf(constant).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" or "));
  }
}
