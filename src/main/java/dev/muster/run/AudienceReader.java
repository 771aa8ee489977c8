package dev.muster.run;

import dev.muster.audience.Audience;
import dev.muster.audience.Audience.Qualified;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads the audience from the database's cursor, once, and numbers its users. It keeps no
 * checkpoint: nothing has been sent yet, so an execution that died here begins the step again.
 */
final class AudienceReader implements ItemStreamReader<Qualified> {
  private final Audience audience;
  private final ExecutionStop stop;
  private Audience.@Nullable Cursor cursor;

  AudienceReader(Audience audience, ExecutionStop stop) {
    this.audience = audience;
    this.stop = stop;
  }

  @Override
  public void open(ExecutionContext context) {
    try {
      cursor = audience.open(stop::ends);
    } catch (SQLException e) {
      throwIfAsked();
      throw new ItemStreamException("the audience's query failed", e);
    }
  }

  @Override
  public @Nullable Qualified read() throws SQLException {
    if (cursor == null) {
      throw new IllegalStateException("opened before it is read");
    }
    try {
      return cursor.next();
    } catch (SQLException e) {
      throwIfAsked();
      throw e;
    }
  }

  /** The query was cancelled, because it would have been waited for. */
  private void throwIfAsked() {
    if (stop.asked()) {
      throw new RunFailure.Stopped("while the audience was evaluated");
    }
  }

  @Override
  public void close() {
    try {
      if (cursor != null) {
        cursor.close();
      }
    } catch (SQLException e) {
      throw new ItemStreamException("the audience's cursor could not be closed", e);
    }
  }
}
