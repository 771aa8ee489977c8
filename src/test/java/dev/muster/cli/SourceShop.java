package dev.muster.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.intake.Format;
import dev.muster.intake.Intake;
import dev.muster.intake.Options;
import dev.muster.intake.Source;
import dev.muster.source.MadeTables;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A shop's profiles and events in a PostgreSQL database of their own, with nothing of Muster's
 * beside them, and a login that may only read them.
 */
final class SourceShop implements AutoCloseable {
  static final String PASSWORD = "the-readers-password";

  private final String url = Database.POSTGRESQL.newUrl();
  private final HikariDataSource dataSource = new HikariDataSource();
  private final String reader;

  SourceShop() throws Exception {
    dataSource.setJdbcUrl(url);
    dataSource.setMaximumPoolSize(3);
    try (var connection = dataSource.getConnection()) {
      new MadeTables(Database.POSTGRESQL.source(dataSource)).make(connection, false);
      reader = PasswordRole.make(connection, PASSWORD, "nosuperuser");
    }
    execute("grant select on profiles, events to " + reader);
  }

  /** Has a desk's program read from here. */
  SourceShop at(Desk desk) {
    return at(desk, place());
  }

  /** The same at another URL of it. */
  SourceShop at(Desk desk, String place) {
    desk.program()
        .with("MUSTER_SOURCE_URL", place)
        .with("MUSTER_SOURCE_USERNAME", reader)
        .withSecret("MUSTER_SOURCE_PASSWORD", PASSWORD);
    return this;
  }

  /** Its URL without a login. */
  String place() {
    return url.replaceFirst("\\?.*", "").replace("localhost", "127.0.0.1");
  }

  /** Its server's port. */
  int port() {
    return URI.create(place().substring("jdbc:".length())).getPort();
  }

  String reader() {
    return reader;
  }

  HikariDataSource dataSource() {
    return dataSource;
  }

  /** Puts views in the places of the tables, and lets the reader see these alone. */
  SourceShop behindViews() throws Exception {
    execute("alter table profiles rename to customers");
    execute("alter table events rename to actions");
    execute("revoke all on customers, actions from " + reader);
    execute(
        "create view profiles as select user_id, anonymous_id, timezone, opted_out,"
            + " attributes::json as attributes from customers");
    execute(
        "create view events as select user_id, name, occurred_at, properties::json as properties"
            + " from actions");
    execute("grant select on profiles, events to " + reader);
    return this;
  }

  /** Profiles u1 to uN. */
  SourceShop users(int count) throws Exception {
    var rows =
        IntStream.rangeClosed(1, count)
            .mapToObj(
                i -> "{\"user_id\": \"u%d\", \"email\": \"u%d@example.com\"}%n".formatted(i, i))
            .collect(Collectors.joining());
    intake()
        .profiles(
            Source.stream(
                "test",
                Format.NDJSON,
                new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8))),
            Options.defaults());
    return this;
  }

  Intake intake() {
    return Database.POSTGRESQL.intake(dataSource);
  }

  SourceShop execute(String sql) throws Exception {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
    return this;
  }

  @Override
  public void close() {
    dataSource.close();
  }
}
