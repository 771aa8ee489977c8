package dev.muster.intake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Reads and checks rows in a thread of its own, some batches ahead of the database. */
final class ReadingThread<T> implements AutoCloseable {
  private static final int BATCH_ROWS = 10_000;
  private static final int BATCH_CHARACTERS = 4 << 20;
  private static final int BATCHES_AHEAD = 2;

  private final BlockingQueue<Handover<T>> batches = new ArrayBlockingQueue<>(BATCHES_AHEAD);
  private final PointedIds pointedIds = new PointedIds();
  private final Thread thread;

  private ReadingThread(
      Source source, CountedInput input, Mapping<T> mapping, RejectedRows rejected) {
    // A daemon, because a read from a terminal or a pipe cannot be interrupted.
    thread =
        Thread.ofPlatform()
            .daemon()
            .name("muster-import")
            .unstarted(() -> run(source, input, mapping, rejected));
  }

  static <T> ReadingThread<T> start(
      Source source, CountedInput input, Mapping<T> mapping, RejectedRows rejected) {
    var reading = new ReadingThread<>(source, input, mapping, rejected);
    reading.thread.start();
    return reading;
  }

  Handover<T> take() throws InterruptedException {
    return batches.take();
  }

  /** Whether user ids look like numbers written with a point; to be asked after the end. */
  boolean hasPointedIds() {
    return pointedIds.all();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run(Source source, CountedInput input, Mapping<T> mapping, RejectedRows rejected) {
    try {
      batches.put(lastOf(source, input, mapping, rejected));
    } catch (InterruptedException e) {
      // Nobody waits for more: the database has refused what there was.
      Thread.currentThread().interrupt();
    }
  }

  private Handover<T> lastOf(
      Source source, CountedInput input, Mapping<T> mapping, RejectedRows rejected)
      throws InterruptedException {
    try {
      var text = source.text(input, mapping.needed());
      read(
          switch (source.format()) {
            case CSV -> new CsvRows(text);
            case NDJSON -> new NdjsonRows(text);
          },
          mapping,
          rejected);
      return new Handover.End<>();
    } catch (IOException | RuntimeException e) {
      return new Handover.Failed<>(e);
    }
  }

  private void read(RowReader reader, Mapping<T> mapping, RejectedRows rejected)
      throws IOException, InterruptedException {
    var needed = new NeededKeys(mapping.needed());
    if (!reader.columns().isEmpty()) {
      needed.header(reader.columns());
      mapping.columns(reader.columns());
    }
    var shared = new SharedFault(mapping.texts(), !reader.columns().isEmpty());
    List<T> rows = new ArrayList<>();
    long read = 0;
    int characters = 0;
    for (var row = reader.next(); row != null; row = reader.next()) {
      read++;
      needed.row(row);
      shared.row(row);
      pointedIds.row(row);
      try {
        var mapped =
            switch (row) {
              case Row.Read(var line, var values) ->
                  mapping.map(values, () -> new FileRow(line, reader.raw()));
              case Row.Malformed(_, var reason) -> throw new BadRow(reason);
            };
        shared.good();
        rows.add(mapped);
        characters += mapping.size(mapped);
      } catch (BadRow e) {
        shared.bad(e);
        rejected.add(row.line(), e.reason(), reader.raw());
      }
      if (rows.size() == BATCH_ROWS || characters > BATCH_CHARACTERS) {
        batches.put(new Handover.Rows<>(rows, read));
        rows = new ArrayList<>(BATCH_ROWS);
        characters = 0;
      }
    }
    needed.end();
    shared.end();
    batches.put(new Handover.Rows<>(rows, read));
  }
}
