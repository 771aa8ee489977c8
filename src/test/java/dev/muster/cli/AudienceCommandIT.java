package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code muster audience}. */
class AudienceCommandIT {
  private static final String BOUGHT_AND_SILENT =
      """
      who:
        audience:
          all:
            - did: Charged
            - did_not: App Opened
              during: { last_days: 60 }
      what:
        track: Offer
      when:
        from: 2026-11-02
        repeat: { every: week, on: [mon], at: "09:00" }
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void printsAStatementThatThePromptOfTheDatabaseTakes(Database database) throws Exception {
    try (var desk = new Desk(database, folder).users(3).campaign("winback", BOUGHT_AND_SILENT)) {
      desk.program().run("run", "winback.yaml", "--planned", "2026-11-16T09:00:00Z");

      var printed = audience(desk, "--sql", "--planned", "2026-11-16T09:00:00Z");

      assertThat(printed.exitCode()).as(printed.err()).isZero();
      assertThat(printed.out())
          .contains("'Charged'", "'App Opened'", "2026-09-17")
          .doesNotContain("?");
      var found = desk.program().run("members", "winback@2026-11-16T09:00:00Z");
      try (var dataSource = desk.open();
          var connection = dataSource.getConnection();
          var statement = connection.createStatement();
          var rows = statement.executeQuery(printed.out().replace(";", ""))) {
        var users = new ArrayList<String>();
        while (rows.next()) {
          users.add(rows.getString("user_id"));
        }
        assertThat(users).hasSize((int) found.out().lines().count() - 1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "H2, PUBLIC.PROFILES",
    "POSTGRESQL, on profiles p",
  })
  void printsThePlanAlone(Database database, String read) throws Exception {
    try (var desk = new Desk(database, folder).users(3).campaign("winback", BOUGHT_AND_SILENT)) {
      var plan = audience(desk, "--explain").out();
      var both = audience(desk).out();

      assertThat(plan.toLowerCase(Locale.ROOT))
          .contains(read.replace("PUBLIC.", "").toLowerCase(Locale.ROOT));
      assertThat(both).contains(";\n\n-- " + plan.lines().findFirst().orElseThrow());
    }
  }

  @ParameterizedTest
  @EnumSource
  void asksForTheConstantsThatATemplateWants(Database database) throws Exception {
    var same =
        """
        who:
          audience:
            same: sku
            all: [ { did: Charged }, { did_not: Returned } ]
        what:
          track: Offer
          properties: { sku: "{{ constant[0] }}" }
        when: { at: launch }
        """;
    try (var desk = new Desk(database, folder).users(3).campaign("winback", same)) {
      var sql = audience(desk, "--sql");

      assertThat(sql.exitCode()).as(sql.err()).isZero();
      assertThat(sql.out()).doesNotContain("as constant\nfrom profiles p\nwhere");
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesStepsAfterWhatTheyAsk(Database database) throws Exception {
    try (var desk = new Desk(database, folder).users(3).campaign("winback", BOUGHT_AND_SILENT)) {
      var sql = audience(desk, "--sql").out();

      if (database == Database.POSTGRESQL) {
        assertThat(sql)
            .startsWith("with did_charged_1 as (\n  select e.user_id\n  from events e\n");
        assertThat(sql).contains("did_not_app_opened_2 as (");
      } else {
        assertThat(sql).startsWith("select p.user_id");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --planned 2026-11-17T09:00:00Z | expected one of its planned times, found 2026-11-17T09:00:00Z
          --planned soon                 | expected an instant
          --sql --explain                | mutually exclusive
          """)
  void refusesWhatItCannotShow(String options, String said) throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(1).campaign("winback", BOUGHT_AND_SILENT)) {
      var refused = audience(desk, options.split(" "));

      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.err()).contains(said);
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatIsWrongWithAQueryByHand(Database database) throws Exception {
    try (var desk =
        new Desk(database, folder)
            .users(1)
            .campaign("own", Desk.EVERYONE.replace("everyone: true", "sql: own.sql"))) {
      Files.writeString(desk.path("own.sql"), "select nothing from nowhere");

      var refused = desk.program().run("audience", "own.yaml");

      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.err()).contains("own.yaml: own.sql: ");
    }
  }

  private static Program.Ended audience(Desk desk, String... options) throws Exception {
    var words = new ArrayList<>(List.of("audience", "winback.yaml"));
    words.addAll(List.of(options));
    return desk.program().run(words.toArray(String[]::new));
  }
}
