package dev.muster.web;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.app.Application;
import dev.muster.app.Surroundings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** The web page on a new database, for ann, an operator, and vic, a viewer. */
final class AnySite implements AutoCloseable {
  static final String PASSWORD = "what ann and vic type";

  /** Of the least cost that is taken, so that tests are cheap. */
  private static final String HASH = new BCryptPasswordEncoder(10).encode(PASSWORD);

  private static final ProgramLauncher NONE =
      _ -> {
        throw new IllegalStateException("nothing is begun");
      };

  private final SettableClock clock = SettableClock.at("2026-12-07T14:00:00Z");
  private final Application application;
  private final WebServer server;

  private AnySite(
      Map<String, String> variables,
      Path folder,
      boolean login,
      List<Path> campaigns,
      ProgramLauncher launcher)
      throws Exception {
    application = Application.start(Surroundings.of(variables, folder), Map.of());
    server =
        WebServer.start(
            new Site(
                application, campaigns, InetAddress.getLoopbackAddress(), login, launcher, clock),
            0);
  }

  static AnySite on(Database database, Path folder, Path... campaigns) throws Exception {
    return new AnySite(variables(database), folder, true, List.of(campaigns), NONE);
  }

  static AnySite with(Map<String, String> more, Database database, Path folder) throws Exception {
    var variables = variables(database);
    variables.putAll(more);
    return new AnySite(variables, folder, true, List.of(), NONE);
  }

  /** One that begins processes so. */
  static AnySite launching(
      ProgramLauncher launcher,
      Map<String, String> more,
      Database database,
      Path folder,
      Path... campaigns)
      throws Exception {
    var variables = variables(database);
    variables.putAll(more);
    return new AnySite(variables, folder, true, List.of(campaigns), launcher);
  }

  /** One on a database that others have filled. */
  static AnySite at(String url, Path folder, Path... campaigns) throws Exception {
    return new AnySite(variables(url), folder, true, List.of(campaigns), NONE);
  }

  static AnySite withoutLogin(Database database, Path folder) throws Exception {
    return new AnySite(variables(database), folder, false, List.of(), NONE);
  }

  private static Map<String, String> variables(Database database) {
    String url;
    try (var migrated = database.newDataSource()) {
      url = migrated.getJdbcUrl();
    }
    return variables(url);
  }

  private static Map<String, String> variables(String url) {
    return new HashMap<>(
        Map.of(
            "MUSTER_DATABASE_URL", url,
            "MUSTER_SERVE_USERS_0_NAME", "ann",
            "MUSTER_SERVE_USERS_0_PASSWORD", HASH,
            "MUSTER_SERVE_USERS_0_ROLE", "operator",
            "MUSTER_SERVE_USERS_1_NAME", "vic",
            "MUSTER_SERVE_USERS_1_PASSWORD", HASH,
            "MUSTER_SERVE_USERS_1_ROLE", "viewer"));
  }

  Application application() {
    return application;
  }

  SettableClock clock() {
    return clock;
  }

  /** Somebody with a browser, who has not logged in. */
  Visitor visitor() {
    return new Visitor(server.port());
  }

  /** One who has. */
  Visitor loggedIn(String name) throws Exception {
    var visitor = visitor();
    visitor.logIn(name, PASSWORD);
    return visitor;
  }

  @Override
  public void close() {
    server.close();
    application.close();
  }
}
