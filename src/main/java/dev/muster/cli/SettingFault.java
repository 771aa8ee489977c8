package dev.muster.cli;

import java.util.Locale;
import java.util.function.Function;
import org.springframework.boot.context.properties.bind.BindException;

/** What is wrong with a setting, for people. */
final class SettingFault {

  private SettingFault() {}

  /** One line: which setting, what was expected, what was found, and where to set it. */
  static String explain(BindException e) {
    var name = e.getName().toString();
    var property = e.getProperty();
    var found = property == null ? "a wrong value" : "'" + property.getValue() + "'";
    return line(name, kind(e.getTarget().getType().resolve(Object.class)), found);
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
      throw new Complaint(ExitCode.WRONG, line(name, expected, "'" + found + "'"));
    }
  }

  private static String line(String name, String expected, String found) {
    return "setting %s: expected %s, found %s; set it in application.yaml or as %s"
        .formatted(
            name,
            expected,
            found,
            name.replace('.', '_').replace("-", "").toUpperCase(Locale.ROOT));
  }

  private static String kind(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "int", "Integer" -> "a whole number";
      case "BigDecimal" -> "a number";
      case "boolean", "Boolean" -> "true or false";
      case "Duration" -> "a duration such as 500ms, 10s or 15m";
      case "ZoneId" -> "a time zone such as Europe/Berlin";
      default -> "text";
    };
  }
}
