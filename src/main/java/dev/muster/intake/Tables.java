package dev.muster.intake;

/** The tables of profiles and events in a kind of database, as rows are put into them. */
public enum Tables {
  /** Those of H2. */
  H2 {
    @Override
    Table<Profile> profiles() {
      return new H2Profiles();
    }

    @Override
    Table<Event> events() {
      return new H2Events();
    }
  },

  /** Those of PostgreSQL. */
  POSTGRESQL {
    @Override
    Table<Profile> profiles() {
      return new PostgresqlProfiles();
    }

    @Override
    Table<Event> events() {
      return new PostgresqlEvents();
    }
  };

  abstract Table<Profile> profiles();

  abstract Table<Event> events();
}
