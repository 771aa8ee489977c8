package dev.muster.source.postgresql;

import dev.muster.source.FoundType;
import dev.muster.source.FoundType.Form;
import dev.muster.source.SourceCast;
import dev.muster.source.SourceCasts;

/** What PostgreSQL takes for a column of one type where another is expected. */
public final class PostgresCasts implements SourceCasts {
  /** Of JSON the text that it stands for: cast, it would have its quotes around it. */
  @Override
  public String text(String column, FoundType found) {
    return found.form() == Form.JSON
        ? column + " #>> '{}'"
        : column + "::text" + (found.folding() ? " collate \"C\"" : "");
  }

  @Override
  public String json(String column, FoundType found) {
    return switch (found.form()) {
      case TEXT, JSON, MAP -> column + "::jsonb";
      case BYTES -> "convert_from(" + column + ", 'UTF8')::jsonb";
      case ROW -> "to_jsonb(" + column + ")";
      case NUMBER, LIST, OTHER -> "jsonb_build_object('value', " + column + ")";
    };
  }

  private static SourceCast inText(String text) {
    return SourceCast.ofText(text + "::timestamptz", text + "::timestamp at time zone 'UTC'");
  }

  @Override
  public SourceCast instant(String column, FoundType found) {
    return switch (found.form()) {
      case NUMBER ->
          SourceCast.ofSeconds(
              "to_timestamp(" + column + ")", "to_timestamp(" + column + " / 1000.0)");
      case TEXT -> inText(column);
      case JSON -> inText("(" + text(column, found) + ")");
      case BYTES, MAP, ROW, LIST, OTHER ->
          switch (found.name()) {
            case "timestamp" -> SourceCast.inUtc(column + " at time zone 'UTC'");
            case "date" -> SourceCast.inUtc(column + "::timestamp at time zone 'UTC'");
            default -> SourceCast.UNKNOWN;
          };
    };
  }
}
