package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunStateIT {
  private static final Instant MONDAY = Instant.parse("2026-12-07T09:00:00Z");
  private static final Instant LATER = MONDAY.plusSeconds(60);
  private static final RunId ID = new RunId(new CampaignId("winback"), MONDAY);

  private static final List<RunState.Ended> ENDS =
      List.of(
          new RunState.Waiting(LATER, LATER.plusSeconds(1)),
          new RunState.Stopped(LATER, null),
          new RunState.Stopped(LATER, "an operator wants it"),
          new RunState.Failed(LATER, "the database says: no"),
          new RunState.Refused(LATER, "too many"),
          new RunState.Completed(LATER),
          new RunState.Abandoned(LATER, null),
          new RunState.Abandoned(LATER, "no longer wanted"));

  @ParameterizedTest
  @EnumSource
  void isReadAsItWasWritten(Database database) {
    each(
        database,
        (store, state) -> {
          var planned = store.runs().get(ID);
          assertThat(planned.state()).isEqualTo(new RunState.Planned());

          var begun = store.states().begins(planned, 100, 10, null, LATER);
          assertThat(begun).contains(new Transition(ID, planned.state(), new RunState.Running()));
          var running = store.runs().get(ID);
          assertThat(running.state()).isEqualTo(new RunState.Running());

          assertThat(store.states().ends(running, state))
              .contains(new Transition(ID, running.state(), state));
          assertThat(store.runs().get(ID).state()).isEqualTo(state);
        });
  }

  @ParameterizedTest
  @EnumSource
  void staysAsItIsWhenTheRunWasChangedSinceItWasFound(Database database) {
    each(
        database,
        (store, state) -> {
          var planned = store.runs().get(ID);
          store.states().begins(planned, 100, 10, null, LATER);

          assertThat(store.states().begins(planned, 100, 10, null, LATER)).isEmpty();
          assertThat(store.states().ends(planned, state)).isEmpty();
          assertThat(store.runs().get(ID).state()).isEqualTo(new RunState.Running());
        });
  }

  @ParameterizedTest
  @EnumSource
  void ofAStoppedRunTellsTheReasonOfTheRequest(Database database) {
    try (var dataSource = database.newDataSource()) {
      var store = planned(database, dataSource);
      store.states().begins(store.runs().get(ID), 100, 10, null, LATER);
      var running = store.runs().get(ID);
      store.executions().requestStop(running.key(), "maintenance");

      store.states().ends(running, new RunState.Stopped(LATER, null));

      assertThat(store.runs().get(ID).state())
          .isEqualTo(new RunState.Stopped(LATER, "maintenance"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void isMissedWhereNoLaunchCame(Database database) {
    try (var dataSource = database.newDataSource()) {
      var store = Store.in(dataSource, database.databaseType(), Clock.systemUTC(), "this test");

      assertThat(store.states().miss(Map.of(ID, "no launch"), ZoneOffset.UTC, Purpose.REAL, LATER))
          .contains(new Transition(ID, null, new RunState.Missed(LATER, "no launch")));
      assertThat(store.states().miss(Map.of(ID, "again"), ZoneOffset.UTC, Purpose.REAL, LATER))
          .isEmpty();

      assertThat(store.runs().get(ID).state()).isEqualTo(new RunState.Missed(LATER, "no launch"));
    }
  }

  private interface Case {
    void check(Store store, RunState.Ended state);
  }

  private static void each(Database database, Case check) {
    for (var state : ENDS) {
      try (var dataSource = database.newDataSource()) {
        check.check(planned(database, dataSource), state);
      }
    }
  }

  private static Store planned(Database database, HikariDataSource dataSource) {
    var store = Store.in(dataSource, database.databaseType(), Clock.systemUTC(), "this test");
    assertThat(store.states().plan(ID, MONDAY, ZoneOffset.UTC, Purpose.REAL, 1, MONDAY))
        .isEqualTo(new Transition(ID, null, new RunState.Planned()));
    return store;
  }
}
