package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.Database;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaIT {

  @ParameterizedTest
  @EnumSource
  void isMadeOnceAndFoundAsItIsTheNextTime(Database database) {
    try (var dataSource = database.newDataSource()) {
      assertThatCode(() -> Schema.migrate(dataSource, database.dialect()))
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @EnumSource
  void isRefusedWhenANewerVersionMadeIt(Database database) throws Exception {
    try (var dataSource = database.newDataSource()) {
      try (var connection = dataSource.getConnection();
          var statement = connection.createStatement()) {
        statement.execute(
            """
            insert into "muster_schema_history"
            select 99, '99', 'from the future', 'SQL', 'V99__from_the_future.sql', 0,
                   "installed_by", "installed_on", 1, true
            from "muster_schema_history" where "installed_rank" = 1
            """);
      }
      assertThatThrownBy(() -> Schema.migrate(dataSource, database.dialect()))
          .isInstanceOf(Schema.NewerSchema.class)
          .hasMessageContaining("99");
    }
  }
}
