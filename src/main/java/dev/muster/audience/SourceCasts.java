package dev.muster.audience;

/** What a database takes for a column of one type where another is expected. */
sealed interface SourceCasts permits H2Casts, PostgresCasts {

  static SourceCasts of(DatabaseType databaseType) {
    return switch (databaseType) {
      case H2 -> new H2Casts();
      case POSTGRESQL -> new PostgresCasts();
    };
  }

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
