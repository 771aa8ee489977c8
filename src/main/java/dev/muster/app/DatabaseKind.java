package dev.muster.app;

import dev.muster.intake.Tables;
import dev.muster.source.Product;
import dev.muster.source.SourceDatabase;
import dev.muster.source.h2.H2;
import dev.muster.source.postgresql.Postgresql;
import dev.muster.store.DatabaseType;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A kind of database, as each part of the program takes it that has to know.
 *
 * @param type where Muster's own tables lie in it
 * @param product where profiles and events do
 * @param tables where files are imported into it
 */
record DatabaseKind(DatabaseType type, Product product, Tables tables) {

  /**
   * The kind of a database.
   *
   * @throws SQLException when it cannot be reached
   */
  static DatabaseKind of(DataSource dataSource) throws SQLException {
    return of(DatabaseType.of(dataSource));
  }

  static DatabaseKind of(DatabaseType type) {
    return switch (type) {
      case H2 -> new DatabaseKind(type, new H2(), Tables.H2);
      case POSTGRESQL -> new DatabaseKind(type, new Postgresql(), Tables.POSTGRESQL);
    };
  }

  /** Profiles and events that lie in a database of that kind. */
  SourceDatabase source(DataSource dataSource) {
    return new SourceDatabase(dataSource, product);
  }
}
