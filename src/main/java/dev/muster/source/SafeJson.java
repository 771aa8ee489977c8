package dev.muster.source;

/**
 * How columns of JSON are read as audiences read them.
 *
 * @param pattern of the expression, in which {@code %1$s} is the column
 */
public record SafeJson(String pattern) {
  /** As they are. */
  public static final SafeJson PLAIN = new SafeJson("%1$s");

  /** Whether it can be told of a value of json that the database cannot work with it. */
  boolean tells() {
    return !this.equals(PLAIN);
  }

  /** The column, or null where the database cannot read its value. */
  public String read(String column) {
    return pattern.formatted(column);
  }
}
