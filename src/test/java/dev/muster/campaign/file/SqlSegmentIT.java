package dev.muster.campaign.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class SqlSegmentIT {

  @ParameterizedTest
  @EnumSource
  void risingBuyersAreThoseWhoBoughtMoreThanBefore(Database database) throws Exception {
    try (var dataSource = database.newDataSource()) {
      var jdbc = JdbcClient.create(dataSource);
      jdbc.sql(
              """
              insert into events (user_id, name, occurred_at) values
                ('rises', 'Charged', timestamp with time zone '2026-05-31 23:59:59Z'),
                ('rises', 'Charged', timestamp with time zone '2026-05-22 00:00:00Z'),
                ('rises', 'Charged', timestamp with time zone '2026-05-11 23:59:59Z'),
                ('falls', 'Charged', timestamp with time zone '2026-05-31 00:00:00Z'),
                ('falls', 'Charged', timestamp with time zone '2026-05-21 00:00:00Z'),
                ('falls', 'Charged', timestamp with time zone '2026-05-20 00:00:00Z'),
                ('later', 'Charged', timestamp with time zone '2026-06-01 00:00:00Z'),
                ('later', 'Charged', timestamp with time zone '2026-05-31 00:00:00Z'),
                ('opens', 'App Opened', timestamp with time zone '2026-05-31 00:00:00Z'),
                ('opens', 'App Opened', timestamp with time zone '2026-05-31 00:00:00Z')
              """)
          .update();
      var ids =
          jdbc.sql(Files.readString(Path.of("sql/segments/rising_buyers.sql")))
              .param("as_of", OffsetDateTime.parse("2026-06-01T00:00:00Z"))
              .param("days", 10)
              .param("by", 2)
              .query(String.class)
              .list();
      assertThat(ids).containsExactly("rises");
    }
  }
}
