package dev.muster.source.h2;

import dev.muster.source.FoundType;
import dev.muster.source.FoundType.Form;
import dev.muster.source.SourceCast;
import dev.muster.source.SourceCasts;

/** What H2 takes for a column of one type where another is expected. */
public final class H2Casts implements SourceCasts {
  private static final String EPOCH = "timestamp with time zone '1970-01-01 00:00:00+00'";

  @Override
  public String text(String column, FoundType found) {
    return switch (found.form()) {
      // Cast, it would have its quotes around it.
      case JSON -> "trim(both '\"' from cast(" + column + " as varchar))";
      case BYTES -> "utf8tostring(" + column + ")";
      case NUMBER, TEXT, MAP, ROW, LIST, OTHER ->
          found.name().equals("character")
              ? "rtrim(" + column + ")"
              : "cast(" + column + " as varchar)";
    };
  }

  @Override
  public String json(String column, FoundType found) {
    return switch (found.form()) {
      case TEXT, JSON, BYTES -> column + " format json";
      case NUMBER, MAP, ROW, LIST, OTHER ->
          "json_object('value': %s)"
              .formatted(
                  // These are never JSON.
                  found.form() == Form.ROW || found.name().startsWith("interval")
                      ? text(column, found)
                      : column);
    };
  }

  private static String inUtc(String column) {
    return "cast(concat(cast(%s as timestamp), '+00') as timestamp with time zone)"
        .formatted(column);
  }

  @Override
  public SourceCast instant(String column, FoundType found) {
    return switch (found.form()) {
      case NUMBER ->
          SourceCast.ofSeconds(
              "dateadd(second, %s, %s)".formatted(column, EPOCH),
              "dateadd(millisecond, %s, %s)".formatted(column, EPOCH));
      case TEXT, JSON ->
          SourceCast.ofText(
              "cast(" + text(column, found) + " as timestamp with time zone)",
              inUtc(text(column, found)));
      case BYTES, MAP, ROW, LIST, OTHER ->
          switch (found.name()) {
            case "timestamp", "date" -> SourceCast.inUtc(inUtc(column));
            default -> SourceCast.UNKNOWN;
          };
    };
  }
}
