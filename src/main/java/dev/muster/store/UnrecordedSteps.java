package dev.muster.store;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.flywaydb.core.api.MigrationInfo;

/**
 * Steps of the schema that the history does not have, though what they make is there: they would
 * fail over it.
 */
final class UnrecordedSteps {
  private static final Pattern COMMENT = Pattern.compile("(?m)--.*$");

  private static final Pattern MADE = Pattern.compile("(?i)\\bcreate\\s+(?:table|view)\\s+(\\w+)");

  private static final Pattern CHANGED = Pattern.compile("(?i)\\balter\\s+table\\s+(\\w+)([^;]*)");

  private static final Pattern ADDED = Pattern.compile("(?i)\\badd\\s+column\\s+(\\w+)");

  private final SchemaColumns found;

  UnrecordedSteps(SchemaColumns found) {
    this.found = found;
  }

  /** Whether there are any among the steps that are still to be taken. */
  boolean areAmong(MigrationInfo[] pending, DatabaseType databaseType) {
    return Arrays.stream(pending)
        .map(MigrationInfo::getScript)
        // The others are classes, which look themselves at what is there.
        .filter(script -> script.endsWith(".sql"))
        .map(script -> Schema.text(databaseType.folder() + "/" + script))
        .anyMatch(this::hasMade);
  }

  private boolean hasMade(String script) {
    var statements = COMMENT.matcher(script).replaceAll("");
    return MADE.matcher(statements).results().anyMatch(made -> found.has(made.group(1)))
        || CHANGED
            .matcher(statements)
            .results()
            .anyMatch(changed ->
                ADDED
                    .matcher(changed.group(2))
                    .results()
                    .anyMatch(added -> found.has(changed.group(1), added.group(1))));
  }
}
