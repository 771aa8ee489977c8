package dev.muster.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** Roles of the PostgreSQL server, which lets everybody in but those: they must know a password. */
final class PasswordRole {

  private PasswordRole() {}

  /**
   * Makes a role.
   *
   * @param rights such as {@code superuser}
   * @return its name
   */
  static String make(Connection connection, String password, String rights) throws Exception {
    var role = "careful_" + UUID.randomUUID().toString().replace('-', '_');
    try (var statement = connection.createStatement()) {
      statement.execute("create role %s login %s password '%s'".formatted(role, rights, password));
      var rules = Path.of(single(connection, "show hba_file"));
      var rule = "host all %s 127.0.0.1/32 scram-sha-256%n".formatted(role);
      Files.writeString(
          rules, rule + Files.readString(rules), StandardOpenOption.TRUNCATE_EXISTING);
      statement.execute("select pg_reload_conf()");
    }
    Desk.await(
        "the rule holds",
        () -> {
          try {
            return single(
                    connection,
                    "select count(*) from pg_hba_file_rules where '%s' = any (user_name)"
                        .formatted(role))
                .equals("1");
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
    return role;
  }

  private static String single(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
