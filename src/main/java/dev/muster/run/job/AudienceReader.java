package dev.muster.run.job;

import dev.muster.audience.Audience;
import dev.muster.audience.Audience.Qualified;
import dev.muster.run.Claim;
import dev.muster.run.Halted;
import dev.muster.segmentapi.Halt;
import dev.muster.source.UnfitSource;
import dev.muster.store.DatabaseSays;
import java.sql.SQLException;
import java.util.function.LongConsumer;
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
  private final SourceQuestions questions;
  private final UselessQuery useless;
  private final ExecutionStop stop;
  private final LongConsumer rowsWithoutId;
  private Audience.@Nullable Cursor cursor;

  /**
   * Reads an audience.
   *
   * @param useless says what to do about a query that is in vain again
   * @param rowsWithoutId is told how many rows of profiles are ignored because they are nobody's
   */
  AudienceReader(
      Audience audience,
      SourceQuestions questions,
      UselessQuery useless,
      ExecutionStop stop,
      LongConsumer rowsWithoutId) {
    this.audience = audience;
    this.questions = questions;
    this.useless = useless;
    this.stop = stop;
    this.rowsWithoutId = rowsWithoutId;
  }

  @Override
  public void open(ExecutionContext context) {
    try {
      cursor = audience.open(stop::ends);
      rowsWithoutId.accept(cursor.rowsWithoutId());
    } catch (UnfitSource e) {
      throw questions.unfit(e);
    } catch (SQLException e) {
      throwIfAsked();
      throwIfUseless(e);
      throw questions.told(new ItemStreamException("the audience's query failed", e));
    }
  }

  @Override
  public @Nullable Qualified read() {
    if (cursor == null) {
      throw new IllegalStateException("opened before it is read");
    }
    try {
      return cursor.next();
    } catch (SQLException e) {
      throwIfAsked();
      throwIfUseless(e);
      throw questions.told(new ItemStreamException("the audience could not be read", e));
    }
  }

  /** A query that the database does not understand, or not with these data, is in vain again. */
  private void throwIfUseless(SQLException e) {
    if (DatabaseSays.comesBack(e)) {
      throw useless.halted(e);
    }
  }

  /** The query was cancelled, because it would have been waited for. */
  private void throwIfAsked() {
    if (stop.asked()) {
      throw new Halted(new Halt.Stopped("while the audience was evaluated"));
    }
    if (stop.isLost()) {
      throw new Halted(Claim.LOST);
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
