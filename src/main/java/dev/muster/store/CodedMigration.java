package dev.muster.store;

import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/** A migration that is no text of SQL, in the one transaction of all. */
interface CodedMigration extends JavaMigration {

  @Override
  default @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  default boolean canExecuteInTransaction() {
    return true;
  }
}
