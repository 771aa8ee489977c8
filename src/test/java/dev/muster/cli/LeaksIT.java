package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.sandbox.Fault;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What runs leave behind, with every logger at its most talkative: no secret, and no user. */
class LeaksIT {
  private static final String PASSWORD = "pa55word-that-nobody-may-see";
  private static final String BASIC =
      Base64.getEncoder()
          .encodeToString((Desk.WRITE_KEY + ":").getBytes(StandardCharsets.US_ASCII));
  private static final String PLANNED = "2026-11-16T09:00:00Z";
  private static final int USERS = 120;
  private static final int PARTITIONS = 2;

  private final Nowhere nowhere =
      new Nowhere()
          .secret("write key", Desk.WRITE_KEY)
          .secret("Authorization", BASIC)
          .secret("password", PASSWORD)
          .personal("e-mail", "@mail.example")
          .personal("attribute", "Zwiesel");

  /** Of users, tables and messages hold the ids, and nothing that is said. */
  private final Nowhere unsaid = new Nowhere().personal("user id", "person-");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void areNowhereAfterRunsThatWereKilledRefusedAndFailed(Database database) throws Exception {
    try (var desk = desk(database)) {
      killOne(desk);
      meetFaults(desk);
      quoteUsers(desk);
      var views =
          desk.runAll(
              new String[] {"show", "other@" + PLANNED},
              new String[] {"report", "all@" + PLANNED, "--format", "json", "--out", "all.json"});
      assertThat(views).extracting(Program.Ended::exitCode).containsOnly(0);

      nowhere.lookAtFiles(folder.resolve("work"));
      try (var dataSource = desk.open();
          var connection = dataSource.getConnection()) {
        nowhere.lookAtTables(connection);
      }
      for (var page : new String[] {"requests", "stats"}) {
        nowhere.look(page, get(desk.sandbox().uri().resolve("/__sandbox/" + page)));
      }
    }

    assertThat(nowhere.found()).isEmpty();
    assertThat(unsaid.found()).isEmpty();
  }

  @Test
  void areNotInWhatIsSaidWhereTablesAreMade() throws Exception {
    try (var desk = Desk.onNothing(Database.POSTGRESQL, folder).guardedBy(PASSWORD)) {
      var made = desk.program().withJvm(Talkative.in(folder)).run("runs");

      assertThat(made.exitCode()).as(made.err()).isZero();
      assertThat(made.err()).contains("com.zaxxer.hikari", "org.flywaydb");
    }
  }

  private void killOne(Desk desk) throws Exception {
    desk.faults(new Fault(allFrom(2), new Fault.Slow(Duration.ofMinutes(5))));
    var running = desk.program().start(run("all"));
    Desk.await("both partitions wait for an answer", () -> desk.met("slow") == PARTITIONS);
    nowhere.lookAtProcess(running.process());
    running.kill();
  }

  /** The receiver repeats key and user, and refuses them. */
  private void meetFaults(Desk desk) throws Exception {
    desk.faults(
        new Fault(Fault.OnRequests.of(1), echo(503)),
        new Fault(new Fault.Containing("9@mail.example"), echo(400)));
    var incomplete = desk.program().run(run("all"));
    assertThat(incomplete.exitCode()).as(incomplete.err()).isEqualTo(4);
    assertThat(incomplete.err())
        .contains("okhttp3", "com.zaxxer.hikari", "org.springframework.jdbc");
    unsaid.look("what a run said", incomplete.out() + incomplete.err());
  }

  /** So does the receiver of another run, a query whose cast fails, and the shop's own rule. */
  private void quoteUsers(Desk desk) throws Exception {
    desk.faults(new Fault(new Fault.WithProbability(1), echo(401)));
    var people = Files.writeString(folder.resolve("people.ndjson"), profile(USERS + 1));
    var ended =
        desk.runAll(
            run("other"), run("query"), new String[] {"import", "profiles", people.toString()});

    assertThat(ended).extracting(Program.Ended::exitCode).containsExactly(2, 2, 2);
    assertThat(ended.getFirst().err())
        .contains("found 401: not with … (Basic … or …) for … from …");
    assertThat(ended.get(1).err())
        .contains("a value is not of the kind")
        .containsPattern(
            "if the fault is in query\\.sql, which this run keeps as planned, mend it, then 'muster abandon query@");
    assertThat(ended.getLast().err()).contains("a row does not fit its table");
    unsaid.look("what a run said", ended.getFirst().out() + ended.getFirst().err());
  }

  private Desk desk(Database database) throws Exception {
    var profiles = new StringBuilder();
    for (var i = 1; i <= USERS; i++) {
      profiles.append(profile(i));
    }
    var everyone = Desk.EVERYONE.replace("[email]", "[email, city]");
    Files.createDirectories(folder.resolve("work/tmp"));
    var desk =
        new Desk(database, folder.resolve("work"))
            .profiles(profiles.toString())
            .guardedBy(PASSWORD)
            .campaign("all", everyone)
            .campaign(
                "other",
                everyone.replace("everyone: true }", "list: list.csv }\n  cap: { only: 100 }"))
            .file("list.csv", "user_id\n" + ids(USERS))
            .campaign("query", everyone.replace("everyone: true", "sql: query.sql"))
            .file(
                "query.sql",
                "select user_id from profiles where cast(%s as int) > 0".formatted(city(database)));
    desk.execute("alter table profiles add constraint nobody_new check (user_id <> 'person-121')");
    desk.program()
        .with("MUSTER_DELIVERY_PARTITIONS", String.valueOf(PARTITIONS))
        .with("MUSTER_DELIVERY_CHUNKSIZE", "20")
        .withJvm(Talkative.in(folder))
        .withJvm("-Djava.io.tmpdir=" + desk.path("tmp"));
    return desk;
  }

  private static String profile(int number) {
    return "{\"user_id\": \"person-%d\", \"email\": \"maria%d@mail.example\", \"city\": \"Zwiesel am Wald\"}%n"
        .formatted(number, number);
  }

  private static String ids(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(number -> "person-" + number)
        .collect(Collectors.joining("\n"));
  }

  private static String city(Database database) {
    return switch (database) {
      case H2 -> "cast((attributes).\"city\" as varchar)";
      case POSTGRESQL -> "attributes ->> 'city'";
    };
  }

  private static String[] run(String campaign) {
    return new String[] {"run", campaign + ".yaml", "--planned", PLANNED, "--output", "json"};
  }

  private static Fault.OnRequests allFrom(int first) {
    return new Fault.OnRequests(IntStream.rangeClosed(first, USERS).boxed().toList());
  }

  private static Fault.Status echo(int status) {
    return new Fault.Status(
        status,
        Map.of(),
        "not with %s (Basic %s or %s) for maria9@mail.example from Zwiesel am Wald"
            .formatted(Desk.WRITE_KEY, BASIC, BASIC));
  }

  private static String get(URI uri) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }
}
