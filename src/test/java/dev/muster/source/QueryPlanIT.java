package dev.muster.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.source.QueryPlan.Read;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QueryPlanIT {
  private static final Query BUYERS =
      new Query(
          "select p.user_id from profiles p where exists (select 1 from events e"
              + " where e.user_id = p.user_id and e.name = ? and e.occurred_at < ?)",
          List.of("Charged", Instant.parse("2026-12-01T09:00:00Z")));

  @ParameterizedTest
  @EnumSource
  void namesTheIndexByWhichATableIsRead(Database database) throws Exception {
    try (var source = database.newDataSource();
        var connection = source.getConnection();
        var statement = connection.createStatement()) {
      // There are no events that tell which of the two is the better one.
      statement.execute("drop index events_user");
      assertThat(QueryPlan.of(database.source(source), BUYERS).reads())
          .anyMatch(read -> isOf(read, "events", "events_name_time"));

      statement.execute("drop index events_name_time");

      var plan = QueryPlan.of(database.source(source), BUYERS);
      assertThat(plan.reads()).anyMatch(read -> isOf(read, "events", null));
      assertThat(plan.expectedUsers().isPresent()).isEqualTo(database == Database.POSTGRESQL);
    }
  }

  private static boolean isOf(Read read, String table, @Nullable String index) {
    return read.table().equals(table) && Objects.equals(read.index(), index);
  }
}
