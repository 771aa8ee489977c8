package dev.muster.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.sandbox.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every word that the program says in a day on which much happens, every message that the receiver
 * has then, and every row of Muster's tables: as they were the day before, on both databases. What
 * is said anew on purpose is taken over with {@code -Dgolden=write}, and read in the change.
 */
class GoldenDayIT {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final int USERS = 160;
  private static final String MORNING = "daily@2031-03-03T08:00:00Z";

  /** None of the day's planned times and openings, which are on the hour in these months. */
  private static final Pattern INSTANT_OF_A_CLOCK =
      Pattern.compile(
          "20(?!(31-0|26-03)\\d?-?\\d\\dT\\d\\d:00(:00)?Z)\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z");

  /** What a machine's speed and chance decide. */
  private static final Pattern VOLATILE =
      Pattern.compile(
          "\\b\\d[\\d,]*(\\.\\d+)? (ms|s|messages/s|k?B on the wire)(?!\\w) *"
              + "|(?<=\"(seconds|bytes_sent|paced|paused|users_per_second|messages_per_second)\" : )[\\d.]+"
              + "|(?<=(took_us|paced_us|paused_us|bytes_sent)=)\\d+"
              + "|(?<=\"worker\" : \")[^\"]+"
              + "|(?<=://127\\.0\\.0\\.1:)\\d+");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void isAsItWasTheDayBefore(Database database) throws Exception {
    try (var desk = new Desk(database, folder)) {
      write(desk);
      var day = new StringBuilder();
      for (var command : COMMANDS) {
        desk.faults(command.faults().toArray(Fault[]::new));
        var ended = desk.program().run(command.line().split(" "));
        day.append(
            "$ muster %s%n%s%s= %d%n%n"
                .formatted(command.line(), ended.out(), ended.err(), ended.exitCode()));
      }
      day.append(messages(desk)).append(tables(desk));
      var said = settled(day.toString());
      // Users stand in the order in which each database finds them.
      var golden = GOLDEN.resolve("day-%s.txt".formatted(database.name().toLowerCase(Locale.ROOT)));
      if ("write".equals(System.getProperty("golden"))) {
        Files.writeString(golden, said);
      }
      assertThat(said).isEqualTo(Files.readString(golden));
    }
  }

  private record Command(List<Fault> faults, String line) {}

  private static Command muster(String line) {
    return new Command(List.of(), line);
  }

  private static Command muster(Fault fault, String line) {
    return new Command(List.of(fault), line);
  }

  /** How far something has come, which is told of what takes long. */
  private static final Pattern ON_A_SLOW_MACHINE =
      Pattern.compile("(?m)^.*( so far| left at this pace)\\R");

  private static final Fault REFUSES_ONE =
      new Fault(new Fault.Containing("\"c42\""), new Fault.Status(400));

  private static final List<Command> COMMANDS =
      List.of(
          muster("import profiles people.ndjson"),
          muster("import events purchases.ndjson --output json"),
          muster("import profiles bad.csv"),
          muster("import profiles bad.csv --rejected again.csv --output json"),
          muster("validate daily.yaml offer.yaml broken.yaml"),
          muster("validate daily.yaml offer.yaml broken.yaml --output json"),
          muster("run daily.yaml --clock 2031-03-03T07:59:17Z"),
          muster(REFUSES_ONE, "run daily.yaml --clock 2031-03-03T08:00:17Z"),
          muster("runs"),
          muster("report " + MORNING),
          muster(REFUSES_ONE, "run daily.yaml --clock 2031-03-03T14:00:17Z --output json"),
          muster("report " + MORNING),
          muster("show " + MORNING),
          muster("show " + MORNING + " --output json"),
          muster("show " + MORNING + " --rejections"),
          muster("show " + MORNING + " --rejections --output json"),
          muster("run daily.yaml --clock 2031-03-04T08:00:17Z"),
          muster("run offer.yaml --planned 2026-03-02T09:00:00Z"),
          muster("report offer@2026-03-02T09:00:00Z --format json"),
          muster("run offer.yaml --planned 2026-03-02T09:00:00Z"),
          muster(
              REFUSES_ONE, "run offer.yaml --planned 2026-03-02T09:00:00Z --override it_is_meant"),
          muster("retry-rejected offer@2026-03-02T09:00:00Z"),
          muster("retry-rejected offer@2026-03-02T09:00:00Z --output json"),
          muster(Desk.down(), "run everyone.yaml --planned 2026-03-03T09:00:00Z"),
          muster("show everyone@2026-03-03T09:00:00Z --output json"),
          muster("abandon everyone@2026-03-03T09:00:00Z --reason nobody_answers"),
          muster("restart everyone@2026-03-03T09:00:00Z"),
          muster("report everyone@2026-03-03T09:00:00Z"),
          muster("stop everyone@2026-03-03T09:00:00Z"),
          muster("runs --output json"),
          muster("prune --older-than 1d --dry-run"),
          muster("report nobody@2026-03-03T09:00:00Z"),
          muster("report nonsense"),
          muster("rnu daily.yaml"));

