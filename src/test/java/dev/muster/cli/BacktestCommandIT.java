package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** {@code muster backtest}. */
class BacktestCommandIT {
  private static final JsonMapper JSON = new JsonMapper();

  private static final String DAILY =
      """
      who: { audience: { everyone: true } }
      what: { track: Offer }
      when: { timezone: Europe/Berlin, from: 2026-12-01, repeat: { every: day, at: "00:00" } }
      """;

  private static final String[] THREE_DAYS = {
    "backtest", "daily.yaml", "--from", "2026-12-05", "--until", "2026-12-07"
  };

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void countsInTextAndJson(Database database) throws Exception {
    try (var desk = new Desk(database, folder).users(3).campaign("daily", DAILY)) {
      var text = here(desk).run(THREE_DAYS);
      var json = here(desk).run(with(THREE_DAYS, "--output", "json"));

      assertThat(text.exitCode()).as(text.err()).isZero();
      assertThat(text.out())
          .isEqualTo(
              """
              daily  BACKTEST  2026-12-05 to 2026-12-07

                                       qualified   reachable
                2026-12-04T23:00:00Z           3           3  ████████████████████████
                2026-12-05T23:00:00Z           3           3  ████████████████████████
                2026-12-06T23:00:00Z           3           3  ████████████████████████

                least                          3
                median                         3
                most                           3
                expect                between: [3, 3]
              """);
      assertThat(text.err()).contains("daily@2026-12-04T23:00:00Z: is counted");
      assertThat(json.exitCode()).isZero();
      assertThat(JSON.readTree(json.out()))
          .isEqualTo(
              JSON.readTree(
                  """
                  {"campaign": "daily", "from": "2026-12-05", "until": "2026-12-07",
                   "ended_early": false, "runs": [
                     {"planned_at": "2026-12-04T23:00:00Z", "qualified": 3, "reachable": 3},
                     {"planned_at": "2026-12-05T23:00:00Z", "qualified": 3, "reachable": 3},
                     {"planned_at": "2026-12-06T23:00:00Z", "qualified": 3, "reachable": 3}],
                   "least": 3, "median": 3, "most": 3, "expect": [3, 3]}
                  """));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          at: launch                                | 2026-12-01 | 2026-12-02 | expected a campaign with planned times
          at: 2026-12-07T09:00                      | 2026-12-01 | 2026-12-06 | expected planned times from 2026-12-01 until 2026-12-06, found none
          at: 2026-12-07T09:00                      | 2026-12-07 | 2026-12-06 | --until: expected 2026-12-07 (--from) or a later day, found 2026-12-06
          at: 2026-12-07T09:00                      | yesterday  | 2026-12-06 | expected a day such as 2026-12-07, found 'yesterday'
          at: 2026-12-07T09:00, cut_of: "20:00"     | 2026-12-07 | 2026-12-07 | cut_of
          from: 2026-01-01, repeat: { cron: "0 * * * *" } | 2026-12-01 | 2026-12-17 | expected at most 400 planned times from 2026-12-01 until 2026-12-17, found more
          """)
  void refusesWhatHasNoTimesToCountAt(String when, String from, String until, String said)
      throws Exception {
    try (var desk = new Desk(Database.H2, folder)) {
      desk.campaign(
          "daily",
          "who: { audience: { everyone: true } }\nwhat: { track: Offer }\nwhen: { %s }\n"
              .formatted(when));

      var ended = here(desk).run("backtest", "daily.yaml", "--from", from, "--until", until);

      assertThat(ended.err()).contains(said);
      assertThat(ended.exitCode()).isEqualTo(2);
    }
  }

  @Test
  void refusesLiveCampaigns() throws Exception {
    try (var desk = new Desk(Database.H2, folder)) {
      desk.campaign(
          "daily",
          """
          who: { live: { did: Charged } }
          what: { track: Offer }
          when: { delay: 1h }
          """);

      var ended = here(desk).run(THREE_DAYS);

      assertThat(ended.err()).contains("expected a campaign with planned times");
      assertThat(ended.exitCode()).isEqualTo(2);
    }
  }

  /** As many as there may be. */
  @Test
  void countsFourHundredTimesOfADraft() throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(1)) {
      desk.file(
          "daily.yaml",
          """
          campaign: daily
          name: Daily
          owner: growth@example.com
          who: { audience: { everyone: true } }
          what: { track: Offer }
          when: { from: 2025-01-01, repeat: { every: day, at: "09:00" } }
          """);

      var ended =
          here(desk)
              .run(
                  "backtest",
                  "daily.yaml",
                  "--from",
                  "2025-01-01",
                  "--until",
                  "2026-02-04",
                  "--output",
                  "json");

      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(JSON.readTree(ended.out()).path("runs")).hasSize(400);
    }
  }

  @Test
  void saysThatItEndedEarlyAndEndsAsOneThatWasStopped() throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(3).campaign("daily", DAILY)) {
      var ended = here(desk).runAskedToStop(with(THREE_DAYS, "--output", "json"));

      assertThat(ended.exitCode()).isEqualTo(143);
      var tree = JSON.readTree(ended.out());
      assertThat(tree.path("ended_early").asBoolean()).isTrue();
      assertThat(tree.path("runs")).isEmpty();
      assertThat(tree.path("expect").isNull()).isTrue();
    }
  }

  private ProgramHere here(Desk desk) {
    return new ProgramHere(folder, desk.settings());
  }

  private static String[] with(String[] arguments, String... more) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
