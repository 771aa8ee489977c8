package dev.muster.cli;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.intake.Format;
import dev.muster.intake.Options;
import dev.muster.intake.Source;
import dev.muster.sandbox.Fault;
import dev.muster.sandbox.FaultScript;
import dev.muster.sandbox.Sandbox;
import dev.muster.sandbox.StoredEvent;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An operator's desk: a folder with campaign files, a database with a shop's users, a sandbox as
 * the receiver, and the program, set up for both.
 */
final class Desk implements AutoCloseable {
  static final String WRITE_KEY = "k3y-that-nobody-may-see";
  static final String EVERYONE =
      """
      who:
        audience: { everyone: true }
      what:
        track: Offer
        attributes: [email]
      when:
        at: launch
      """;

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Path folder;
  private final String url;
  private final Database database;
  private final Sandbox sandbox = Sandbox.start();
  private final Program program;

  private String role = "careful";

  /**
   * A desk on a new database that has Muster's tables: for H2, a file in the folder, opened as the
   * default one is.
   */
  Desk(Database database, Path folder) {
    this(database, folder, database.newMigratedUrl(folder));
  }

  /** A desk on a new database in which there is nothing yet, not even a table. */
  static Desk onNothing(Database database, Path folder) {
    return new Desk(
        database,
        folder,
        switch (database) {
          case H2 -> Database.ofFile(folder.resolve("data/muster"));
          case POSTGRESQL -> database.newUrl();
        });
  }

  /** A desk on the database at a URL. */
  Desk(Database database, Path folder, String url) {
    this.folder = folder;
    this.database = database;
    this.url = url;
    this.program =
        new Program(folder)
            .with("MUSTER_DATABASE_URL", url)
            .with("SEGMENT_API", sandbox.uri().toString())
            .withSecret("SEGMENT_WRITE_KEY", WRITE_KEY);
  }

  Program program() {
    return program;
  }

  /** Runs commands side by side. */
  List<Program.Ended> runAll(String[]... commands) throws Exception {
    var running = new ArrayList<Program.Running>();
    for (var command : commands) {
      running.add(program.start(command));
    }
    var ended = new ArrayList<Program.Ended>();
    for (var one : running) {
      ended.add(one.end());
    }
    return ended;
  }

  Sandbox sandbox() {
    return sandbox;
  }

  String url() {
    return url;
  }

  /** Opens the database; for H2, no process can have it meanwhile but through this one. */
  HikariDataSource open() {
    var dataSource = new HikariDataSource();
    dataSource.setJdbcUrl(url);
    dataSource.setMaximumPoolSize(4);
    database.migrate(dataSource);
    return dataSource;
  }

  /** Imports users u1 to uN. */
  Desk users(int count) throws Exception {
    var rows = new StringBuilder();
    for (var i = 1; i <= count; i++) {
      rows.append("{\"user_id\": \"u%d\", \"email\": \"u%d@example.com\"}%n".formatted(i, i));
    }
    return profiles(rows.toString());
  }

  /** Imports profiles from NDJSON lines. */
  Desk profiles(String ndjson) throws Exception {
    try (var dataSource = open()) {
      database
          .intake(dataSource)
          .profiles(
              Source.stream(
                  "test",
                  Format.NDJSON,
                  new ByteArrayInputStream(ndjson.getBytes(StandardCharsets.UTF_8))),
              Options.defaults());
    }
    return this;
  }

  /** Lets the program in by a name and a password. */
  Desk guardedBy(String password) throws Exception {
    try (var connection = DriverManager.getConnection(url)) {
      switch (database) {
        case H2 -> execute("create user careful password '" + password + "' admin");
        case POSTGRESQL -> role = PasswordRole.make(connection, password, "superuser");
      }
    }
    program
        .with("MUSTER_DATABASE_URL", url.replaceFirst("\\?.*", ""))
        .with("MUSTER_DATABASE_USERNAME", role)
        .withSecret("MUSTER_DATABASE_PASSWORD", password);
    return this;
  }

  /** The database's URL with the name of {@link #guardedBy} and a password in it. */
  String urlWith(String password) {
    return switch (database) {
      case H2 -> url + ";USER=" + role + ";PASSWORD=" + password;
      case POSTGRESQL -> url.replaceFirst("\\?.*", "?user=" + role + "&password=" + password);
    };
  }

  /** The program's settings, by their full names, for commands in this process. */
  Map<String, String> settings() {
    return Map.of(
        "MUSTER_DATABASE_URL", url,
        "SEGMENT_API", sandbox.uri().toString(),
        "SEGMENT_WRITE_KEY", WRITE_KEY);
  }

  /** Does one statement. */
  void execute(String sql) throws Exception {
    try (var dataSource = open();
        var connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Writes a published campaign {@code ID.yaml}; the rest is who, what and when. */
  Desk campaign(String id, String rest) throws Exception {
    return file(
        id + ".yaml",
        """
        campaign: %s
        name: Campaign %s
        owner: growth@example.com
        status: published
        """
                .formatted(id, id)
            + rest);
  }

  Desk file(String name, String text) throws Exception {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** Replaces a piece of a file. */
  Desk change(String name, String from, String to) throws Exception {
    return file(name, Files.readString(path(name)).replace(from, to));
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** Has the program deliver so. */
  Desk delivering(int partitions, int chunkSize) {
    program
        .with("MUSTER_DELIVERY_PARTITIONS", String.valueOf(partitions))
        .with("MUSTER_DELIVERY_CHUNKSIZE", String.valueOf(chunkSize));
    return this;
  }

  /** Answers to all requests from this number on, up to the last, come late. */
  static Fault slowFrom(int request, int last, Duration delay) {
    var requests = IntStream.rangeClosed(request, last).boxed().toList();
    return new Fault(new Fault.OnRequests(requests), new Fault.Slow(delay));
  }

  /** An answer to all requests that says to come again. */
  static Fault down() {
    return new Fault(new Fault.WithProbability(1), new Fault.Status(503, Map.of(), null));
  }

  Desk faults(Fault... faults) {
    sandbox.faults(FaultScript.of(faults));
    return this;
  }

  Desk noFaults() {
    sandbox.faults(FaultScript.of());
    return this;
  }

  /** The user ids of the messages that the receiver has stored. */
  List<String> reached() {
    return sandbox.events().stream()
        .map(StoredEvent::message)
        .map(message -> message.path("userId").asString())
        .toList();
  }

  /** How often the sandbox has met a scripted fault. */
  long met(String fault) {
    return sandbox.stats().faults().getOrDefault(fault, 0L);
  }

  /** Reads what the program said as a whole; anything around the JSON is a fault. */
  static JsonNode json(Program.Ended ended) {
    return JSON.readTree(ended.out());
  }

  /** The reports of {@code run --output json}. */
  static JsonNode run(Program.Ended ended, int index) {
    return json(ended).path("runs").path(index);
  }

  /** Waits for something that another process brings about. */
  static void await(String what, BooleanSupplier happened) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!happened.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited " + PATIENCE + " in vain until " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
