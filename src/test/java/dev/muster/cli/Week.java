package dev.muster.cli;

import static java.util.Objects.requireNonNull;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.campaign.Share;
import dev.muster.intake.Format;
import dev.muster.intake.Options;
import dev.muster.intake.Source;
import dev.muster.launch.Answer;
import dev.muster.run.Account;
import dev.muster.run.RunEnd;
import dev.muster.run.TakenUp;
import dev.muster.sandbox.Fault;
import dev.muster.sandbox.FaultScript;
import dev.muster.sandbox.Sandbox;
import dev.muster.sandbox.SandboxSettings;
import dev.muster.schedule.FrequencyRule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A simulated week while it passes: two machines, whose clocks differ, launch one live campaign on
 * one database. Beside it, the rules say what each launch has to tell.
 */
final class Week implements AutoCloseable {
  private static final Pattern NUMBER = Pattern.compile("\"n\": ?(\\d+)");
  private static final Fault.Trigger ALWAYS = new Fault.WithProbability(1);

  private final Database database;
  private final Path folder;
  private final WeeksPlan plan;
  private final WeeksRules rules;
  private final Sandbox sandbox = Sandbox.start(SandboxSettings.defaults());
  private final List<SettableClock> clocks = new ArrayList<>();
  private final List<Machine> machines = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final Map<WeeksEvent, Connection> open = new HashMap<>();
  private final List<String> surprises = new ArrayList<>();

  private WeeksPlan.@Nullable FileIs file;
  private WeeksRules.Receiver receiver = WeeksRules.Receiver.UP;
  private int launches;
  private int meetings;

  Week(Database database, Path folder, WeeksPlan plan) throws IOException {
    this.database = database;
    this.folder = folder;
    this.plan = plan;
    this.rules = new WeeksRules(WeeksPlan.ACCOUNT, plan.frequency);
    var url = database.newUrl();
    var often = plan.frequency;
    var account =
        new Account(
            WeeksPlan.ACCOUNT,
            new Share(0),
            often.messages() == 0
                ? null
                : new FrequencyRule(often.messages(), often.days(), WeeksPlan.ACCOUNT),
            null,
            false);
    for (var i = 0; i < plan.clocksOff.size(); i++) {
      var clock = SettableClock.at("2026-01-01T00:00:00Z");
      clocks.add(clock);
      machines.add(
          new Machine("machine " + i, url, database, sandbox.uri(), account, clock)
              .delivering(1, 500));
    }
    database.migrate(machines.getFirst().database());
    // Or there would be no campaign in the folder while this one's file is missing.
    Files.writeString(
        folder.resolve("other.yaml"), MonthsCampaign.neverRun("other", "draft", "at: launch"));
  }

  /** Lets it pass; what launches told otherwise than the rules have it. */
  List<String> pass() throws Exception {
    var arrived = new ArrayList<WeeksEvent>();
    for (var happening : plan.happenings()) {
      switch (happening) {
        case WeeksPlan.Arrives(_, var event) -> arrived.add(event);
        case WeeksPlan.ArrivesAgain(_, var event) -> arrived.add(event);
        case WeeksPlan.IsInserted(_, var event) -> insertForLater(event);
        case WeeksPlan.ProfileIs(_, var user, var profile) -> profile(user, profile);
        case WeeksPlan.IsSuppressed(_, var user) -> suppress(user);
        case WeeksPlan.FileIs is -> write(is);
        case WeeksPlan.ReceiverIs(_, var is) -> answer(is);
        case WeeksPlan.Launch launch -> {
          bring(arrived);
          arrived.clear();
          launch(launch);
        }
      }
      if (!surprises.isEmpty()) {
        break;
      }
    }
    return surprises;
  }

  // What launches find.

  private void bring(List<WeeksEvent> arrived) throws Exception {
    var lines = new StringBuilder();
    for (var event : arrived) {
      var again = rules.events.contains(event);
      if (again && event.id() == null && rules.isForgotten(event)) {
        continue;
      }
      if (event.id() != null) {
        lines.append(event.line());
      } else if (open.containsKey(event)) {
        try (var connection = requireNonNull(open.remove(event))) {
          connection.commit();
        }
      } else {
        try (var connection = machines.getFirst().database().getConnection()) {
          insert(connection, event, again ? event.sameProperties() : event.properties());
        }
      }
      if (!again) {
        rules.events.add(event);
      }
    }
    if (!lines.isEmpty()) {
      var first = machines.getFirst();
      first
          .product()
          .intake(first.database())
          .events(source("events", lines.toString()), Options.defaults());
    }
  }

