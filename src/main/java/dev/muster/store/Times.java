package dev.muster.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Instants as both databases take and give them: with an offset, which is UTC. */
final class Times {

  private Times() {}

  static OffsetDateTime bind(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static @Nullable OffsetDateTime bindNullable(@Nullable Instant instant) {
    return instant == null ? null : bind(instant);
  }

  static @Nullable Instant read(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
