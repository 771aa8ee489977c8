package dev.muster.source;

/**
 * The type of a column as a database has it.
 *
 * @param name the database's own, in lower case
 * @param folding whether its collation takes texts for equal that differ, in case for example
 */
public record FoundType(String name, Form form, boolean folding) {

  public FoundType(String name, Form form) {
    this(name, form, false);
  }

  /** What casts depend on. */
  public enum Form {
    NUMBER,
    TEXT,
    JSON,
    BYTES,
    /** A value of several named ones, which are JSON objects when they are cast. */
    MAP,
    /** A row of named columns. */
    ROW,
    LIST,
    OTHER
  }

  /** As people write it, where the database has another name. */
  String said() {
    return folding ? typeSaid() + " with a nondeterministic collation" : typeSaid();
  }

  private String typeSaid() {
    return switch (name) {
      case "int2" -> "smallint";
      case "int4" -> "integer";
      case "int8" -> "bigint";
      case "float4" -> "real";
      case "float8" -> "double precision";
      case "bpchar", "character" -> "character, which is padded with blanks";
      case "timestamp" -> "timestamp without time zone";
      default -> form == Form.LIST ? name.replaceFirst("^_(.*)", "$1[]") : name;
    };
  }
}
