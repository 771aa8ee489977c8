package dev.muster.audience;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows one page ahead of whoever asks for them, on a thread of its own: while the database
 * finds the next ones, those before are worked on.
 */
final class ReadAhead<T> implements AutoCloseable {

  /** Rows, one after the other; used by one thread at a time. */
  interface Rows<T> {
    /** The next, or null after the last. */
    @Nullable T next() throws SQLException;
  }

  private final Rows<T> rows;
  private final int pageSize;
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("read-ahead").factory());
  private Iterator<T> page = Collections.emptyIterator();
  private Future<List<T>> coming;

  /** Begins to read. */
  ReadAhead(Rows<T> rows, int pageSize) {
    this.rows = rows;
    this.pageSize = pageSize;
    this.coming = reader.submit(this::read);
  }

  private List<T> read() throws SQLException {
    var read = new ArrayList<T>(pageSize);
    while (read.size() < pageSize) {
      var row = rows.next();
      if (row == null) {
        break;
      }
      read.add(row);
    }
    return read;
  }

  /**
   * The next row, or null after the last.
   *
   * @throws SQLException when it could not be read; those before it may not have been handed out
   */
  @Nullable T next() throws SQLException {
    if (!page.hasNext()) {
      var read = awaited();
      if (read.isEmpty()) {
        return null;
      }
      page = read.iterator();
      coming = reader.submit(this::read);
    }
    return page.next();
  }

  private List<T> awaited() throws SQLException {
    try {
      return coming.get();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case SQLException fault -> throw fault;
        case RuntimeException fault -> throw fault;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  /** Whether nothing is read any more, at once or within that time. */
  boolean isIdleWithin(Duration time) {
    try {
      coming.get(time.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("nobody interrupts this thread", e);
  }

  /** Comes back when nothing is read any more: what is under way should have been ended before. */
  @Override
  public void close() {
    reader.close();
  }
}
