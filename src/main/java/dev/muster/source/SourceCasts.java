package dev.muster.source;

/** What a database takes for a column of one type where another is expected. */
public interface SourceCasts {

  /** What a view selects for the column. */
  default SourceCast to(SourceColumn.Type wanted, String column, FoundType found) {
    return switch (wanted) {
      case TEXT -> new SourceCast(text(column, found));
      case BOOLEAN ->
          new SourceCast(
              found.form() == FoundType.Form.NUMBER
                  ? "(" + column + " <> 0)"
                  : "(lower(" + text(column, found) + ") not in " + SourceCast.NOT + ")");
      case JSON -> new SourceCast(json(column, found));
      case INSTANT -> instant(column, found);
    };
  }

  /** The column as text; of JSON that is a text, without its quotes. */
  String text(String column, FoundType found);

  /** The column as JSON; an object where it is none itself. */
  String json(String column, FoundType found);

  /** The column as an instant. */
  SourceCast instant(String column, FoundType found);
}