  private static Source source(String name, String lines) {
    return Source.stream(
        name, Format.NDJSON, new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
  }

  private void insertForLater(WeeksEvent event) throws SQLException {
    var connection = machines.getFirst().database().getConnection();
    connection.setAutoCommit(false);
    insert(connection, event, event.properties());
    open.put(event, connection);
  }

  private void insert(Connection connection, WeeksEvent event, String properties)
      throws SQLException {
    var json =
        switch (database) {
          case H2 -> "? format json";
          case POSTGRESQL -> "cast(? as jsonb)";
        };
    try (var statement =
        connection.prepareStatement(
            "insert into events (user_id, name, occurred_at, properties) values (?, ?, ?, "
                + json
                + ")")) {
      statement.setString(1, event.user());
      statement.setString(2, event.name());
      statement.setObject(3, event.at().atOffset(ZoneOffset.UTC));
      statement.setString(4, properties);
      statement.executeUpdate();
    }
  }

  private void profile(String user, WeeksRules.Profile profile) throws Exception {
    rules.profiles.put(user, profile);
    var first = machines.getFirst();
    first
        .product()
        .intake(first.database())
        .profiles(
            source(
                "profiles",
                "{\"user_id\": \"%s\", \"plan\": \"%s\", \"opted_out\": %s, \"timezone\": \"%s\"}%n"
                    .formatted(
                        user,
                        profile.pro() ? "pro" : "free",
                        profile.optedOut(),
                        profile.zone() == null ? "" : profile.zone())),
            Options.defaults());
  }

  private void suppress(String user) throws SQLException {
    rules.suppressed.add(user);
    try (var connection = machines.getFirst().database().getConnection();
        var statement =
            connection.prepareStatement("insert into suppressions (user_id) values (?)")) {
      statement.setString(1, user);
      statement.executeUpdate();
    }
  }

  private Path path() {
    return folder.resolve("cart.yaml");
  }

  private void write(WeeksPlan.FileIs is) throws Exception {
    file = is;
    var text = requireNonNull(is.campaign());
    switch (is.status()) {
      case "missing" -> Files.deleteIfExists(path());
      case "broken" -> Files.writeString(path(), "who: everybody\n" + text.text("stopped"));
      default -> Files.writeString(path(), text.text(is.status()));
    }
  }

  private void answer(WeeksRules.Receiver is) {
    receiver = is;
    sandbox.faults(
        switch (is) {
          case UP -> FaultScript.of();
          case DOWN -> FaultScript.of(new Fault(ALWAYS, new Fault.Status(503)));
          case REJECTING -> FaultScript.of(new Fault(ALWAYS, new Fault.Status(400)));
        });
  }

  // Launches.

  private void launch(WeeksPlan.Launch launch) throws Exception {
    if (launch.atOnce() && !rules.hasDue(launch.at())) {
      launches += 2;
      clocks.forEach(clock -> clock.set(launch.at()));
      var told = new ArrayList<Answer>();
      for (var done : threads.invokeAll(machines.stream().map(this::launching).toList())) {
        told.addAll(done.get().answers());
      }
      // Whoever comes second takes up nothing.
      var quick =
          told.stream()
              .filter(answer ->
                  answer instanceof Answer.TookUp(_, var taken)
                      && (taken.run() != null || !taken.others().areNone()))
              .toList();
      meetings += told.stream().anyMatch(Week::isHeld) ? 1 : 0;
      var expected = expected(launch.at());
      if (quick.size() > 1
          || (expected != null
              && (expected.qualified() > 0 || expected.notQualified() > 0)
              && quick.isEmpty())) {
        surprise(launch.at(), String.valueOf(expected), quick.toString());
      }
      if (!quick.isEmpty()) {
        compare(launch.at(), expected, told(quick));
      }
      return;
    }
    for (var machine : launch.machines()) {
      launches++;
      var now = launch.at().plusSeconds(plan.clocksOff.get(machine));
      clocks.get(machine).set(now);
      var answers = machines.get(machine).launch(folder, Interruption.Point.NEVER).answers();
      compare(now, expected(now), told(answers));
    }
  }

  private static boolean isHeld(Answer answer) {
    return answer instanceof Answer.Launched(RunEnd.Held _, _, _)
        || (answer instanceof Answer.TookUp(_, var taken) && taken.state() == TakenUp.State.HELD);
  }

  private Callable<Machine.Launched> launching(Machine machine) {
    return () -> machine.launch(folder, Interruption.Point.NEVER);
  }

  private WeeksRules.@Nullable Told expected(Instant asOf) {
    var is = requireNonNull(file);
    return switch (is.status()) {
      case "published" -> rules.launch(asOf, requireNonNull(is.campaign()), receiver);
      case "stopped", "draft" -> {
        rules.pause();
        yield null;
      }
      default -> null;
    };
  }

  private static WeeksRules.@Nullable Told told(List<Answer> answers) {
    return answers.stream()
        .filter(Answer.TookUp.class::isInstance)
        .map(answer -> told(((Answer.TookUp) answer).taken()))
        .findFirst()
        .orElse(null);
  }

  private static WeeksRules.Told told(TakenUp taken) {
    return new WeeksRules.Told(
        taken.end() == null ? taken.state().key() : "ended " + taken.end().key(),
        taken.start() == null ? Instant.MIN : taken.start(),
        taken.horizon() == null ? Instant.MIN : taken.horizon(),
        taken.run() != null,
        taken.qualified(),
        taken.others().notQualified(),
        requireNonNull(taken.others().tooLate()),
        taken.others().noProfile(),
        taken.awaitingProfile());
  }

  private void compare(
      Instant now, WeeksRules.@Nullable Told expected, WeeksRules.@Nullable Told told)
      throws SQLException {
    if (!String.valueOf(expected).equals(String.valueOf(told))) {
      surprise(now, String.valueOf(expected), String.valueOf(told));
      return;
    }
    compareMembers(now);
  }

  private void surprise(Instant now, String expected, String found) {
    surprises.add(
        "%s, launch %d, %s, receiver %s:%n  expected %s%n  found    %s"
            .formatted(now, launches, file, receiver, expected, found));
  }

  /** What has become of everyone by now. */
  private void compareMembers(Instant now) throws SQLException {
    var expected = rules.members();
    var found = verdicts();
    expected.forEach((number, member) -> {
      var is = String.valueOf(found.get(number));
      if (!member.verdict().equals(is)) {
        surprise(now, member.verdict() + ": " + member.event, is);
      }
    });
    if (!expected.keySet().equals(found.keySet())) {
      surprise(now, expected.keySet().toString(), found.keySet().toString());
    }
  }

  private Map<Integer, String> verdicts() throws SQLException {
    var verdicts = new TreeMap<Integer, String>();
    try (var connection = machines.getFirst().database().getConnection();
        var statement =
            connection.prepareStatement(
                """
                select f.verdict, t.properties
                from muster_trigger t
                join muster_fate f on f.run_id = t.run_id and f.position = t.position
                """);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        var verdict = rows.getString("verdict");
        verdicts.merge(
            number(rows.getString("properties")),
            verdict.equals("pending") || verdict.equals("waiting") ? "open" : verdict,
            (one, other) -> one + " and " + other);
      }
    }
    return verdicts;
  }

  private static int number(String json) {
    var found = NUMBER.matcher(json);
    if (!found.find()) {
      throw new IllegalStateException(json);
    }
    return Integer.parseInt(found.group(1));
  }

  // The end.

  /** All triggers that are members, as the rules have it. */
  Map<Integer, WeeksRules.Member> members() {
    return rules.members();
  }

  /**
   * The events of the messages that were stored, which are one for each message id, and when due.
   */
  List<Map.Entry<Integer, Instant>> received() {
    return sandbox.events().stream()
        .map(event ->
            Map.entry(
                event.message().path("properties").path("n").asInt(),
                Instant.parse(event.message().path("timestamp").asString())))
        .toList();
  }

  Machine machine() {
    return machines.getFirst();
  }

  /** At how many moments two launches were in each other's way. */
  int meetings() {
    return meetings;
  }

  int launches() {
    return launches;
  }

  @Override
  public void close() throws SQLException {
    threads.close();
    sandbox.close();
    for (var connection : open.values()) {
      connection.close();
    }
    machines.forEach(Machine::close);
  }
}
