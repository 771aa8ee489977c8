package dev.muster.cli;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event of the simulated week.
 *
 * @param number its own, which it carries in a property
 * @param id null for one that is known by what it is
 * @param amount another property
 * @param product the third, as JSON has it, or null for none
 * @param arrives when it can be read: the end of its transaction
 */
record WeeksEvent(
    int number,
    @Nullable String id,
    String user,
    String name,
    Instant at,
    int amount,
    @Nullable String product,
    Instant arrives) {
  /** Values as they are written: two of them are the same. */
  static final List<String> PRODUCTS = List.of("1", "1.0", "\"1\"", "\"a\"", "true", "[1]", "null");

  /** The value by type and content; null for none that counts. */
  @Nullable String value() {
    return switch (product) {
      case null -> null;
      case "1", "1.0" -> "the number one";
      case "[1]", "null" -> null;
      default -> product;
    };
  }

  /** What it is known by. */
  String key() {
    return id == null ? "number " + number : id;
  }

  /** Its properties. */
  String properties() {
    return "{\"n\": %d, \"amount\": %d%s}"
        .formatted(number, amount, product == null ? "" : ", \"product\": " + product);
  }

  /** The same, written otherwise. */
  String sameProperties() {
    return "{%s\"amount\": %d.0, \"n\": %d}"
        .formatted(product == null ? "" : "\"product\":" + product + ",", amount, number);
  }

  /** A line of a file; of one with an id. */
  String line() {
    return "{\"id\": \"%s\", \"user_id\": \"%s\", \"event\": \"%s\", \"occurred_at\": \"%s\", \"properties\": %s}%n"
        .formatted(id, user, name, DateTimeFormatter.ISO_INSTANT.format(at), properties());
  }
}
