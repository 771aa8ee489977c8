package dev.muster.audience;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A column that profiles or events must have, as running.md's "Data" has it.
 *
 * @param absent what a view says in its place where a shop has nothing of the kind; null where it
 *     cannot be done without
 */
public record SourceColumn(String name, Type type, @Nullable String absent) {

  /** What is none of these counts as an opt-out: that harms nobody. */
  private static final String NOT = "('false', 'f', 'no', 'n', 'off', '0', '')";

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
  }

  /**
   * What is wrong with a column.
   *
   * @param found the type that the database has, or null when there is no such column
   * @param remedy what a view that puts it right selects; … stands for what only its author can
   *     know
   */
  public record Fault(String column, String expected, @Nullable String found, String remedy) {
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
   * @param found the name of the type, in lower case; null when there is no such column
   */
  Optional<Fault> fault(@Nullable String found, Dialect dialect) {
    if (found == null) {
      return Optional.of(
          new Fault(name, type.said, null, (absent == null ? "…" : absent) + " as " + name));
    }
    return found.matches(type.names)
        ? Optional.empty()
        : Optional.of(
            new Fault(name, type.said, said(found), cast(found, dialect) + " as " + name));
  }

  /** As people write it, where the driver has another name. */
  private static String said(String found) {
    return switch (found) {
      case "int2" -> "smallint";
      case "int4" -> "integer";
      case "int8" -> "bigint";
      case "float4" -> "real";
      case "float8" -> "double precision";
      case "bpchar", "character" -> "character, which is padded with blanks";
      case "timestamp" -> "timestamp without time zone";
      default -> found;
    };
  }

  private String cast(String found, Dialect dialect) {
    return switch (dialect) {
      case POSTGRESQL -> castInPostgresql(found);
      case H2 -> castInH2(found);
    };
  }

  private String castInPostgresql(String found) {
    return switch (type) {
      case TEXT -> name + "::text";
      case BOOLEAN ->
          isNumber(found)
              ? "(" + name + " <> 0)"
              : "(lower(" + name + "::text) not in " + NOT + ")";
      case JSON -> name + "::jsonb";
      case INSTANT ->
          switch (found) {
            case "timestamp" -> name + " at time zone 'UTC'";
            case "date" -> name + "::timestamp at time zone 'UTC'";
            default -> isNumber(found) ? "to_timestamp(" + name + ")" : name + "::timestamptz";
          };
    };
  }

  private String castInH2(String found) {
    return switch (type) {
      case TEXT ->
          found.equals("character") ? "rtrim(" + name + ")" : "cast(" + name + " as varchar)";
      case BOOLEAN ->
          isNumber(found) ? "(" + name + " <> 0)" : "(lower(" + name + ") not in " + NOT + ")";
      case JSON -> name + " format json";
      case INSTANT ->
          isNumber(found)
              ? "dateadd(second, %s, timestamp with time zone '1970-01-01 00:00:00+00')"
                  .formatted(name)
              : found.startsWith("character")
                  ? "cast(" + name + " as timestamp with time zone)"
                  : "cast(concat(cast(%s as timestamp), '+00') as timestamp with time zone)"
                      .formatted(name);
    };
  }

  private static boolean isNumber(String found) {
    return found.matches("int[248]?|integer|bigint|smallint|tinyint|numeric|decimal|float[48]?");
  }
}
