package dev.muster.audience;

import dev.muster.campaign.Interval;
import dev.muster.campaign.Who;
import dev.muster.source.ArrivalMark;
import dev.muster.source.SourceDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The events that trigger a live campaign (live.md, "Which triggers are taken up"), as they are
 * now, streamed in trigger order: by instant, then by {@link Triggered#key} by code point. Memory
 * does not grow with their number, but with that of events without an id of one microsecond.
 *
 * <p>An event that was read once need not be read again: what triggers does not depend on when it
 * is read. Tests of {@code where} on dates that lie a number of days ago are about the trigger's
 * instant.
 *
 * @param source the database itself, not a snapshot of it
 * @param accountZone in which days begin
 */
public record Triggers(SourceDatabase source, Who.Live live, Span span, ZoneId accountZone) {

  /**
   * Which events can matter.
   *
   * @param events when they occur: from the campaign's start on, before its end
   * @param horizon instants before it are too late
   * @param asOf the launch's; instants at or after it wait for their moment
   */
  public record Span(Interval events, Instant horizon, Instant asOf) {}

  /**
   * Begins to read.
   *
   * <p>With a mark that is good: whatever has arrived since, of whatever instant, so too late ones
   * and those that wait for their moment, too. Some of it may have been read before: all that
   * arrived while a transaction was under way that had not ended when the mark was given.
   *
   * <p>Without one: all that can matter from the horizon on, {@linkplain Cursor#tellsArrivals if
   * events tell when they arrived} those of later than the as-of instant, too.
   *
   * @param since the mark of an earlier reading, or null
   * @throws SQLException when the database refuses it
   */
  public Cursor open(@Nullable ArrivalMark since) throws SQLException {
    if (since == null) {
      return new Cursor();
    }
    throw new SQLException("not built yet");
  }

  /** An open question, to be read once and closed. */
  public static final class Cursor implements AutoCloseable {
    private Cursor() {}

    /**
     * Whether the table has a column {@code arrival} of Muster's kind. If not, every reading is of
     * all events since the horizon, and it is not known what is too late.
     */
    public boolean tellsArrivals() {
      return false;
    }

    /** Whether only what arrived since the mark is read. */
    public boolean isSinceMark() {
      return false;
    }

    /**
     * The mark for the next reading: what this one does not see arrives after it. It may be the one
     * that was given, where it is not known that nothing is under way. Null: the next one has to
     * read all again.
     */
    public @Nullable ArrivalMark mark() {
      return null;
    }

    /**
     * The next event, or null after the last.
     *
     * @throws SQLException when the database fails, or all of it takes too long
     */
    public @Nullable Triggered next() throws SQLException {
      return null;
    }

    @Override
    public void close() throws SQLException {}
  }
}
