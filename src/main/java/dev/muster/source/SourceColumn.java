package dev.muster.source;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A column that profiles or events must have, as running.md's "Data" has it.
 *
 * @param absent what a view says in its place where a shop has nothing of the kind; null where it
 *     cannot be done without
 */
public record SourceColumn(String name, Type type, @Nullable String absent) {
  private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^\\p{L}\\p{N}]");

  /** What a column holds, and what the databases call that. */
  public enum Type {
    TEXT("text", "text|varchar|character varying|character large object"),
    BOOLEAN("boolean", "bool|boolean"),
    JSON("json", "jsonb?"),
    INSTANT("timestamp with time zone", "timestamptz|timestamp(\\(\\d\\))? with time zone");

    private final String said;
    private final String names;

    Type(String said, String names) {
      this.said = said;
      this.names = names;
    }

    private boolean is(FoundType found) {
      return found.name().matches(names) && !found.folding();
    }
  }

  /**
   * What is wrong with a column.
   *
   * @param found the type that the database has, or the name under which it has it, which is
   *     another; null when there is no such column
   * @param remedy what a view that puts it right selects; … stands for what only its author can
   *     know
   * @param unless when something else is meant, and what it is then; or null
   */
  public record Fault(
      String column,
      String expected,
      @Nullable String found,
      String remedy,
      @Nullable String unless) {
    @Override
    public String toString() {
      return found == null
          ? "no column %s (%s)".formatted(column, expected)
          : "column %s: expected %s, found %s".formatted(column, expected, found);
    }
  }

  /**
   * What is wrong with what the database has.
   *
   * @param columns the types by name, in lower case where names are found that are written without
   *     quotes, else as they stand in quotes, with these
   */
  Optional<Fault> fault(Map<String, FoundType> columns, Product product) {
    var found = columns.get(name);
    if (found != null) {
      return type.is(found) ? Optional.empty() : Optional.of(ofAnotherType(found, product));
    }
    return Optional.of(
        columns.entrySet().stream()
            .filter(column -> written(column.getKey()).equals(written(name)))
            .findFirst()
            .map(column -> ofAnotherName(column.getKey(), column.getValue(), product))
            .orElseGet(() ->
                new Fault(
                    name, type.said, null, (absent == null ? "…" : absent) + " as " + name, null)));
  }

  private Fault ofAnotherType(FoundType found, Product product) {
    var cast = product.casts().to(type, name, found);
    return new Fault(name, type.said, found.said(), cast.sql() + " as " + name, cast.unless());
  }

  /** A name in quotes is not found without them. */
  private Fault ofAnotherName(String other, FoundType found, Product product) {
    var cast = type.is(found) ? new SourceCast(other) : product.casts().to(type, other, found);
    return new Fault(
        name,
        type.said,
        "none of that name, but " + other,
        cast.sql() + " as " + name,
        cast.unless() == null ? "without quotes around " + name : cast.unless());
  }

  private static String written(String name) {
    return NEITHER_LETTER_NOR_DIGIT.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
