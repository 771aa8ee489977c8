package dev.muster.copy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows on their way into a PostgreSQL table, in the binary format of {@code COPY}: nothing has to
 * be escaped, and instants are numbers.
 *
 * <p>PostgreSQL's manual, "COPY", "Binary Format"; times count microseconds from the year 2000.
 */
public final class BinaryCopy implements AutoCloseable {
  private static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final long EPOCH_SECOND = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
  private static final int PIECE = 1 << 16;
  private static final int JSONB_VERSION = 1;

  /** The type {@code text}, as the catalogue numbers it in every database. */
  private static final int TEXT = 25;

  private final CopyIn copy;
  private byte[] buffer = new byte[2 * PIECE];
  private int length;

  /**
   * Begins to copy, in the transaction that the connection is in.
   *
   * @param tableAndColumns the table's name, and in parentheses the columns that each row has;
   *     without these, it has all
   * @throws SQLException when the database refuses it
   */
  public BinaryCopy(Connection connection, String tableAndColumns) throws SQLException {
    copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy " + tableAndColumns + " from stdin (format binary)");
    append(HEADER);
  }

  /**
   * Begins a row of so many columns, which are to follow in their order.
   *
   * @throws SQLException when those before it could not be handed over
   */
  public void row(int columns) throws SQLException {
    if (length >= PIECE) {
      flush();
    }
    room(2);
    buffer[length++] = (byte) (columns >> 8);
    buffer[length++] = (byte) columns;
  }

  /** A {@code text}. */
  public void text(@Nullable String text) {
    if (text == null) {
      integer(-1);
      return;
    }
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    integer(bytes.length);
    append(bytes);
  }

  /** A {@code jsonb}. */
  public void json(@Nullable String text) {
    if (text == null) {
      integer(-1);
      return;
    }
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    integer(bytes.length + 1);
    room(1);
    buffer[length++] = JSONB_VERSION;
    append(bytes);
  }

  /** An array of texts: dimensions, no nulls, the type, then length and lower bound. */
  public void texts(List<String> texts) {
    var encoded = texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    if (encoded.isEmpty()) {
      integer(12);
      integer(0);
      integer(0);
      integer(TEXT);
      return;
    }
    integer(20 + encoded.stream().mapToInt(bytes -> 4 + bytes.length).sum());
    integer(1);
    integer(0);
    integer(TEXT);
    integer(encoded.size());
    integer(1);
    for (var bytes : encoded) {
      integer(bytes.length);
      append(bytes);
    }
  }

  /** An {@code integer}. */
  public void number(int value) {
    integer(4);
    integer(value);
  }

  /** A {@code bigint}. */
  public void number(long value) {
    integer(8);
    integer((int) (value >> 32));
    integer((int) value);
  }

  /** A {@code bytea}. */
  public void binary(byte @Nullable [] value) {
    if (value == null) {
      integer(-1);
      return;
    }
    integer(value.length);
    append(value);
  }

  /** A {@code boolean}. */
  public void bool(boolean value) {
    integer(1);
    room(1);
    buffer[length++] = (byte) (value ? 1 : 0);
  }

  /** A {@code timestamp with time zone}; what it has below microseconds is cut off. */
  public void instant(@Nullable Instant instant) {
    if (instant == null) {
      integer(-1);
      return;
    }
    number((instant.getEpochSecond() - EPOCH_SECOND) * 1_000_000 + instant.getNano() / 1_000);
  }

  /**
   * Everything is in the table, as far as the transaction is concerned.
   *
   * @throws SQLException when the database refuses a row
   */
  public void end() throws SQLException {
    room(2);
    buffer[length++] = -1;
    buffer[length++] = -1;
    flush();
    copy.endCopy();
  }

  /** Gives up what has not ended. */
  @Override
  public void close() throws SQLException {
    if (copy.isActive()) {
      copy.cancelCopy();
    }
  }

  private void integer(int value) {
    room(4);
    buffer[length++] = (byte) (value >> 24);
    buffer[length++] = (byte) (value >> 16);
    buffer[length++] = (byte) (value >> 8);
    buffer[length++] = (byte) value;
  }

  private void append(byte[] bytes) {
    room(bytes.length);
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length += bytes.length;
  }

  private void room(int bytes) {
    if (length + bytes > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + bytes));
    }
  }

  private void flush() throws SQLException {
    copy.writeToCopy(buffer, 0, length);
    length = 0;
  }
}