  private void write(Desk desk) throws Exception {
    desk.program()
        .with("MUSTER_ACCOUNT_TIMEZONE", "Europe/Berlin")
        .with("MUSTER_DELIVERY_MAXATTEMPTS", "1");
    desk.delivering(1, 50)
        .file(
            "people.ndjson",
            IntStream.rangeClosed(1, USERS).mapToObj(GoldenDayIT::person).collect(joining()))
        .file(
            "purchases.ndjson",
            IntStream.rangeClosed(1, USERS).mapToObj(GoldenDayIT::purchases).collect(joining()))
        .file("bad.csv", "user_id,opted_out,plan\nu1,,pro\n,true,pro\nu2,perhaps,pro\n")
        .file("vip.csv", "user_id\nu3\nu3\nnobody\n")
        .file(
            "broken.yaml",
            "campaign: broke\nowner: nobody\nwho: { audiense: 1, cap: { only: 5 } }\nwhen: {}\n")
        .campaign(
            "daily",
            """
            who:
              audience:
                any:
                  - did: Charged
                    where: { amount: { at_least: 10 } }
                    times: { at_least: 2 }
                    during: { last_days: 30 }
                  - list: vip.csv
              control_group: { percent: 10 }
              cap: { only: 100 }
              again: { after: 2d }
            what:
              track: Offer
              identify: true
              user_id: cid
              attributes: [email, plan]
              tokens: [gcm]
              properties:
                greeting: "{% if profile.stop %}{% abort %}{% endif %}Hi {{ profile.name | default: 'there' }}"
                plan: "{{ profile.plan }}"
            when:
              from: 2031-03-03
              repeat: { every: day, at: "09:00" }
              user_timezone: { passed: skip }
              do_not_disturb: { from: "21:00", to: "08:00", then: discard }
              cut_off: { after: 3h }
            """)
        .campaign(
            "offer",
            """
            who: { audience: { everyone: true }, cap: { abort_above: 100 } }
            what: { track: Offer, attributes: [email], user_id: cid }
            """)
        .campaign("everyone", Desk.EVERYONE);
  }

  private static String person(int i) {
    var zones =
        List.of("", "Europe/Berlin", "Asia/Tokyo", "America/New_York", "Mars/Olympus", "UTC");
    var zone = zones.get(i % zones.size());
    var fields = new ArrayList<String>();
    fields.add("\"user_id\": \"u%d\"".formatted(i));
    if (i % 17 != 0) {
      // Every thirteenth has the one before's.
      fields.add("\"cid\": \"c%d\"".formatted(i % 13 == 0 ? i - 1 : i));
    }
    if (!zone.isEmpty()) {
      fields.add("\"timezone\": \"%s\"".formatted(zone));
    }
    if (i % 29 == 0) {
      fields.add("\"opted_out\": true");
    }
    if (i % 31 == 0) {
      fields.add("\"stop\": true");
    }
    if (i % 7 == 0) {
      fields.add("\"gcm_token\": [\"t%d\", \"s%d\"]".formatted(i, i));
    }
    fields.add("\"email\": \"u%d@example.com\"".formatted(i));
    fields.add("\"plan\": %s".formatted(i % 3 == 0 ? "\"pro\"" : i % 3 == 1 ? "7" : "null"));
    fields.add("\"name\": \"%s\"".formatted(i == 50 ? "x".repeat(40_000) : "N" + i));
    return "{" + String.join(", ", fields) + "}\n";
  }

  private static String purchases(int i) {
    return IntStream.rangeClosed(1, i % 11 == 0 ? 1 : 2)
        .mapToObj(n ->
            "{\"id\": \"e%d-%d\", \"user_id\": \"u%d\", \"event\": \"Charged\", \"occurred_at\": \"2031-02-%02dT10:00:00Z\", \"properties\": {\"amount\": %d}}\n"
                .formatted(i, n, i, 10 + n, 9 + i % 40))
        .collect(joining());
  }

  /** As the receiver has them, without when they came. */
  private static String messages(Desk desk) {
    return desk.sandbox().events().stream()
        .map(event -> event.message().toString())
        .sorted()
        .collect(joining("\n", "", "\n\n"));
  }

  private static String tables(Desk desk) throws Exception {
    try (var database = desk.open();
        var connection = database.getConnection()) {
      var said = new StringBuilder();
      for (var table :
          List.of(
              "muster_run", "muster_gate", "muster_member", "muster_rejection", "muster_request")) {
        try (var statement = connection.createStatement();
            var rows = statement.executeQuery(all(table))) {
          said.append(table).append('\n').append(rows(rows)).append('\n');
        }
      }
      return said.toString();
    }
  }

  /** Of members, with what became of them. */
  private static String all(String table) {
    return table.equals("muster_member")
        ? """
        select run_id, position, user_id, recipient, anonymous, verdict, due_at, cap_rank, constant,
               decided_at, timezone, expires_at, missed, unknown_zone, possibly_reached
        from muster_fate
        """
        : "select * from " + table;
  }

  private static String rows(ResultSet rows) throws SQLException {
    var all = new ArrayList<String>();
    var columns = rows.getMetaData();
    while (rows.next()) {
      var row = new TreeMap<String, String>();
      for (var column = 1; column <= columns.getColumnCount(); column++) {
        var value = text(rows, columns.getColumnTypeName(column), column);
        if (value != null) {
          row.put(columns.getColumnLabel(column).toLowerCase(Locale.ROOT), value);
        }
      }
      all.add(row.toString());
    }
    return all.stream().sorted().collect(joining("\n", "", "\n"));
  }

  private static @Nullable String text(ResultSet rows, String type, int column)
      throws SQLException {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "timestamptz", "timestamp with time zone" -> {
        var time = rows.getObject(column, OffsetDateTime.class);
        yield time == null ? null : time.toInstant().toString();
      }
      case "bytea", "binary varying" -> {
        var bytes = rows.getBytes(column);
        yield bytes == null ? null : HexFormat.of().formatHex(bytes);
      }
      case "bool", "boolean" ->
          rows.getString(column) == null ? null : rows.getBoolean(column) + "";
      default -> rows.getString(column);
    };
  }

  private static String settled(String day) {
    var always = ON_A_SLOW_MACHINE.matcher(day).replaceAll("");
    return VOLATILE.matcher(INSTANT_OF_A_CLOCK.matcher(always).replaceAll("TIME")).replaceAll("…");
  }
}
